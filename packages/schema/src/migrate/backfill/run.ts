// A backfill goes through its table in the order of the key, batch after batch. The statement is the user's,
// written for the whole table; each batch runs it with `key > last and key <= next` added. The cursor is
// written in the transaction of the batch, so that wherever it ends, it goes on with the row behind the last
// one done, and nothing is done twice.
//
// Rows that are added meanwhile are the trigger's work that keeps both columns in step; those with keys
// behind the cursor are also found here.

import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { finish, type ApplyOptions } from '../apply.ts'
import type { BackfillStatement, Database, KeyColumn, Row } from '../database.ts'
import { MigrateError, messageOf } from '../error.ts'
import { pendingEntry } from '../ledger.ts'
import type { Migration } from '../migration.ts'
import { firstSize, nextSize } from './pace.ts'
import { progress } from './progress.ts'

/** How often the database is asked whether it has time, and how long to wait when it has not, in ms. */
const askEveryMs = 100
const pauseMs = 250
/** How often the progress is told, in ms. */
const tellEveryMs = 2_000

/** Runs what is left of a backfill. Rejects with `MigrateError` or `SqlError`. */
export async function runBackfill(
  migration: Migration & { sql: string },
  options: ApplyOptions,
): Promise<void> {
  const { database, ledger, release, signal, report, alsoRecord } = options
  const { name, phase, file, hash } = migration
  const { backfill } = database
  const statement = await backfill.read(file, migration.sql)
  const key = await backfill.key(statement.table)
  if (!key) {
    throw new MigrateError(
      'usage',
      `${file}: ${statement.table} has no primary key to go through it by`,
      {
        hint: 'give it one, or run the statement by hand',
      },
    )
  }
  const before = (await ledger.find(name, phase)) ?? pendingEntry(migration, release)
  if (before.cursor !== null && before.hash !== hash) {
    throw new MigrateError('failed', `${file} was changed after a part of it had been run`, {
      hint: 'put it back as it was, and write the change as a new backfill',
    })
  }
  const startedAt = before.startedAt ?? new Date().toISOString()
  await ledger.put({ ...before, state: 'running', hash, error: null, startedAt })

  const tell = progress(before.rows, await backfill.estimateRows(statement.table))
  let cursor = before.cursor === null ? undefined : (JSON.parse(before.cursor) as string[])
  let rows = before.rows
  let size = firstSize
  let told = Date.now()
  let asked = 0
  try {
    for (;;) {
      if (Date.now() - asked >= askEveryMs) {
        await waitForCalm(database, file, options)
        asked = Date.now()
      }
      const started = performance.now()
      const batch = batchOf(database, { statement, key, cursor, size })
      const moved = await backfill.batch(
        batch.find,
        async (found) => {
          const next = found && batch.upTo(found)
          if (!next) {
            await alsoRecord()
            return undefined
          }
          const { last, seen } = next
          const reached = { cursor: JSON.stringify(last), rows: rows + seen }
          await database.connection.run(next.sql)
          await ledger.update(name, phase, reached)
          return next
        },
        signal,
      )
      if (!moved) break
      cursor = moved.last
      rows += moved.seen
      // A batch that was not full says nothing of what a full one takes.
      if (moved.seen === size) size = nextSize(size, performance.now() - started)
      if (Date.now() - told >= tellEveryMs) {
        report(`${file}: ${tell(rows)}`)
        told = Date.now()
      }
      // SQLite works in this thread: without a pause no signal would ever be seen.
      await nextTurn()
      signal.throwIfAborted()
    }
  } catch (error) {
    if (signal.aborted || (error instanceof MigrateError && error.kind === 'unavailable'))
      throw error
    await ledger.update(name, phase, { state: 'failed', error: messageOf(error) })
    throw new MigrateError('failed', `${file} failed after ${rows} rows: ${messageOf(error)}`, {
      hint: 'run it again when the reason is gone: it goes on behind the last batch that was done',
      cause: error,
    })
  }
  report(`${file}: ${tell(rows)}`)
  await finish(migration, options)
}

type Batch = {
  statement: BackfillStatement
  key: KeyColumn[]
  cursor: string[] | undefined
  size: number
}

/** The query that finds the last of the next rows, and the statement for them; it finds none at the end. */
function batchOf(
  { backfill, quote }: Database,
  { statement, key, cursor, size }: Batch,
): { find: string; upTo: (found: Row) => { last: string[]; seen: number; sql: string } } {
  const columns = (prefix: string): string =>
    key.map(({ name }) => `${prefix}${quote(name)}`).join(', ')
  const compare = (prefix: string, operator: '>' | '<=', values: string[]): string =>
    backfill.compare(
      key.map(({ name }) => `${prefix}${quote(name)}`),
      operator,
      key.map((column, index) => backfill.literal(column, values[index] ?? '')),
    )
  const after = (prefix: string): string => (cursor ? compare(prefix, '>', cursor) : '')
  const texts = key
    .map((column, index) => `${backfill.asText(quote(column.name), column)} as k${index}`)
    .join(', ')
  const where = cursor ? ` where ${after('')}` : ''
  const rows = page(columns(''), statement.table, where, size)
  return {
    find: `select ${texts}, (select count(*) from (${rows}) c) as seen from (${rows}) p
     order by ${key.map(({ name }) => `${quote(name)} desc`).join(', ')} limit 1`,
    upTo: (found) => {
      const last = key.map((_, index) => String(found[`k${index}`]))
      const upTo = compare(statement.qualifier, '<=', last)
      const from = after(statement.qualifier)
      const sql = statement.restrictedTo(from === '' ? upTo : `${from} and ${upTo}`)
      return { last, seen: Number(found['seen']), sql }
    },
  }
}

function page(columns: string, table: string, where: string, size: number): string {
  return `select ${columns} from ${table}${where} order by ${columns} limit ${size}`
}

async function waitForCalm(
  { backfill }: Database,
  file: string,
  { signal, report }: ApplyOptions,
): Promise<void> {
  for (let told = false; ; told = true) {
    const why = await backfill.pressure()
    if (why === undefined) return
    if (!told) report(`${file}: pausing, ${why}`)
    await sleep(pauseMs, undefined, { signal })
  }
}
