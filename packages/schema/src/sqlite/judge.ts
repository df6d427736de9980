// The judge for SQLite. Nothing is looked up: every statement runs on copies of the schema, and what
// it does to them, and to the statements of the running version, is what is reported.
//
// SQLite's DDL is transactional, so others see only what a transaction leaves behind. A probe that
// fails between BEGIN and COMMIT and works again after it (as while a table is being rebuilt) is no
// failure; one that still fails is put down to the statement from which on it failed.

import { DatabaseSync } from 'node:sqlite'
import type { Batch, Judge, JudgeOptions, MigrationFile } from '../judge/dialect.ts'
import { positionAt } from '../judge/source.ts'
import { planInWords } from '../plan/plan.ts'
import { sqliteIntentions } from '../plan/read/sqlite.ts'
import type { StatementVerdict } from '../verdict.ts'
import { readAction, type ActionKind } from './action.ts'
import { readCatalogue } from './catalogue.ts'
import { conclude, type Failure } from './conclude.ts'
import { quote } from './names.ts'
import { notRun, runObserved, type Observation } from './observe.ts'
import { regression, runProbes, type Outcome, type Regression } from './outcome.ts'
import { parseScript } from './parse.ts'
import { makeProbes, recordedProbes, type Probe } from './probes.ts'
import { keyword, type ScriptStatement, type Token } from './script.ts'
import { prepareStart, Session, type Start } from './session.ts'
import { addVariants, openMemory } from './shadow.ts'
import { knownOf } from './untried.ts'
import {
  lostColumns,
  readContents,
  rootPages,
  stillThere,
  type Contents,
  type OldTables,
} from './work.ts'

/** Opens a judge for the schema of a running version; see `JudgeOptions`. */
export async function openJudge(options: JudgeOptions): Promise<Judge> {
  const schema = await Promise.resolve(schemaSource(options))
  const start = prepareStart((database) => loadSchema(database, schema))
  const recorded = recordedProbes(parseScript('queries', options.queries ?? ''))
  return {
    judge: async (batch) => Promise.resolve(judgeBatch(start, recorded, batch)),
    close: async () => Promise.resolve(),
  }
}

/** The SQL of the running version's schema. A database file is only read. */
function schemaSource(options: JudgeOptions): string {
  if (options.schema !== undefined || options.database === undefined) return options.schema ?? ''
  const path = options.database.replace(/^(sqlite|file):(\/\/)?/, '')
  using database = new DatabaseSync(path, { readOnly: true })
  const rows = database
    .prepare(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
       ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'view' THEN 2 WHEN 'index' THEN 3 ELSE 4 END`,
    )
    .all() as { sql: string }[]
  return rows.map(({ sql }) => `${sql};`).join('\n')
}

function loadSchema(database: DatabaseSync, schema: string): void {
  for (const statement of parseScript('schema', schema)) {
    if (knownOf(readAction(statement.tokens), statement, false) === undefined)
      database.exec(statement.sql)
  }
}

/** What is compared: the running version's probes that work, and the contents of its tables. */
type Running = {
  start: Start
  probes: Probe[]
  outcomes: Outcome[]
  contents: Contents
  /** The names of its tables by root page, which a rename leaves as it is. */
  names: OldTables
  /** How many rows each view shows of many. */
  shown: Map<string, number | undefined>
}

function judgeBatch(start: Start, recorded: readonly Probe[], batch: Batch): StatementVerdict[] {
  const parsed = batch.files.map((file) => ({
    file,
    statements: parseScript(file.file, file.sql),
  }))
  const running = observeRunning(start, recorded, batch)
  using session = new Session(running.start)
  let old = rootPages(session.loaded)
  let failing: Regressions = new Map()
  let lost: ReadonlySet<string> = new Set()
  return parsed.flatMap(({ file, statements }) => {
    return transactionsOf(file, statements)
      .flatMap(bySavepoints)
      .flatMap((transaction) => {
        const saved = session.save()
        const steps: Step[] = []
        for (const statement of transaction.statements) {
          const before = steps.at(-1) ?? { failing, lost }
          const step = takeStep(session, statement, running, old, before)
          old = stillThere(session.loaded, old)
          steps.push(step)
        }
        if (transaction.undone) session.restore(saved)
        const verdicts = putDown(steps, failing, lost, transaction.undone, running, old)
        if (!transaction.undone) {
          failing = steps.at(-1)?.failing ?? failing
          lost = steps.at(-1)?.lost ?? lost
        }
        return verdicts.map(({ statement, conclusion }) => ({
          file: file.file,
          ...positionAt(file.sql, statement.start),
          sql: statement.sql,
          ...conclusion,
          plan:
            conclusion.verdict === 'unsafe'
              ? planInWords(sqliteIntentions(statement.sql), start.shape, 'sqlite')
              : [],
        }))
      })
  })
}

function observeRunning(start: Start, recorded: readonly Probe[], batch: Batch): Running {
  const sources = [...start.sources, ...batch.files.map((file) => file.sql)]
  const image = addVariants(start.probed, [...sources, ...recorded.map(({ sql }) => sql)])
  using probed = openMemory(image)
  using loaded = openMemory(start.loaded)
  const probes = [...makeProbes(probed, start.catalogue, sources), ...recorded]
  const outcomes = runProbes(probed, probes, start.catalogue)
  const works = outcomes.map((outcome) => outcome.kind !== 'error')
  return {
    start: { ...start, probed: image },
    probes: probes.filter((_, i) => works[i]),
    outcomes: outcomes.filter((_, i) => works[i]),
    contents: readContents(loaded, start.catalogue),
    names: rootPages(loaded),
    shown: new Map(start.catalogue.views.map(({ name }) => [name, countOf(loaded, name)])),
  }
}

/** The number of rows of a view; undefined where it cannot be read. */
function countOf(database: DatabaseSync, view: string): number | undefined {
  try {
    return Number(database.prepare(`SELECT count(*) AS n FROM ${quote(view)}`).get()?.['n'])
  } catch {
    return undefined
  }
}

/** A statement, and whether a transaction has been begun when it is run. */
type Placed = ScriptStatement & { begun: boolean }

type Transaction = { statements: Placed[]; undone: boolean }

/**
 * The statements that others see together. A file that begins no transaction is run in one, as
 * migration tools do with SQLite, unless its tool is known not to.
 */
function transactionsOf(file: MigrationFile, script: ScriptStatement[]): Transaction[] {
  const kinds = script.map((statement) => readAction(statement.tokens).kind)
  const statements = script.map((statement, i): Placed => {
    const last = kinds.slice(0, i).findLast((kind) => /^(begin|commit|rollback)$/.test(kind))
    return { ...statement, begun: file.transaction === true || last === 'begin' }
  })
  if (file.transaction === true || (file.transaction === undefined && !kinds.includes('begin'))) {
    return [{ statements, undone: kinds.at(-1) === 'rollback' }]
  }
  const transactions: Transaction[] = []
  let open: Placed[] | undefined
  for (const [i, statement] of statements.entries()) {
    const kind = kinds[i]
    if (kind === 'begin') open = [...(open ?? []), statement]
    else if (open === undefined) transactions.push({ statements: [statement], undone: false })
    else {
      open.push(statement)
      if (kind === 'commit' || kind === 'rollback') {
        transactions.push({ statements: open, undone: kind === 'rollback' })
        open = undefined
      }
    }
  }
  if (open !== undefined) transactions.push({ statements: open, undone: false })
  return transactions
}

/** Sets apart what a ROLLBACK TO takes back within a transaction. */
function bySavepoints({ statements, undone }: Transaction): Transaction[] {
  const back = statements.findIndex(({ tokens }) => savepointName(tokens, 'TO') !== undefined)
  const name = savepointName(statements[back]?.tokens ?? [], 'TO')
  const from = statements
    .slice(0, Math.max(back, 0))
    .findLastIndex(({ tokens }) => savepointName(tokens, 'SAVEPOINT') === name)
  if (undone || name === undefined || from === -1) return [{ statements, undone }]
  return [
    { statements: statements.slice(0, from + 1), undone: false },
    { statements: statements.slice(from + 1, back + 1), undone: true },
    ...bySavepoints({ statements: statements.slice(back + 1), undone: false }),
  ]
}

/** The name in `SAVEPOINT name`, or in `ROLLBACK [TRANSACTION] TO [SAVEPOINT] name`. */
function savepointName(tokens: readonly Token[], after: 'SAVEPOINT' | 'TO'): string | undefined {
  const words = tokens.map(keyword)
  if (words[0] !== (after === 'TO' ? 'ROLLBACK' : 'SAVEPOINT') || !words.includes(after)) return
  return tokens.at(-1)?.text.toLowerCase()
}

/** What fails, by the place of the probe: how it does. */
type Regressions = ReadonlyMap<number, Regression>

type Look = { failing: Regressions; lost: ReadonlySet<string> }

type Step = Observation & Look

function takeStep(
  session: Session,
  statement: Placed,
  running: Running,
  old: OldTables,
  before: Look,
): Step {
  const action = readAction(statement.tokens)
  const known = knownOf(action, statement, statement.begun)
  if (known !== undefined) {
    const { failing, lost } = before
    return { ...notRun(statement, action, known), failing, lost }
  }
  return {
    ...runObserved(session, statement, action, old, running.names),
    ...look(session, running, lossless.has(action.kind) ? before : undefined),
  }
}

/** Statements that leave every value where it is. */
const lossless = new Set<ActionKind>([
  'add-column',
  'analyze',
  'create-index',
  'create-unique-index',
  'create-view',
  'drop-index',
  'drop-view',
  'reindex',
])

/** What fails and what is lost now; the latter is that of `same` where nothing can have been lost since. */
function look(session: Session, running: Running, same: Look | undefined): Look {
  return session.asOthersSee(({ probed, loaded }) => {
    const failing = regressions(probed, loaded, running, session.rowsKept)
    if (same !== undefined) return { failing, lost: same.lost }
    const lost = session.rowsKept
      ? lostColumns(loaded, running.contents, readCatalogue(loaded))
      : []
    return { failing, lost: new Set(lost) }
  })
}

/** The probes that do not work as before. With `rows` false only errors count. */
function regressions(
  probed: DatabaseSync,
  loaded: DatabaseSync,
  running: Running,
  rows: boolean,
): Regressions {
  const failing = new Map<number, Regression>()
  const outcomes = runProbes(probed, running.probes, running.start.catalogue)
  for (const [i, probe] of running.probes.entries()) {
    const before = running.outcomes[i]
    const after = outcomes[i]
    if (before === undefined || after === undefined) continue
    const how = regression(probe, before, after, rows)
    if (how !== undefined) failing.set(i, how)
    else if (probe.view !== undefined && rows) {
      const were = running.shown.get(probe.view)
      const are = countOf(loaded, probe.view)
      if (were !== undefined && are !== undefined && are !== were) {
        failing.set(i, { how: `${probe.label} shows ${are} rows instead of ${were}`, fails: false })
      }
    }
  }
  return failing
}

/** Puts what a transaction leaves behind down to its statements. */
function putDown(
  steps: readonly Step[],
  failingBefore: Regressions,
  lostBefore: ReadonlySet<string>,
  undone: boolean,
  running: Running,
  old: OldTables,
): { statement: ScriptStatement; conclusion: ReturnType<typeof conclude> }[] {
  const last = steps.at(-1)
  const culprit = (present: (step: Step) => boolean): number =>
    steps.findLastIndex((step) => !present(step)) + 1
  const failures = steps.map((): Failure[] => [])
  for (const [i, how] of undone ? [] : (last?.failing ?? [])) {
    const probe = running.probes[i]
    if (failingBefore.has(i) || probe === undefined) continue
    failures[culprit((step) => step.failing.has(i))]?.push({ probe, ...how })
  }
  const losses = steps.map((): string[] => [])
  for (const column of undone ? [] : (last?.lost ?? [])) {
    if (!lostBefore.has(column)) losses[culprit((step) => step.lost.has(column))]?.push(column)
  }
  const replaced = replacedTables(running, old)
  return steps.map((step, i) => ({
    statement: step.statement,
    conclusion: conclude(step, {
      failures: failures[i] ?? [],
      lost: losses[i] ?? [],
      replaced,
      recorded: running.probes.some((probe) => probe.recorded === true),
      running: running.start.catalogue,
    }),
  }))
}

/** Tables of the running version whose name another table has now: they have been rebuilt. */
function replacedTables(running: Running, old: OldTables): string[] {
  const kept = [...old.values()].map((name) => name.toLowerCase())
  return running.start.catalogue.tables
    .map((table) => table.name)
    .filter((name) => !kept.includes(name.toLowerCase()))
}
