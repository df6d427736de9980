// What every subcommand begins with: the files, the database, its ledger, and being the only runner.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database.ts'
import { MigrateError, messageOf } from './error.ts'
import type { Applied, Layout } from './layouts/layout.ts'
import { layoutOf } from './layouts/layouts.ts'
import { openLedger, pendingEntry, type Entry, type Ledger } from './ledger.ts'
import type { Migration } from './migration.ts'
import { openDatabase } from './open.ts'

export type MigrateOptions = {
  /** URL of the application's database. */
  database: string
  folder: string
  /** Whose files these are; found out when it is not given. */
  layout?: string | undefined
  /** The release the migrations are run for. */
  release?: string | undefined
  signal: AbortSignal
  /** What is being done, and what is waited for, for who watches. */
  report: (text: string) => void
}

/** A migration, and what the ledger knows of it. */
export type Known = { migration: Migration; entry: Entry }

export type Session = {
  database: Database
  ledger: Ledger
  layout: Layout
  migrations: Known[]
  /** Names in the ledger of the files' own tool that have no file any more. */
  withoutFile: string[]
}

/** How long another runner is waited for, in ms, and how often it is asked. */
const patienceMs = 60_000
const everyMs = 250

/** Does `work` as the only runner on the database. Rejects with `MigrateError` `locked` when another one stays. */
export async function asOnlyRunner<T>(
  options: MigrateOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return withDatabase(options.database, async (database) => {
    // A statement may take hours; who has given up does not wait for it, and nor must the server.
    const cancel = (): void => {
      database.cancel().catch((error: unknown) => options.report(messageOf(error)))
    }
    options.signal.addEventListener('abort', cancel)
    try {
      await becomeOnlyRunner(database, options)
      await database.createLedger()
      return await work(await openSession(database, options))
    } catch (error) {
      // What came of a cancelled statement says less than why it was.
      if (options.signal.aborted) throw options.signal.reason
      throw error
    } finally {
      options.signal.removeEventListener('abort', cancel)
    }
  })
}

/** Opens a database for `work`, and closes it whatever happens. */
export async function withDatabase<T>(
  url: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(url)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Reads the files and what the ledgers know of them. A run that another tool made is taken over as done. */
export async function openSession(
  database: Database,
  { folder, layout: name, release }: Pick<MigrateOptions, 'folder' | 'layout' | 'release'>,
): Promise<Session> {
  const ledger = openLedger(database)
  const layout = await layoutOf(folder, name)
  const files = await layout.read(folder)
  const entries = await ledger.entries()
  const applied = await layout.ledger?.applied(database.connection, database.dialect, files)
  const migrations = files.map((migration): Known => {
    const found = entries.find(
      (entry) => entry.name === migration.name && entry.phase === migration.phase,
    )
    const fresh = pendingEntry(migration, release ?? null)
    // Until it is begun, what the file says counts.
    const { hash, breaks } = fresh
    const waits = found?.state === 'pending' && {
      ...found,
      hash,
      breaks,
      needs: migration.needs ?? found.needs,
    }
    const entry = waits || (found ?? fresh)
    return { migration, entry: applied ? asItsToolSays(migration, found, entry, applied) : entry }
  })
  const withoutFile = (applied ?? [])
    .map(({ name }) => name)
    .filter((name) => !files.some((migration) => migration.name === name))
  return { database, ledger, layout, migrations, withoutFile }
}

/** A tool with a ledger of its own decides what was run: it may have run something, or taken it back. */
function asItsToolSays(
  migration: Migration,
  found: Entry | undefined,
  entry: Entry,
  applied: readonly Applied[],
): Entry {
  const ran = applied.find(({ name }) => name === migration.name)
  if (!ran) return entry.state === 'done' ? pendingEntry(migration, entry.release) : entry
  // What Teal has not begun came with a release that nobody named.
  const known = found ? entry : pendingEntry(migration, null)
  // Of a file that was changed nobody knows the hash it had, but that it was another one.
  return { ...known, state: 'done', hash: ran.changed ? '' : known.hash }
}

/** Throws when a file is not what was run. */
export function requireUnchanged(migrations: readonly Known[]): void {
  const changed = migrations.find(
    ({ migration, entry }) => entry.state === 'done' && entry.hash !== migration.hash,
  )
  if (!changed) return
  throw new MigrateError('failed', `${changed.migration.file} was changed after it had been run`, {
    hint: 'put it back as it was, and write the change as a new migration',
  })
}

async function becomeOnlyRunner(
  database: Database,
  { signal, report }: MigrateOptions,
): Promise<void> {
  const until = Date.now() + patienceMs
  for (let told = false; ; told = true) {
    const answer = await database.tryToBeOnlyRunner()
    if (answer === true) return
    if (Date.now() > until) {
      throw new MigrateError('locked', `${answer.holder} is at work on this database`, {
        hint: 'wait for it, or see why it does not end',
      })
    }
    if (!told) report(`waiting for ${answer.holder}`)
    await sleep(everyMs, undefined, { signal })
  }
}
