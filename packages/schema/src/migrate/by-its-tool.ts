// A migration that is code is run by the command of its own tool, one at a time. Whether it was, the tool's ledger
// says: a command may end well and have done nothing, or in another database.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { finish } from './apply.ts'
import { MigrateError, messageOf } from './error.ts'
import { pendingEntry } from './ledger.ts'
import type { Migration } from './migration.ts'
import type { MigrateOptions, Session } from './session.ts'

/** Rejects with `MigrateError`: `failed` with what the command said, or `usage` when the tool has none. */
export async function runByItsTool(
  { database, ledger, layout, migrations }: Session,
  migration: Migration,
  options: MigrateOptions,
): Promise<void> {
  const { folder, database: url, signal } = options
  const release = options.release ?? null
  const { name, phase, file } = migration
  const [program, ...words] = layout.command?.(folder, migration) ?? []
  if (program === undefined || !layout.ledger) {
    throw new MigrateError('usage', `${file} is code, and ${layout.name} has no command to run it`)
  }
  const command = [program, ...words].join(' ')
  const known = migrations.find((each) => each.migration === migration)
  const before = known?.entry ?? pendingEntry(migration, release)
  const startedAt = new Date().toISOString()
  await ledger.put({ ...before, state: 'running', startedAt, release: before.release ?? release })
  const failed = async (why: string, hint: string, cause?: unknown): Promise<MigrateError> => {
    await ledger.update(name, phase, { state: 'failed', error: why })
    return new MigrateError('failed', `${file} failed: \`${command}\`: ${why}`, { hint, cause })
  }
  try {
    await promisify(execFile)(program, words, {
      env: { ...process.env, DATABASE_URL: url },
      signal,
      maxBuffer: 1 << 24,
    })
  } catch (error) {
    signal.throwIfAborted()
    throw await failed(whatItSaid(error, url), 'mend it and run it again', error)
  }
  const applied = await layout.ledger.applied(database.connection, database.dialect, [migration])
  if (!applied.some((ran) => ran.name === name)) {
    throw await failed(
      'it ended well, but its ledger here does not know of it',
      'let the tool take its database from DATABASE_URL, and keep its ledger where it does by default',
    )
  }
  await finish(migration, { database, ledger })
}

/** The last lines above the first stack, which is where the reason stands; without the database's URL. */
function whatItSaid(error: unknown, url: string): string {
  const { stderr = '' } = error as { stderr?: string }
  const lines = stderr.split('\n').map((line) => line.trimEnd())
  const stack = lines.findIndex((line) => /^\s+at /.test(line))
  const above = (stack === -1 ? lines : lines.slice(0, stack)).filter((line) => line !== '')
  const said = above.slice(-5).join('\n').replaceAll(url, 'DATABASE_URL')
  return said === '' ? messageOf(error) : said
}
