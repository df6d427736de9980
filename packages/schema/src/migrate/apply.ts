// How a file is run: unit by unit, each noted in the ledger as it is done, so that a run that was
// interrupted is gone on with where it stopped.
//
//   absent or pending ── begins ──> running ── each unit: mark ──> … ── last unit ──> done
//                                      │  └─ killed: stays `running`; the next run goes on behind the units done
//                                      └─ a unit failed: failed, with its error; the next run goes on there
//
// What has been done may not be changed in the file; what was not may be, so that a statement that failed
// can be mended.

import type { Database, Unit } from './database.ts'
import { MigrateError, messageOf } from './error.ts'
import { pendingEntry, type Entry, type Ledger } from './ledger.ts'
import { hashOf, type Migration } from './migration.ts'

export type ApplyOptions = {
  database: Database
  ledger: Ledger
  release: string | null
  signal: AbortSignal
  report: (text: string) => void
  /** Written together with the last unit: the ledger of the migration's own tool. */
  alsoRecord: () => Promise<void>
}

/** Runs what is left of a migration. Rejects with `MigrateError` or `SqlError`. */
export async function apply(
  migration: Migration & { sql: string },
  options: ApplyOptions,
): Promise<void> {
  const { database, ledger, signal, report, alsoRecord } = options
  const { name, phase, file } = migration
  const units = await database.units(file, migration.sql)
  const entry = await startEntry(migration, units, options)
  let done = entry.units
  let { begun } = entry
  for (const [index, unit] of units.entries()) {
    const isDone = index < done.length
    if (isDone && !unit.setting) continue
    const now = isDone ? done : [...done, hashOfUnit(unit)]
    const mark = async (): Promise<void> => {
      if (isDone) return
      await ledger.update(name, phase, { units: now, begun: null })
      if (index === units.length - 1) await alsoRecord()
    }
    try {
      signal.throwIfAborted()
      await database.run(unit, {
        begun: isDone || begun?.unit !== hashOfUnit(unit) ? null : begun,
        begin: (before) =>
          ledger.update(name, phase, { begun: { unit: hashOfUnit(unit), before: before ?? null } }),
        takeBack: () => ledger.update(name, phase, { begun: null }),
        mark,
        signal,
        report: (text) => report(`${file}: ${text}`),
      })
    } catch (error) {
      throw await noteFailure(error, migration, unit, options)
    }
    if (!isDone) begun = null
    done = now
  }
  await database.resetSession()
  // Nothing was left to do, and yet its tool does not know: the last run was killed before it could say so.
  if (entry.units.length === units.length) await alsoRecord()
  await finish(migration, options)
}

/** Notes that a migration is done, and how the schema looks now. */
export async function finish(
  { name, phase, hash }: Migration,
  { database, ledger }: Pick<ApplyOptions, 'database' | 'ledger'>,
): Promise<void> {
  await ledger.update(name, phase, {
    state: 'done',
    hash,
    error: null,
    fingerprint: await database.fingerprint(),
    finishedAt: new Date().toISOString(),
  })
}

async function startEntry(
  migration: Migration,
  units: readonly Unit[],
  { ledger, release }: ApplyOptions,
): Promise<Entry> {
  const found = await ledger.find(migration.name, migration.phase)
  const before = found ?? pendingEntry(migration, release)
  const changed = before.units.findIndex((hash, index) => hash !== hashOfUnit(units[index]))
  if (changed !== -1) {
    throw new MigrateError(
      'failed',
      `${migration.file} was changed where it has been run: statement ${changed + 1} is another one`,
      { hint: 'put back what has been run; what comes behind it may be changed' },
    )
  }
  const entry: Entry = {
    ...before,
    state: 'running',
    release: before.release ?? release,
    error: null,
    startedAt: before.startedAt ?? new Date().toISOString(),
  }
  await ledger.put(entry)
  return entry
}

async function noteFailure(
  error: unknown,
  migration: Migration,
  unit: Unit,
  { ledger, signal }: ApplyOptions,
): Promise<unknown> {
  const { name, phase, file } = migration
  // Interrupted, or gone: `running` in the ledger says just that.
  if (signal.aborted) return signal.reason
  if (error instanceof MigrateError && error.kind === 'unavailable') return error
  const [first] = unit.statements
  const at = first ? `${file}:${first.line}:${first.column}` : file
  // What a database answers has left nothing; an error of ours says for itself what is left.
  const kept = error instanceof MigrateError ? '' : ', and nothing of this statement was kept'
  const message = `${at} failed${kept}: ${messageOf(error)}`
  await ledger.update(name, phase, { state: 'failed', error: messageOf(error) })
  const hint =
    (error instanceof MigrateError ? error.hint : undefined) ??
    'mend the statement and run it again: what was done before it is not repeated'
  return new MigrateError('failed', message, { hint, cause: error })
}

export function hashOfUnit(unit: Unit | undefined): string {
  return hashOf((unit?.statements ?? []).map(({ sql }) => sql).join('\n;\n'))
}
