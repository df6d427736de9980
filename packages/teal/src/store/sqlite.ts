import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, TealError } from '../model/error.ts'
import type { Connection, Statement } from './sql.ts'

/** How long a statement waits for another process's transaction to end, in milliseconds. */
const patienceMs = 10_000

/**
 * The embedded store. Every commit is synced, since what was acknowledged must be there after the power
 * fails. There is one connection, so one thing happens after another.
 */
export async function openSqlite(path: string): Promise<Connection> {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    await whileBusy(() => database.exec('pragma journal_mode = wal'))
    database.exec('pragma synchronous = full')
    database.exec('pragma foreign_keys = on')
  } catch (error) {
    database.close()
    throw error
  }

  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  const all = async <Row>({ texts, values }: Statement): Promise<Row[]> =>
    explained(() => database.prepare(texts.join('?')).all(...values) as Row[])

  return {
    all: (statement) => inTurn(() => whileBusy(() => all(statement))),
    transaction: (work) =>
      inTurn(async () => {
        // The write lock is taken at the beginning: a transaction that reads first and writes then fails
        // when another wrote in between.
        await whileBusy(() => explained(() => database.exec('begin immediate')))
        try {
          const result = await work({ all })
          explained(() => database.exec('commit'))
          return result
        } catch (error) {
          // After a full disk SQLite has rolled back by itself.
          if (database.isTransaction) database.exec('rollback')
          throw error
        }
      }),
    close: () => inTurn(async () => database.close()),
  }
}

/** Waits without holding up the event loop, which SQLite's own busy handler would. */
async function whileBusy<T>(act: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (codeOf(error) !== resultCode.busy || performance.now() > deadline) throw error
      await sleep(1 + Math.random() * 10)
    }
  }
}

/** SQLite's result codes that this file knows; https://sqlite.org/rescode.html */
const resultCode = { busy: 5, readOnly: 8, ioError: 10, full: 13 }

/** Extended codes have the plain one in their lowest byte. */
function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff
}

/** What an operator can do something about is said in words. */
function explained<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    const { full, ioError, readOnly } = resultCode
    if (![full, ioError, readOnly].includes(codeOf(error))) throw error
    throw new TealError('unavailable', `the store cannot be written: ${messageOf(error)}`, {
      hint: 'make room on its disk, or make it writable; nothing was changed, and users stay where they are',
      cause: error,
    })
  }
}
