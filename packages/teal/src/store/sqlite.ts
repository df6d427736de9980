import { mkdirSync, statSync } from 'node:fs'
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
    await whileBusy(() => explained(() => database.exec('pragma journal_mode = wal'), path))
    database.exec('pragma synchronous = full')
    database.exec('pragma foreign_keys = on')
  } catch (error) {
    database.close()
    throw error
  }

  const opened = inode(path)
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  const all = async <Row>({ texts, values }: Statement): Promise<Row[]> =>
    explained(() => database.prepare(texts.join('?')).all(...values) as Row[], path)

  return {
    all: (statement) => inTurn(() => whileBusy(() => all(statement))),
    transaction: (work) =>
      inTurn(async () => {
        // The write lock is taken at the beginning: a transaction that reads first and writes then fails
        // when another wrote in between.
        await whileBusy(() => explained(() => database.exec('begin immediate'), path))
        try {
          const result = await work({ all })
          explained(() => database.exec('commit'), path)
          return result
        } catch (error) {
          // After a full disk SQLite has rolled back by itself.
          if (database.isTransaction) database.exec('rollback')
          throw error
        }
      }),
    isReplaced: () => {
      const found = inode(path)
      if (opened !== undefined && found === undefined) {
        throw new TealError('unavailable', `the store is gone from ${path}`, {
          hint: 'put it back, or let the next teal command begin a new one; users stay where they are',
        })
      }
      return found !== opened
    },
    close: () =>
      inTurn(async () => {
        if (database.isOpen) database.close()
      }),
  }
}

/** Which file it is, by whatever name; undefined when there is none, as for a database in memory. */
function inode(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino
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
const resultCode = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, notADatabase: 26 }

/** Extended codes have the plain one in their lowest byte. */
function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff
}

/** What an operator can do something about is said in words. */
function explained<T>(act: () => T, path: string): T {
  try {
    return act()
  } catch (cause) {
    const code = codeOf(cause)
    const { full, ioError, readOnly, corrupt, notADatabase } = resultCode
    if ([full, ioError, readOnly].includes(code)) {
      throw new TealError('unavailable', `the store cannot be written: ${messageOf(cause)}`, {
        hint: `make room on the disk of ${path}, or make it writable; users stay where they are, and what was begun goes on then`,
        cause,
      })
    }
    if ([corrupt, notADatabase].includes(code)) {
      throw new TealError('unavailable', `the store is damaged: ${messageOf(cause)}`, {
        hint: `restore ${path} from a copy, or move it and its -wal and -shm away: Teal begins a new one and goes on with what runs, without the history; users stay where they are`,
        cause,
      })
    }
    throw cause
  }
}
