// One batch on one shadow database: each statement is run and observed, and between the statements the
// running version's own statements are tried.

import type { Batch, JudgeOptions } from '../judge/dialect.ts'
import type { StatementVerdict } from '../verdict.ts'
import { namesMade, stepsOf, type Step } from './batch.ts'
import { difference, type Change } from './catalogue/difference.ts'
import { meanings, type Around } from './catalogue/meaning/index.ts'
import { prepareSnapshots, takeSnapshot, type Snapshot } from './catalogue/snapshot.ts'
import { conclude, type Outcome } from './conclude.ts'
import type { Statement } from './grammar.ts'
import { reachesOutside } from './outside.ts'
import { affected, readNeighbours, type Neighbours } from './probes/affected.ts'
import { openProbing, type Guess, type Probing } from './probes/probing.ts'
import { mayTakeNames } from './probes/recorded.ts'
import { isOpaque, rulings } from './rules/index.ts'
import { aloneBecause } from './rules/maintenance.ts'
import { recoded } from './rules/recoded.ts'
import { throughReferences } from './rules/references.ts'
import { child, list, text } from './rules/tree.ts'
import { changesCalled, isCallRead } from './rules/within.ts'
import { lossyColumns, watchTypes } from './shadow/loss.ts'
import {
  nothingSeen,
  observe,
  observeAlone,
  prepareMeasures,
  readKnown,
  type Facts,
  type Known,
} from './shadow/observe.ts'
import { plannedScans } from './shadow/planned.ts'
import type { Session } from './shadow/session.ts'
import { majorVersion } from './version.ts'

export async function tryBatch(
  session: Session,
  batch: Batch,
  options: JudgeOptions,
  queries: readonly Statement[],
): Promise<StatementVerdict[]> {
  const steps = stepsOf(batch)
  await prepareSnapshots(session)
  await prepareMeasures(session)
  const known = await readKnown(session)
  const original = await takeSnapshot(session)
  const probing = await openProbing(session, options.role, queries, batch)
  await probing.learnAllowed(steps)
  const trial: Trial = {
    session,
    options,
    queries,
    known,
    original,
    snapshot: await takeSnapshot(session),
    probing,
    made: new Set(),
    neighbours: await readNeighbours(session),
    version: majorVersion(options.serverVersion),
    open: undefined,
  }
  const tried: Tried[] = []
  for (const step of steps) {
    if (step.opens) await begin(trial)
    if (step.transaction === undefined) {
      const one = { step, outcome: await tryStatement(trial, step) }
      tried.push(one)
      trial.open?.tried.push(one)
    } else await transact(trial, step)
    if (step.closes) await end(trial, 'commit')
  }
  await end(trial, 'commit')
  return tried.map(({ step, outcome }) => conclude(step, outcome))
}

type Tried = { step: Step; outcome: Outcome }

type Trial = {
  session: Session
  options: JudgeOptions
  queries: readonly Statement[]
  known: Map<number, Known>
  original: Snapshot
  snapshot: Snapshot
  probing: Probing
  made: Set<string>
  neighbours: Neighbours
  version: number
  /** The open transaction of the batch: what it found and what it has done so far. */
  open: { snapshot: Snapshot; tried: Tried[] } | undefined
}

async function begin(trial: Trial): Promise<void> {
  if (trial.open) return
  await trial.session.run('begin')
  trial.probing.remember()
  trial.open = { snapshot: trial.snapshot, tried: [] }
}

/**
 * Others see a transaction as one change. What one of its statements broke and a later one mended, as
 * when a view is dropped and made again, broke nothing. What is lost stays lost.
 */
async function end(trial: Trial, how: 'commit' | 'rollback'): Promise<void> {
  const { open, session, probing } = trial
  if (!open) return
  await session.run(how)
  trial.open = undefined
  trial.snapshot = await takeSnapshot(session)
  const findings = open.tried.flatMap(({ outcome }) => outcome.findings)
  const lasting = await probing.stillBroken(findings.map(({ probe }) => probe))
  const meant = meanings(difference(open.snapshot, trial.snapshot), aroundOf(trial))
  const lastingWhys = new Set(meant.map(({ why }) => why))
  for (const { outcome } of open.tried) {
    outcome.findings = outcome.findings.filter(({ probe }) => lasting.has(probe))
    outcome.meanings = outcome.meanings.filter(({ why, lost }) => lost || lastingWhys.has(why))
  }
}

function aroundOf(trial: Trial): Around {
  return {
    original: trial.original,
    after: trial.snapshot,
    role: trial.options.role,
    probed: (table) => trial.probing.writes(table),
    isRecorded: (name) =>
      trial.queries.length === 0 ? undefined : trial.queries.some(({ sql }) => sql.includes(name)),
  }
}

async function transact(trial: Trial, step: Step): Promise<void> {
  if (step.transaction === 'begin') await begin(trial)
  else if (step.transaction === 'commit' || step.transaction === 'rollback') {
    await end(trial, step.transaction)
    if (step.opens || step.inTransaction) await begin(trial)
  } else if (trial.open) {
    await trial.session.run(step.sql)
    trial.snapshot = await takeSnapshot(trial.session)
    await trial.probing.stillBroken([], true)
  }
}

async function tryStatement(trial: Trial, step: Step): Promise<Outcome> {
  const { session, probing, options } = trial
  const runs = isTried(session, step)
  const { facts, guesses, lossy, fewerRows } = runs
    ? await run(trial, step)
    : { facts: nothingSeen, guesses: [], lossy: [], fewerRows: false }
  const context = {
    made: (name: string) => trial.made.has(name),
    inTransaction: step.inTransaction,
    isKey: (table: string, column: string) => probing.isKey(table, column),
    version: trial.version,
    isMember: (role: string) => {
      const known = trial.original.get(`role ${role}`)
      return known === undefined || Array.isArray(known.properties['member'])
    },
  }
  const within = [
    ...step.runs,
    ...[step, ...step.runs].flatMap((one) => changesCalled(one, trial.snapshot)),
  ]
  const ruled = [step, ...within.map((inner) => ({ ...inner, sql: step.sql }))].flatMap((one) => [
    ...rulings(
      one,
      'repeated' in one ? { ...context, repeated: one.repeated } : context,
      options.role,
    ),
    ...throughReferences(one, context, trial.snapshot),
    ...recoded(one, context, trial.queries),
  ])
  const after = runs && !facts.failed ? await takeSnapshot(session) : trial.snapshot
  const changes = difference(trial.snapshot, after)
  trial.snapshot = after
  if (!runs || makes(step, changes))
    for (const name of namesMade(step.kind, step.node)) trial.made.add(name)
  const moved = [...facts.inserted, ...facts.updated, ...facts.deleted]
  const unseen = beyondCatalogue.test(step.kind) || isDropBeyondCatalogue(step)
  const touched = unseen || changes.length > 0 || moved.length > 0 || facts.rewritten.length > 0
  const rewritten = facts.rewritten.map(({ table }) => table)
  const concerns = unseen
    ? undefined
    : affected(changes, [...moved, ...rewritten], trial.original, trial.neighbours)
  const asked =
    touched && !facts.failed ? await probing.ask(guesses, trial.open !== undefined, concerns) : []
  const findings = asked.filter(
    ({ probe, kind }) => !probe.names || (kind !== 'fails' && mayTakeNames(changes)),
  )
  if (fewerRows) await probing.refill(trial.open !== undefined)
  return {
    facts,
    changes,
    findings,
    meanings: meanings(changes, aroundOf(trial)),
    rulings: ruled,
    lossy,
    opaque: isOpaque(step) && !isCallRead(step, trial.snapshot),
    ran: runs,
    original: trial.original,
    recordedOtherwise: (probe) => probing.recordedOtherwise(probe),
  }
}

/** Whether a statement with IF NOT EXISTS made something; of what is temporary the catalogues do not tell. */
function makes({ node }: Step, changes: readonly Change[]): boolean {
  const commands = list(node, 'cmds').map((one) => child(one, 'AlterTableCmd'))
  const isIfNotExists = [node, ...commands].some(
    (one) => one?.['if_not_exists'] === true || one?.['missing_ok'] === true,
  )
  const into = child(child(node, 'into'), 'rel') ?? child(node, 'relation')
  const isTemporary = text(into, 'relpersistence') === 't'
  return !isIfNotExists || isTemporary || changes.some(({ what }) => what === 'added')
}

/** Changes of what the snapshots leave out: operators, collations, event triggers, how texts are searched. */
const beyondCatalogue =
  /^(AlterTS\w+|Define|(Create|Alter)(Op\w+|EventTrig)|AlterOperator|AlterCollation)Stmt$/

function isDropBeyondCatalogue({ kind, node }: Step): boolean {
  return (
    kind === 'DropStmt' &&
    /^OBJECT_(TS|OP|COLLATION|CONVERSION|ACCESS_METHOD|EVENT_TRIGGER)/.test(
      text(node, 'removeType'),
    )
  )
}

type Run = { facts: Facts; guesses: Guess[]; lossy: string[]; fewerRows: boolean }

/**
 * Runs the statement on the rows that are there. What it says about their values is no argument
 * against it, since they are generated: then it is tried on few rows, and then on none.
 */
async function run(trial: Trial, step: Step): Promise<Run> {
  const { session, known, probing } = trial
  let guesses = await probing.prepareGuesses(step, trial.open !== undefined)
  if (aloneBecause(step.kind, step.node) !== undefined && !trial.open) {
    let alone = await observeAlone(session, known, step.sql)
    for (const rows of ['few', 'none'] as const) {
      if (!alone.failed || !isAboutData(alone.failed.code)) {
        return { facts: alone, guesses, lossy: [], fewerRows: rows === 'none' }
      }
      await dropInvalidIndexes(session)
      await session.run('begin')
      guesses = await probing.withFewerRows(step, guesses, rows)
      await session.run('commit')
      alone = await observeAlone(session, known, step.sql)
    }
    return { facts: alone, guesses, lossy: [], fewerRows: true }
  }
  const mine = !trial.open
  if (mine) await session.run('begin')
  // A table of ten rows is scanned where a large one would be asked by its index.
  const indexesFirst = step.kind !== 'AlterTableStmt'
  if (indexesFirst) await session.run('set local enable_seqscan = off')
  const watched = await watchTypes(session, step)
  const planned = await plannedScans(session, known, step)
  let facts = await observe(session, known, step.sql)
  let lossy: string[] = []
  let fewerRows = false
  for (const rows of ['few', 'none'] as const) {
    if (!facts.failed || !isAboutData(facts.failed.code)) break
    guesses = await probing.withFewerRows(step, guesses, rows)
    fewerRows = true
    facts = await observe(session, known, step.sql)
  }
  if (mine && facts.failed?.code === endsTransactions) {
    await session.run('rollback')
    facts = { ...(await observeAlone(session, known, step.sql)), committed: true }
    return { facts, guesses, lossy, fewerRows }
  }
  facts.scanned = [...new Set([...facts.scanned, ...planned])]
  if (!fewerRows && !facts.failed) lossy = await lossyColumns(session, watched)
  if (indexesFirst) await session.run('set local enable_seqscan = on')
  if (mine) await session.run(facts.failed ? 'rollback' : 'commit')
  return { facts, guesses, lossy, fewerRows }
}

/** invalid_transaction_termination: a procedure or DO block that commits, and so must be outside. */
const endsTransactions = '2D000'

/** What CREATE INDEX CONCURRENTLY leaves behind when it fails. */
async function dropInvalidIndexes(session: Session): Promise<void> {
  const rows = await session.run(
    'select indexrelid::regclass::text as name from pg_index where not indisvalid',
  )
  for (const { name } of rows) await session.run(`drop index ${String(name)}`)
}

/** The rest is left to the rules. */
function isTried(session: Session, step: Step): boolean {
  const { kind, node } = step
  // The judge's own questions would be cut off by the migration's timeouts.
  if (kind === 'VariableSetStmt' && text(node, 'name').endsWith('_timeout')) return false
  if (/^(Copy|Load|Discard|Deallocate)Stmt$/.test(kind)) return false
  return !reachesOutside(step, session.shared)
}

/** Integrity (23) and data (22) errors. */
function isAboutData(code: string): boolean {
  return /^2[23]/.test(code)
}
