/**
 * What went wrong, for the exit code and for whoever handles it:
 * - `usage`: the command line or the configuration (exit 2)
 * - `failed`: it was tried and did not work; traffic is where it was (exit 1)
 * - `refused`: locked, superseded, no longer possible (exit 4)
 * - `unavailable`: something Teal needs does not answer (exit 1)
 */
export type ErrorKind = 'usage' | 'failed' | 'refused' | 'unavailable'

export type ErrorDetails = {
  /** What the person can do next: one sentence. */
  hint?: string
  /** More lines under the message: what was asked, what came back, the last output. */
  lines?: string[]
  /** Where in a file: `teal.yaml:12:5`. */
  at?: string
  cause?: unknown
}

/** Every error that is meant to be read: says what was attempted, what was found, and what to do. */
export class TealError extends Error {
  readonly kind: ErrorKind
  readonly hint: string | undefined
  readonly lines: string[]
  readonly at: string | undefined

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause })
    this.name = 'TealError'
    this.kind = kind
    this.hint = details.hint
    this.lines = details.lines ?? []
    this.at = details.at
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  // Errors of `fetch` and of happy-eyeballs connects hide the reason one level down.
  if (thrown.cause instanceof Error && thrown.message === 'fetch failed')
    return messageOf(thrown.cause)
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map(messageOf).join('; ')
  }
  return thrown.message
}
