import { setTimeout } from 'node:timers/promises'

/** Waits; throws the signal's own reason when it is aborted, so that a deadline says it was one. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal })
  } catch {
    signal.throwIfAborted()
  }
}
