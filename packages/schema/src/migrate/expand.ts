// Expand and backfill: the files in their order, each once. A backfill comes in the order it is written, since
// what follows it (NOT NULL, a unique index) needs the rows to be there.

import { apply } from './apply.ts'
import { runBackfill } from './backfill/run.ts'
import { runByItsTool } from './by-its-tool.ts'
import { judgeExpands, losesData } from './judge.ts'
import type { Migration } from './migration.ts'
import {
  asOnlyRunner,
  requireUnchanged,
  type Known,
  type MigrateOptions,
  type Session,
} from './session.ts'

/** What was run now, and what was left, with the reason. */
export type Outcome = { ran: string[]; left: { file: string; why: string }[] }

/**
 * Runs the expands up to the first backfill. Rejects with `MigrateError`, or `SqlError` for a file that does
 * not parse; then nothing of any file was run.
 */
export function expand(options: MigrateOptions): Promise<Outcome> {
  return asOnlyRunner(options, (session) => run(session, options, false))
}

/** Runs the backfills, and the expands between and behind them. Rejects as `expand`. */
export function backfill(options: MigrateOptions): Promise<Outcome> {
  return asOnlyRunner(options, (session) => run(session, options, true))
}

async function run(
  session: Session,
  options: MigrateOptions,
  backfills: boolean,
): Promise<Outcome> {
  const { migrations, database, ledger, layout } = session
  requireUnchanged(migrations)
  await adopt(session)
  const due = duePart(migrations, layout.ordered, backfills)
  await judgeExpands(
    database,
    due.now.filter(({ phase }) => phase === 'expand'),
    migrations.filter(({ entry }) => entry.state === 'done').map(({ migration }) => migration),
  )
  for (const migration of due.now) await requireReadable(database, migration)
  for (const known of migrations) await noteContract(session, known)
  const ran: string[] = []
  for (const migration of due.now) {
    options.signal.throwIfAborted()
    await runOne(session, migration, options)
    ran.push(migration.file)
  }
  if (options.release !== undefined) {
    await ledger.putRelease(options.release, await database.tables())
  }
  return { ran, left: due.left }
}

/** Throws for a file that cannot be run, before any is. */
async function requireReadable(
  { units, backfill }: Session['database'],
  { file, sql, phase }: Migration,
): Promise<void> {
  if (sql !== null) await (phase === 'backfill' ? backfill.read(file, sql) : units(file, sql))
}

/** What another tool has run or taken back is so here too: the ledger tells the whole story. */
async function adopt({ ledger, migrations }: Session): Promise<void> {
  for (const { migration, entry } of migrations) {
    const written = await ledger.find(migration.name, migration.phase)
    if ((entry.state === 'done') !== (written?.state === 'done')) await ledger.put(entry)
  }
}

/** What is run now, in order, and what has to wait for what. */
function duePart(
  migrations: readonly Known[],
  ordered: boolean,
  backfills: boolean,
): { now: Migration[]; left: Outcome['left'] } {
  const now: Migration[] = []
  const left: Outcome['left'] = []
  let behind: string | undefined
  for (const { migration, entry } of migrations) {
    if (entry.state === 'done') continue
    const { phase, file } = migration
    if (phase === 'contract') {
      left.push({ file, why: 'a contract waits until the release before is gone' })
      if (ordered) behind ??= `it comes behind ${file}, which has to wait`
    } else if (behind !== undefined) left.push({ file, why: behind })
    else if (phase === 'backfill' && !backfills) {
      left.push({ file, why: '`teal migrate backfill` runs it' })
      behind = `it comes behind the backfill ${file}`
    } else now.push(migration)
  }
  return { now, left }
}

/** A contract that waits stands in the ledger from the release on that brought it: that one it needs. */
async function noteContract(
  { database, ledger }: Session,
  { migration, entry }: Known,
): Promise<void> {
  if (migration.phase !== 'contract' || entry.state !== 'pending') return
  if (await ledger.find(migration.name, migration.phase)) return
  await ledger.put({ ...entry, losesData: await losesData(database, migration) })
}

/** Runs one migration to its end, whatever it is made of. */
export async function runOne(
  session: Session,
  migration: Migration,
  options: MigrateOptions,
): Promise<void> {
  const { database, ledger, layout } = session
  const { sql } = migration
  options.report(`running ${migration.file}`)
  if (sql === null) return runByItsTool(session, migration, options)
  const writer = layout.ledger?.writer
  // Not where the row is written: MySQL would end the transaction.
  await writer?.create(database.connection, database.dialect)
  const alsoRecord = async (): Promise<void> =>
    writer?.record(database.connection, database.dialect, migration)
  const shared = { ...options, database, ledger, release: options.release ?? null, alsoRecord }
  if (migration.phase === 'backfill') return runBackfill({ ...migration, sql }, shared)
  await apply({ ...migration, sql }, shared)
}
