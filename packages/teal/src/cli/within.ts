import { formatDuration } from '../model/duration.ts'
import { TealError } from '../model/error.ts'

/** A signal that is aborted after `ms` milliseconds, with an error that says what took so long. */
export function within(ms: number, what: string, hint: string): AbortSignal {
  const deadline = new AbortController()
  const tooLate = new TealError('unavailable', `${what} took longer than ${formatDuration(ms)}`, {
    hint,
  })
  setTimeout(() => deadline.abort(tooLate), ms).unref()
  return deadline.signal
}
