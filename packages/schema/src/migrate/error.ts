/**
 * - `usage`: the folder, a file or an option is not as it must be
 * - `unavailable`: the database does not answer, or the connection was lost
 * - `locked`: another runner is at work
 * - `failed`: a statement failed; the ledger says how far it came
 * - `refused`: it must not be done now, or no longer
 */
export type MigrateErrorKind = 'usage' | 'unavailable' | 'locked' | 'failed' | 'refused'

/** What was attempted and what was found; `hint` says what to do. */
export class MigrateError extends Error {
  readonly kind: MigrateErrorKind
  readonly hint: string | undefined

  constructor(
    kind: MigrateErrorKind,
    message: string,
    options: { hint?: string; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'MigrateError'
    this.kind = kind
    this.hint = options.hint
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Thrown inside a transaction to have it taken back, though nothing went wrong. */
export class TakeBack extends Error {}
