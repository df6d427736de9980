// What a parser found in a message head: positions in the bytes it was given, no copies and no object a
// field. One Head is reused for every message of a worker.

/** Bounds of what is accepted; sizes in bytes. */
export type HeadLimits = { headBytes: number; targetBytes: number; fields: number }

export const DEFAULT_LIMITS: HeadLimits = { headBytes: 16_384, targetBytes: 8_192, fields: 100 }

const CAPACITY = 256

export class Head {
  /** Where the message begins; an empty line before a request is not part of it. */
  start = 0
  /** Where its first field line begins. */
  fieldsStart = 0
  /** Just behind the empty line that ends the head. */
  end = 0
  /** 0 for HTTP/1.0, 1 for HTTP/1.1. */
  minor = 1

  count = 0
  readonly kinds = new Uint8Array(CAPACITY)
  readonly nameStart = new Int32Array(CAPACITY)
  readonly nameEnd = new Int32Array(CAPACITY)
  readonly valueStart = new Int32Array(CAPACITY)
  readonly valueEnd = new Int32Array(CAPACITY)

  /** Requests: the method is bytes[start, methodEnd). */
  methodEnd = 0
  targetStart = 0
  targetEnd = 0
  /** Index of the Host field, -1 when there is none. */
  host = -1
  /** Responses: the status code. */
  status = 0

  /** -1 when the head does not say. */
  contentLength = -1
  chunked = false
  /** `Connection: close` was said, or HTTP/1.0 without `keep-alive`. */
  close = false
  /** `Connection: upgrade` was said. */
  connectionUpgrade = false
  expectsContinue = false
  /** Which kinds occur, as a bit set: kinds are below 31. */
  seen = 0

  reset(start: number): void {
    this.start = start
    this.count = 0
    this.host = -1
    this.contentLength = -1
    this.chunked = false
    this.close = false
    this.connectionUpgrade = false
    this.expectsContinue = false
    this.seen = 0
  }

  has(kind: number): boolean {
    return (this.seen & (1 << kind)) !== 0
  }

  /** Index of the first field of a kind, -1 when there is none. */
  find(kind: number): number {
    if (!this.has(kind)) return -1
    for (let i = 0; i < this.count; i++) if (this.kinds[i] === kind) return i
    return -1
  }

  /** Where the line of field `i` ends, behind its CRLF. */
  lineEnd(i: number): number {
    return i + 1 < this.count ? (this.nameStart[i + 1] as number) : this.end - 2
  }
}

export { CAPACITY as MOST_FIELDS }
