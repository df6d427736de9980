import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../database.ts'
import { numberOf } from './connection.ts'

/** How long it is tried again before the migration counts as failed, in ms. */
const patienceMs = 5 * 60_000

/**
 * Lock wait timeout, deadlock, a row that has changed since it was read, a table's definition that has:
 * nothing was done, try again.
 */
const again = new Set([1205, 1213, 1020, 1412])

/**
 * Runs `work`, which leaves nothing behind when it rejects, until no lock is in its way. The pauses grow from
 * about `pauseMs` to two seconds.
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  { signal, report }: Pick<Run, 'signal' | 'report'>,
  pauseMs = 250,
): Promise<T> {
  const until = Date.now() + patienceMs
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (!again.has(numberOf(error) ?? 0) || Date.now() > until) throw error
      report(`a lock is in the way (attempt ${attempt}); trying again`)
    }
    // Jitter, so that two who are in each other's way do not meet again.
    await sleep((0.5 + Math.random()) * Math.min(pauseMs * attempt, 2_000), undefined, { signal })
  }
}
