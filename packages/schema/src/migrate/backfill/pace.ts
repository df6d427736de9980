// How large the next batch is. Pure.

/** What a batch should take, in ms: long enough to be efficient, short enough that nobody notices. */
export const goalMs = 20

const smallest = 10
const largest = 50_000
export const firstSize = 500

/**
 * The size of the batch after one of `size` rows that took `ms`. It follows the time, but not faster than
 * by half or double, since one slow batch says little; and it rather shrinks than grows.
 */
export function nextSize(size: number, ms: number): number {
  const factor = Math.min(2, Math.max(0.5, goalMs / Math.max(ms, 1)))
  const careful = factor > 1 ? 1 + (factor - 1) * 0.8 : factor
  return Math.round(Math.min(largest, Math.max(smallest, size * careful)))
}
