/** What can go wrong between a caller and a router, in a word that programs can compare. */
export type RouterErrorCode =
  | 'bad-request'
  | 'unauthorized'
  | 'not-found'
  | 'stale-epoch'
  | 'conflict'
  /** The process that was asked is the router no more; the one at the same address is. */
  | 'replaced'
  | 'storage'
  | 'unreachable'
  | 'internal'

/** An act that the router refused or could not do; nothing of it was done. */
export class RouterError extends Error {
  readonly code: RouterErrorCode
  /** The HTTP status at the admin API; 0 when no answer came. */
  readonly status: number
  /** With `stale-epoch`: the epoch that is in force. */
  readonly epoch: number | undefined
  /** With `bad-request`: the part of the input that is wrong. */
  readonly field: string | undefined

  constructor(
    code: RouterErrorCode,
    message: string,
    options: { status?: number; epoch?: number; field?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'RouterError'
    this.code = code
    this.status = options.status ?? STATUS[code]
    this.epoch = options.epoch
    this.field = options.field
  }
}

const STATUS: Record<RouterErrorCode, number> = {
  'bad-request': 400,
  unauthorized: 401,
  'not-found': 404,
  'stale-epoch': 409,
  conflict: 409,
  replaced: 503,
  storage: 500,
  unreachable: 0,
  internal: 500,
}
