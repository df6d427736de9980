// Follows the frames of one direction of a WebSocket (RFC 6455 §5.2), only to know where one ends and a
// close frame may be put in.

const SHORT = 2
const WITH_16_BITS = 4
const WITH_64_BITS = 10
const MASK_BYTES = 4

/** What a server says when it goes away (RFC 6455 §7.4.1, code 1001), unmasked. */
export const GOING_AWAY = '\x88\x02\x03\xe9'

export class WebSocketFrames {
  /** The header of the frame that is coming, as far as it is there. */
  private readonly header = new Uint8Array(WITH_64_BITS)
  private headerLength = 0
  /** Bytes of the frame still to come behind its header. */
  private left = 0

  /** True where one frame has ended and the next has not begun. */
  get atBoundary(): boolean {
    return this.left === 0 && this.headerLength === 0
  }

  /** Reads on in bytes[start, end). */
  scan(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end;) at = this.scanFrame(bytes, at, end)
  }

  /** Reads on to the end of the frame that is coming, and returns where that is; at most `end`. */
  scanFrame(bytes: Uint8Array, start: number, end: number): number {
    let at = start
    while (at < end) {
      if (this.left === 0) {
        this.header[this.headerLength++] = bytes[at++] as number
        if (this.headerLength < this.headerSize()) continue
        this.left = this.payloadLength()
        this.headerLength = 0
      }
      const take = Math.min(this.left, end - at)
      this.left -= take
      at += take
      if (this.left === 0) break
    }
    return at
  }

  private headerSize(): number {
    if (this.headerLength < SHORT) return SHORT
    const length = (this.header[1] as number) & 0x7f
    if (length === 126) return WITH_16_BITS
    return length === 127 ? WITH_64_BITS : SHORT
  }

  private payloadLength(): number {
    const second = this.header[1] as number
    const masked = second >= 0x80 ? MASK_BYTES : 0
    const length = second & 0x7f
    if (length < 126) return length + masked
    let value = 0
    for (let i = SHORT; i < this.headerLength; i++) value = value * 256 + (this.header[i] as number)
    return value + masked
  }
}
