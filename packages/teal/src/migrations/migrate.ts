import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, TealError } from '../model/error.ts'
import { openLedger } from './ledger.ts'

// Plain SQL files, run in the order of their names, each once: the file and the line in the ledger that says
// so are one transaction, so that neither a crash nor a second runner can run it twice or leave half of it.

export type Migration = {
  /** Absolute path of the folder. */
  folder: string
  /** `sqlite:<absolute path>` or `postgres://…`. */
  database: string
  release: string
  signal: AbortSignal
}

/** Brings the database up to date and gives the names of the files that were run now. */
export type Migrate = (migration: Migration) => Promise<string[]>

/** What an expand stage runs: `0007_add_sku.sql` and `0007_add_sku.expand.sql`, but no contract or backfill. */
const expands = /^(?!.*\.(contract|backfill)\.sql$).+\.sql$/

/**
 * Throws TealError `failed`: a file failed (nothing of it stays), or one that has been run was changed since;
 * `unavailable`: the database does not answer.
 */
export const migrate: Migrate = async ({ folder, database, release, signal }) => {
  const files = readFiles(folder)
  const ledger = await openLedger(database)
  const applied: string[] = []
  try {
    for (const { name, sql, hash } of files) {
      signal.throwIfAborted()
      const before = await ledger.hashOf(name)
      if (before !== null && before !== hash) {
        throw new TealError('failed', `${name} was changed after it had been run`, {
          hint: 'put it back as it was, and write the change as a new file',
        })
      }
      if (before !== null) continue
      try {
        if (await ledger.run({ name, sql, hash, release })) applied.push(name)
      } catch (error) {
        throw new TealError(
          'failed',
          `${name} failed, and nothing of it was kept: ${messageOf(error)}`,
          {
            cause: error,
          },
        )
      }
    }
  } finally {
    await ledger.close()
  }
  return applied
}

function readFiles(folder: string): { name: string; sql: string; hash: string }[] {
  let names: string[]
  try {
    names = readdirSync(folder).filter((name) => expands.test(name))
  } catch (error) {
    throw new TealError(
      'usage',
      `the migrations in ${folder} cannot be read: ${messageOf(error)}`,
      {
        hint: 'correct stages: expand: sql: in teal.yaml',
        cause: error,
      },
    )
  }
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8')
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
}
