import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from './database.ts'

/** How long something is tried again before it counts as failed, in ms. */
const patienceMs = 5 * 60_000
/** The longest pause, in ms. */
const longestMs = 2_000

export type Retries = Pick<Run, 'signal' | 'report'> & {
  /** Whether somebody else was in the way, and nothing was done. */
  isPassing: (error: unknown) => boolean
  /** The pauses grow from about this on, in ms; 250 if it is not said. */
  pauseMs?: number
}

/** Nobody watches, and nobody gives up. */
export const quiet: Pick<Run, 'signal' | 'report'> = {
  signal: new AbortController().signal,
  report: (): void => {},
}

/** Runs `work`, which leaves nothing behind when it rejects, until nobody is in its way; `attempt` counts from 1. */
export async function withRetries<T>(
  work: (attempt: number) => Promise<T>,
  { signal, report, isPassing, pauseMs = 250 }: Retries,
): Promise<T> {
  const until = Date.now() + patienceMs
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted()
    try {
      return await work(attempt)
    } catch (error) {
      if (!isPassing(error) || Date.now() > until) throw error
      report(`a lock is in the way (attempt ${attempt}); trying again`)
    }
    // Jitter, so that two who are in each other's way do not meet again.
    await sleep((0.5 + Math.random()) * Math.min(pauseMs * attempt, longestMs), undefined, {
      signal,
    })
  }
}
