// The running version, played against the shadow database.
//
// At the start every table gets rows and every probe is asked twice: what differs between the two
// answers is not the migration's doing (the clock, random values, sequences) and is masked from then
// on. After each statement the probes are asked again and compared with the answers before it, which
// they then replace; a probe that has once failed is not asked again, so each break is told once.
//
// Guesses are writes nobody has seen, sent to find what a new rule refuses. They are asked right before
// and right after a statement, on the tables it mentions.

import type { Batch } from '../../judge/dialect.ts'
import type { Step } from '../batch.ts'
import type { Statement } from '../grammar.ts'
import { child, list, text } from '../rules/tree.ts'
import { helperSchema } from '../shadow/helpers.ts'
import { identifier, literal, refusal, type Session } from '../shadow/session.ts'
import { quoted, readApplication } from './application.ts'
import { functionProbes } from './functions.ts'
import { recordedProbes, tablesWritten } from './recorded.ts'
import { fillTables, type Draft } from './rows.ts'
import { compare, maskOf, rowsIn, runProbes, type Answer, type Finding, type Mask } from './run.ts'
import { readShape, type Table } from './shape.ts'
import {
  guessedProbes,
  lastvalProbe,
  sequenceProbe,
  usualProbes,
  type Probe,
} from './statements.ts'
import { constantsIn } from './values.ts'

export type Guess = { probe: Probe; before: Answer }

export type Probing = {
  /**
   * Asks all guesses that concern `steps`. What is refused now the running version has never written, so
   * it is no argument against a later rule, though a step in between may let it in for a while.
   */
  learnAllowed: (steps: readonly Step[]) => Promise<void>
  /** Asks the guesses that concern `step`; those the schema takes today are given back. */
  prepareGuesses: (step: Step, inTransaction: boolean) => Promise<Guess[]>
  /** Asks about the relations of `concerns`, or all, and gives what is not as before. */
  ask: (
    guesses: readonly Guess[],
    inTransaction: boolean,
    concerns: ReadonlySet<string> | undefined,
  ) => Promise<Finding[]>
  /** Takes the answers of now as those before a transaction. */
  remember: () => void
  /** Of `suspects`, which had other answers before the transaction that has ended, or goes back to a savepoint. */
  stillBroken: (suspects: readonly Probe[], inTransaction?: boolean) => Promise<Set<Probe>>
  /** Takes rows out of the tables `step` mentions, and takes that as the new state of before. */
  withFewerRows: (step: Step, guesses: readonly Guess[], rows: 'few' | 'none') => Promise<Guess[]>
  /** Puts rows back after `withFewerRows`. */
  refill: (inTransaction: boolean) => Promise<void>
  /** Whether rows could be made for the table, so that its probes write. */
  writes: (table: string) => boolean
  /** Whether the column alone is unique; undefined for a table that is not there. */
  isKey: (table: string, column: string) => boolean | undefined
  /** Whether recorded statements write to the table, and so tell what is written: none as `probe` does. */
  recordedOtherwise: (probe: Probe) => boolean
}

/** Fills the tables and asks every probe for the first time. */
export async function openProbing(
  session: Session,
  role: string | undefined,
  queries: readonly Statement[],
  batch: Batch,
): Promise<Probing> {
  const migrations = batch.files.map(({ sql }) => sql).join('\n')
  const tables = await readShape(session)
  const filled = await fillTables(session, tables, migrations)
  const drafts = filled.drafts
  const application = await readApplication(session, role, tables, /trigger|rule/i.test(migrations))
  const constants = constantsIn(migrations)
  const candidates = [
    ...tables.flatMap((table) => usualProbes(table, draftOf(table, drafts))),
    ...(queries.some(({ sql }) => /\blastval\s*\(/i.test(sql))
      ? tables.flatMap((table) => lastvalProbe(table, drafts.get(table)))
      : []),
    ...(await sequences(session)).map(sequenceProbe),
    ...(await functionProbes(session)),
    ...(await prepareAsRole(session, role, queries)),
  ]
  const tried = await runProbes(session, application, candidates, false)
  const kept = candidates
    .map((probe, index) => ({ probe, answer: at(tried, index) }))
    .filter(isNeeded)
  const probes = kept.map(({ probe }) => probe)
  const first = kept.map(({ answer }) => answer)
  let answers = await runProbes(session, application, probes, false)
  const masks: Mask[] = probes.map((_, index) => maskOf(at(first, index), at(answers, index)))
  let broken = new Set<number>()
  let remembered = { answers, broken }
  const emptied = new Set<Table>()

  const askAgain = async (
    inTransaction: boolean,
    concerns?: ReadonlySet<string>,
  ): Promise<Answer[]> => {
    const isAsked = (probe: Probe, index: number): boolean =>
      !broken.has(index) &&
      (!concerns || probe.what === 'recorded statement' || concerns.has(probe.on))
    const live = probes.filter(isAsked)
    const fresh = (await runProbes(session, application, live, inTransaction)).values()
    return probes.map((probe, index) => {
      if (!isAsked(probe, index)) return at(answers, index)
      return fresh.next().value ?? at(answers, index)
    })
  }
  const mentioned = (step: Step): Table[] => {
    if (/^(AlterDomain|AlterType|AlterEnum|CreateFunction|AlterFunction)Stmt$/.test(step.kind))
      return tables
    return tables.filter(({ name }) => mentions(step.sql, name.slice(name.indexOf('.') + 1)))
  }

  const guessesFor = (step: Step): Probe[] =>
    mayRefuse(step)
      ? mentioned(step).flatMap((table) =>
          guessedProbes(table, drafts.get(table), constants, runsOnUpdate.test(step.kind)),
        )
      : []
  const allowed = new Set<string>()

  const learnAllowed = async (steps: readonly Step[]): Promise<void> => {
    const all = new Map(steps.flatMap(guessesFor).map((probe) => [probe.sql, probe]))
    const asked = [...all.values()]
    const found = await runProbes(session, application, asked, false)
    asked.forEach(({ sql }, index) => {
      if (!('refused' in at(found, index))) allowed.add(sql)
    })
    await sequencesAsLeft(session, tables)
  }

  const prepareGuesses = async (step: Step, inTransaction: boolean): Promise<Guess[]> => {
    const guessed = guessesFor(step).filter(({ sql }) => allowed.has(sql))
    const before = await runProbes(session, application, guessed, inTransaction)
    return guessed
      .map((probe, index) => ({ probe, before: at(before, index) }))
      .filter(({ before: answer }) => !('refused' in answer))
  }

  return {
    learnAllowed,
    prepareGuesses,
    ask: async (guesses, inTransaction, concerns) => {
      const now = await askAgain(inTransaction, concerns)
      const rows = rowsIn(probes, answers)
      const found: Finding[] = []
      probes.forEach((probe, index) => {
        if (broken.has(index)) return
        const mask = masks[index] ?? noMask
        const finding = compare(probe, at(answers, index), at(now, index), mask, rows)
        if (!finding) return
        found.push(finding)
        if (finding.kind === 'fails') broken.add(index)
      })
      answers = now
      const after = await runProbes(
        session,
        application,
        guesses.map(({ probe }) => probe),
        inTransaction,
      )
      guesses.forEach(({ probe, before }, index) => {
        const finding = compare(probe, before, at(after, index), {
          columns: new Set(),
          effects: false,
        })
        if (finding) found.push(finding)
      })
      return found
    },
    remember: () => {
      remembered = { answers, broken: new Set(broken) }
    },
    stillBroken: async (suspects, inTransaction = false) => {
      broken = new Set(remembered.broken)
      const now = await askAgain(inTransaction)
      const rows = rowsIn(probes, remembered.answers)
      const still = new Set<Probe>()
      probes.forEach((probe, index) => {
        if (broken.has(index)) return
        const mask = masks[index] ?? noMask
        const finding = compare(probe, at(remembered.answers, index), at(now, index), mask, rows)
        if (!finding) return
        still.add(probe)
        if (finding.kind === 'fails') broken.add(index)
      })
      answers = now
      const guesses = suspects.filter(({ guessed }) => guessed)
      const refused = await runProbes(session, application, guesses, inTransaction)
      guesses.forEach((probe, index) => {
        if ('refused' in at(refused, index)) still.add(probe)
      })
      return still
    },
    withFewerRows: async (step, guesses, rows) => {
      const named = mentioned(step)
      const cleared = (named.length > 0 ? named : tables).filter(
        ({ kind }) => kind === 'r' || kind === 'p',
      )
      const replacing = cleared.map((table) => `delete from ${table.sql}`)
      const inserting =
        rows === 'few' ? cleared.flatMap((table) => filled.ordinary.get(table)?.() ?? []) : []
      await session.run(
        [
          'set local session_replication_role = replica',
          ...replacing,
          ...inserting.map((call) => call),
          'set local session_replication_role = origin',
        ].join(';'),
      )
      for (const table of cleared) emptied.add(table)
      answers = await askAgain(true)
      const before = await runProbes(
        session,
        application,
        guesses.map(({ probe }) => probe),
        true,
      )
      return guesses
        .map(({ probe }, index) => ({ probe, before: at(before, index) }))
        .filter(({ before: answer }) => !('refused' in answer))
    },
    refill: async (inTransaction) => {
      const calls = tables
        .filter((table) => emptied.has(table))
        .flatMap((table) => filled.ordinary.get(table)?.() ?? [])
      emptied.clear()
      if (calls.length > 0) await session.run(calls.join(';'))
      answers = await askAgain(inTransaction)
    },
    writes: (table) => tables.some((one) => one.name === table && drafts.has(one)),
    isKey: (table, column) => {
      const found = tables.find(({ name }) => name === table || name.endsWith(`.${table}`))
      return found?.keys.some((key) => key.length === 1 && key[0] === column)
    },
    recordedOtherwise: ({ on: table, leavesOut }) => {
      const plain = table.slice(table.indexOf('.') + 1)
      const writing = queries.filter((query) =>
        tablesWritten(query).some((name) => name === table || name === plain),
      )
      const isLikeIt =
        leavesOut !== undefined && writing.some((query) => leavesOutOf(query, leavesOut))
      return writing.length > 0 && !isLikeIt
    },
  }
}

/** Whether it is an INSERT whose columns are named, without this one. */
function leavesOutOf({ kind, node }: Statement, column: string): boolean {
  const named = list(node, 'cols').map((one) => text(child(one, 'ResTarget'), 'name'))
  return kind === 'InsertStmt' && named.length > 0 && !named.includes(column)
}

/** A statement with RETURNING says more than the same without; a role may only be allowed the latter. */
function isNeeded(
  { probe }: { probe: Probe },
  _index: number,
  all: readonly { probe: Probe; answer: Answer }[],
): boolean {
  if (probe.after !== undefined) return true
  return !all.some(
    (other) =>
      other.probe.sql.startsWith(`${probe.sql} returning `) && !('refused' in other.answer),
  )
}

const noMask: Mask = { columns: new Set(), effects: false }

/** Whether a statement can make a rule that refuses what the schema took before. */
function mayRefuse({ kind, node }: Step): boolean {
  if (kind === 'IndexStmt') {
    // An expression can fail for a value, as a cast does.
    const computes = list(node, 'indexParams').some(
      (one) => child(child(one, 'IndexElem'), 'expr') !== undefined,
    )
    return node['unique'] === true || computes || node['whereClause'] !== undefined
  }
  if (kind !== 'AlterTableStmt') return guessedKinds.test(kind)
  return list(node, 'cmds').some((wrapped) => {
    const command = child(wrapped, 'AlterTableCmd')
    if (text(command, 'subtype') !== 'AT_AddColumn') return !harmless.test(text(command, 'subtype'))
    return list(child(child(command, 'def'), 'ColumnDef'), 'constraints').length > 0
  })
}

/** Subcommands of ALTER TABLE that take away a rule or change none. */
const harmless =
  /^AT_(Drop|Set(Statistics|Options|Storage|Compression|RelOptions)|ReSet|Cluster|Validate|ColumnDefault|ReplaceRel)/

const guessedKinds =
  /^(AlterDomain|CreateTrig|Rule|CreatePolicy|AlterPolicy|CreateFunction|Do|AlterType)Stmt$/

/** Statements whose doing may depend on what an UPDATE changes. */
const runsOnUpdate = /^(CreateTrig|Rule|CreatePolicy|AlterPolicy|CreateFunction|Do)Stmt$/

function mentions(sql: string, name: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(sql)
}

/** An updatable view is written to as the one table it shows, when its columns are the table's. */
function draftOf(table: Table, drafts: ReadonlyMap<Table, Draft>): Draft | undefined {
  if (table.kind !== 'v') return drafts.get(table)
  for (const [base, draft] of drafts) {
    const has = (name: string): boolean => table.columns.some((column) => column.name === name)
    const required = base.columns.filter(({ notNull, default: value }) => notNull && value === null)
    if (required.length === 0 || !required.every(({ name }) => has(name))) continue
    return new Map([...draft].filter(([name]) => has(name)))
  }
  return undefined
}

/** Sequences that the application calls itself; those behind defaults are called by its INSERTs. */
async function sequences(session: Session): Promise<string[]> {
  const rows = await session.run(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
      and not exists (select from pg_depend d where d.refobjid = c.oid and d.classid = 'pg_attrdef'::regclass)`)
  return rows.map((row) => String(row['name']))
}

/**
 * Puts the sequences of keys back to the greatest key there is: what the probes took back has called them
 * too, so that a migration that puts them there would seem to turn them back.
 */
async function sequencesAsLeft(session: Session, tables: readonly Table[]): Promise<void> {
  const calls = tables
    .filter(({ kind }) => kind === 'r' || kind === 'p')
    .flatMap((table) =>
      table.columns
        .filter((column) => column.identity !== '' || isNumbered(column.default))
        .map(({ name }) => {
          const sequence = `pg_get_serial_sequence(${literal(quoted(table))}, ${literal(name)})`
          const greatest = `max(${identifier(name)})`
          return `select setval(${sequence}, ${greatest}) from ${quoted(table)} having ${greatest} is not null`
        }),
    )
  if (calls.length > 0) await session.run(calls.join(';'))
}

function isNumbered(value: string | null): boolean {
  return (value ?? '').startsWith('nextval(')
}

async function prepareAsRole(
  session: Session,
  role: string | undefined,
  queries: readonly Statement[],
): Promise<Probe[]> {
  if (queries.length === 0) return []
  await session.run('begin')
  try {
    if (role !== undefined) await session.run(`set local role ${identifier(role)}`)
    const probes = await recordedProbes(session, queries)
    await session.run('commit')
    return probes
  } catch (error) {
    await session.run('rollback')
    refusal(error)
    throw error
  }
}

function at(answers: readonly Answer[], index: number): Answer {
  const answer = answers[index]
  if (answer === undefined) throw new Error(`the shadow gave no answer to probe ${index}`)
  return answer
}
