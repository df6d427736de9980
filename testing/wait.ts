import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Polls `probe` until it returns something truthy and returns that.
 * Throws, naming `what` and the last error, when `timeoutMs` (10 s by default) is over.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  timeoutMs = 10_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const value = await probe()
      if (value) return value
      last = value
    } catch (error) {
      last = error
    }
    if (performance.now() > deadline) {
      throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause: last })
    }
    await sleep(20)
  }
}
