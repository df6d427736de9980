import { setTimeout as sleepFor } from 'node:timers/promises'

/** Time, as the engine sees it; simulated in property tests. */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number
  /** Rejects with the signal's reason when it is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await sleepFor(ms, undefined, { signal })
    } catch (error) {
      throw signal.aborted ? signal.reason : error
    }
  },
}
