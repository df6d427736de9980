import { ChunkedScanner } from '../http1/chunked.ts'
import { INCOMPLETE } from '../http1/failure.ts'
import { Head } from '../http1/head.ts'
import { parseResponseHead } from '../http1/response-head.ts'

/** More than a head can have that came through the data path: it has been checked and added to there. */
const LIMITS = { headBytes: 65_536, targetBytes: 0, fields: 200 }

export type ResponseHead = { status: number; fields: [name: string, value: string][] }

type Handler = {
  interim: (head: ResponseHead) => void
  /** `isWhole`: there is no body. `bodyIsHere`: all of it follows at once. */
  head: (head: ResponseHead, isWhole: boolean, bodyIsHere: boolean) => void
  data: (bytes: Buffer) => void
  end: (trailers: [name: string, value: string][]) => void
}

const UNTIL_END = -1
const CHUNKED = -2

/** Reads the one answer that the data path writes for a stream, and tells its parts without their framing. */
export class ResponseReader {
  private readonly handler: Handler
  private readonly isHead: boolean
  private stash: Buffer | null = null
  private inBody = false
  /** Bytes of the body still to come, `UNTIL_END` or `CHUNKED`. */
  private left = 0
  private scanner: ChunkedScanner | null = null
  private bytes: Buffer | null = null
  /** What stands behind the last data of a chunked body: the trailers are in it. */
  private framing = ''
  private framedTo = 0
  /** The answer was whole. */
  done = false

  constructor(isHead: boolean, handler: Handler) {
    this.isHead = isHead
    this.handler = handler
  }

  read(piece: Buffer): void {
    const bytes = this.stash === null ? piece : Buffer.concat([this.stash, piece])
    this.stash = null
    let at = 0
    while (!this.inBody && !this.done && at < bytes.length) {
      const next = parseResponseHead(bytes, at, bytes.length, head, LIMITS)
      if (next === INCOMPLETE) {
        this.stash = Buffer.from(bytes.subarray(at))
        return
      }
      if (next < 0) throw new Error('the data path wrote a head that cannot be read')
      at = next
      this.begin(bytes, at)
    }
    if (this.inBody && at < bytes.length) this.readBody(bytes, at)
  }

  /** The data path has ended its side. */
  end(): void {
    if (this.inBody && this.left === UNTIL_END) this.finish([])
  }

  private begin(bytes: Buffer, bodyStart: number): void {
    const { status } = head
    const found: ResponseHead = { status, fields: fieldsOf(bytes) }
    if (status < 200) {
      this.handler.interim(found)
      return
    }
    const empty = this.isHead || status === 204 || status === 304 || head.contentLength === 0
    this.left = head.chunked ? CHUNKED : head.contentLength
    this.inBody = !empty
    const isHere = head.contentLength >= 0 && bytes.length - bodyStart >= head.contentLength
    this.handler.head(found, empty, isHere)
    if (empty) this.done = true
    else if (head.chunked)
      this.scanner = new ChunkedScanner((start, end) => {
        this.framing = ''
        this.framedTo = end
        this.handler.data((this.bytes as Buffer).subarray(start, end))
      })
  }

  private readBody(bytes: Buffer, at: number): void {
    if (this.left === CHUNKED) {
      this.readChunks(bytes, at)
      return
    }
    this.handler.data(at === 0 ? bytes : bytes.subarray(at))
    if (this.left === UNTIL_END) return
    this.left -= bytes.length - at
    if (this.left <= 0) this.finish([])
  }

  private readChunks(bytes: Buffer, at: number): void {
    this.bytes = bytes
    this.framedTo = at
    const next = (this.scanner as ChunkedScanner).scan(bytes, at, bytes.length)
    this.framing += bytes.toString('latin1', this.framedTo, next < 0 ? bytes.length : next)
    if (next > 0) this.finish(trailersOf(this.framing))
  }

  private finish(trailers: [string, string][]): void {
    this.inBody = false
    this.done = true
    this.handler.end(trailers)
  }
}

/** Reading a head is one synchronous step, so one is enough. */
const head = new Head()

function fieldsOf(bytes: Buffer): [string, string][] {
  return Array.from({ length: head.count }, (_, i) => [
    bytes.toString('latin1', head.nameStart[i], head.nameEnd[i]).toLowerCase(),
    bytes.toString('latin1', head.valueStart[i], head.valueEnd[i]),
  ])
}

/** From `…\r\n0\r\nname: value\r\n\r\n`. */
function trailersOf(framing: string): [string, string][] {
  const lines = framing.split('\r\n').slice(1)
  const last = lines.findIndex((line) => /^0+(;|$)/.test(line))
  return lines
    .slice(last + 1)
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    })
}
