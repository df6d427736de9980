import { ChunkedScanner } from '../http1/chunked.ts'
import { INCOMPLETE } from '../http1/failure.ts'
import type { Head } from '../http1/head.ts'

/** Finds the end of a request's body as its bytes come by (RFC 9112 §6.3). */
export class RequestBody {
  /** Bytes still to come; -1 when chunks say it. */
  private left = 0
  /** That have come, with their framing. */
  received = 0
  private scanner: ChunkedScanner | null = null

  start(head: Head): void {
    this.received = 0
    this.left = head.chunked ? -1 : Math.max(head.contentLength, 0)
    if (!head.chunked) return
    if (this.scanner === null) this.scanner = new ChunkedScanner()
    else this.scanner.reset()
  }

  get isWhole(): boolean {
    return this.left === 0
  }

  /** Where the body ends in bytes[at, end), or `end`; a failure when its chunks are malformed. */
  measure(bytes: Buffer, at: number, end: number): number {
    if (this.left >= 0) {
      const take = Math.min(this.left, end - at)
      this.left -= take
      this.received += take
      return at + take
    }
    const to = (this.scanner as ChunkedScanner).scan(bytes, at, end)
    if (to === INCOMPLETE) {
      this.received += end - at
      return end
    }
    if (to > 0) this.left = 0
    return to
  }
}
