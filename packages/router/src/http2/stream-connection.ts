import { Duplex } from 'node:stream'

type Handler = {
  /** Takes a part of the answer; false when no more should come before `goOn`. */
  answer: (bytes: Buffer) => boolean
  /** The data path has said its last word. */
  end: () => void
  /** The data path takes more of the request. */
  more: () => void
}

/** What the data path has instead of a socket: a connection in memory, of which `hand` is the client's part. */
export class StreamConnection extends Duplex {
  private readonly handler: Handler
  private waiting: (() => void) | null = null

  constructor(handler: Handler) {
    super()
    this.handler = handler
  }

  /** Hands over bytes that may change as soon as this returns; false when no more should come for now. */
  hand(bytes: Buffer): boolean {
    if (this.readableFlowing !== true || this.readableLength > 0)
      return this.push(Buffer.from(bytes))
    // As in a socket that reads into a fixed buffer, the data path copies what it wants to keep.
    this.emit('data', bytes)
    return !this.isPaused()
  }

  override resume(): this {
    this.handler.more()
    return super.resume()
  }

  goOn(): void {
    const { waiting } = this
    this.waiting = null
    waiting?.()
  }

  override _read(): void {
    this.handler.more()
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    if (this.handler.answer(bytes)) done()
    else this.waiting = done
  }

  override _final(done: () => void): void {
    this.handler.end()
    done()
  }
}
