import { formatDuration } from '../model/duration.ts'
import { TealError } from '../model/error.ts'

/** What does not listen to its signal is left behind this long after it. */
const graceMs = 5_000
/** Beyond this setTimeout fires at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Runs `work` with a signal that is aborted with `stop`, or after `deadlineMs`; the result is that of `work`.
 * Rejects with the reason of the signal when `work` does not end soon after it.
 */
export async function withinDeadline<T>(
  deadlineMs: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const tooLate = new TealError('failed', `did not finish within ${formatDuration(deadlineMs)}`)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(tooLate), Math.min(deadlineMs, longestTimerMs))
  const signal = AbortSignal.any([stop, deadline.signal])
  let leave: NodeJS.Timeout | undefined
  // Who has stopped may go on with something else: then nobody is left to wait for.
  const over = new AbortController()
  const left = new Promise<never>((_, reject) => {
    const leaveSoon = (): void => {
      leave = setTimeout(() => reject(signal.reason as Error), graceMs)
    }
    signal.addEventListener('abort', leaveSoon, { signal: over.signal })
  })
  try {
    signal.throwIfAborted()
    return await Promise.race([work(signal), left])
  } finally {
    over.abort()
    clearTimeout(timer)
    clearTimeout(leave)
  }
}
