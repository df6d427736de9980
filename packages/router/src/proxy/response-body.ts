import { ChunkedScanner } from '../http1/chunked.ts'
import { INCOMPLETE } from '../http1/failure.ts'
import type { Head } from '../http1/head.ts'
import type { Downstream } from './downstream.ts'

const LENGTH = 0
const CHUNKED = 1
const UNTIL_CLOSE = 2

/** Finds the end of a response's body as its bytes come by (RFC 9112 §6.3). */
export class ResponseBody {
  private framing = LENGTH
  /** Bytes still to come; -1 when something else says where the end is. */
  private left = 0
  private scanner: ChunkedScanner | null = null
  /** Where the scanner is looking. */
  private scanned: Buffer | null = null
  /** The client is too old for chunks: `measure` sends it their data, and nothing else is passed on. */
  dechunk = false

  start(head: Head, client: Downstream): void {
    this.dechunk = false
    const empty = client.isHead || head.status === 204 || head.status === 304
    if (empty || head.contentLength >= 0) {
      this.framing = LENGTH
      this.left = empty ? 0 : head.contentLength
    } else {
      this.framing = head.chunked ? CHUNKED : UNTIL_CLOSE
      this.left = -1
      if (head.chunked) this.startChunks(client)
    }
  }

  private startChunks(client: Downstream): void {
    this.dechunk = !client.modern
    this.scanner = this.dechunk
      ? new ChunkedScanner((start, end) => {
          client.sendBytes(this.scanned as Buffer, start, end)
        })
      : new ChunkedScanner()
  }

  get isWhole(): boolean {
    return this.left === 0
  }

  /** Only the end of the connection is the end of the body. */
  get isUntilClose(): boolean {
    return this.framing === UNTIL_CLOSE
  }

  /** The client reads chunks. */
  get passesChunks(): boolean {
    return this.framing === CHUNKED && !this.dechunk
  }

  /** Between two chunks. */
  get atBoundary(): boolean {
    return this.scanner?.atBoundary === true
  }

  /** Where the body ends in bytes[at, end), or `end`; a failure when its chunks are malformed. */
  measure(bytes: Buffer, at: number, end: number): number {
    if (this.framing === LENGTH) {
      const take = Math.min(this.left, end - at)
      this.left -= take
      return at + take
    }
    this.scanned = bytes
    const to = (this.scanner as ChunkedScanner).scan(bytes, at, end)
    if (to === INCOMPLETE) return end
    if (to > 0) this.left = 0
    return to
  }
}
