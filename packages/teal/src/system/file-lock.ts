import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { TealError, messageOf } from '../model/error.ts'
import { systemClock } from './clock.ts'

/**
 * Runs `work` while nobody else on this machine does the same under this file, in this process or another.
 *
 * The engine's lease already keeps two rollouts apart; this lock is for the moment when a lease was lost
 * and its old holder has not noticed yet. It must go away with its holder, however that dies, so it is one
 * of the kernel's file locks, and SQLite is what Node has to take one. The file stays empty.
 */
export async function withFileLock<T>(
  file: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const database = open(file)
  try {
    while (!tryLock(database)) await systemClock.sleep(10, signal)
    signal.throwIfAborted()
    return await work()
  } finally {
    database.close()
  }
}

function open(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    throw new TealError('failed', 'a lock cannot be opened', {
      lines: [`${file}: ${messageOf(error)}`],
      hint: 'its folder must belong to the user Teal runs as',
      cause: error,
    })
  }
}

const SQLITE_BUSY = 5

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('begin exclusive')
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false
    throw error
  }
}
