import { COLON, CR, HEX, LF, TOKEN, VALUE } from './bytes.ts'
import {
  BAD_CHUNK_END,
  BAD_CHUNK_SIZE,
  BAD_TRAILER,
  INCOMPLETE,
  TRAILER_TOO_LONG,
} from './failure.ts'
import { OTHER, fieldKind } from './fields.ts'

// The states follow RFC 9112 §7.1: a size, perhaps extensions, CRLF, the data, CRLF, again; after the
// chunk of size 0 come trailer fields and an empty line. Every line must end with CRLF exactly. An extension
// is `;name`, `;name=token` or `;name="quoted"`, without space: what a parser makes of space and quotes
// there differs from one to the next, and requests have been smuggled through the difference.
const SIZE = 0
const EXTENSION_START = 1
const EXTENSION_NAME = 2
const SIZE_LF = 3
const DATA = 4
const DATA_CR = 5
const DATA_LF = 6
const TRAILER_START = 7
const TRAILER_NAME = 8
const TRAILER_VALUE = 9
const TRAILER_LF = 10
const LAST_LF = 11
const EXTENSION_EQUALS = 12
const EXTENSION_TOKEN = 13
const EXTENSION_QUOTED = 14
const EXTENSION_ESCAPED = 15
const EXTENSION_END = 16

const SEMICOLON = 59
const EQUALS = 61
const QUOTE = 34
const BACKSLASH = 92

const MOST_SIZE_DIGITS = 12
const MOST_EXTRA_BYTES = 8_192
const LONGEST_NAME = 64

/**
 * Follows a chunked body through any cuts and finds its end. The bytes are not changed: what was checked
 * here may be passed on as it came.
 */
export class ChunkedScanner {
  private state = SIZE
  private digits = 0
  /** Of the chunk: first what its size line says, then what is still to come. */
  private left = 0
  /** Extensions and trailers of the whole body, which nobody needs to be long. */
  private extra = 0
  private readonly name = new Uint8Array(LONGEST_NAME)
  private nameLength = 0
  private readonly onData: ((start: number, end: number) => void) | undefined

  /** `onData` is told where in the given bytes the data of chunks is. */
  constructor(onData?: (start: number, end: number) => void) {
    this.onData = onData
  }

  reset(): void {
    this.state = SIZE
    this.digits = 0
    this.left = 0
    this.extra = 0
  }

  /** Between two chunks, where a last chunk could stand. */
  get atBoundary(): boolean {
    return this.state === SIZE && this.digits === 0
  }

  /**
   * Reads on in bytes[start, end). Returns the position behind the body, `INCOMPLETE` when all bytes belong
   * to it and more must come, or a failure.
   */
  scan(bytes: Uint8Array, start: number, end: number): number {
    let at = start
    while (at < end) {
      if (this.state === DATA) {
        const take = Math.min(this.left, end - at)
        if (this.onData !== undefined) this.onData(at, at + take)
        at += take
        this.left -= take
        if (this.left === 0) this.state = DATA_CR
        continue
      }
      const byte = bytes[at++] as number
      switch (this.state) {
        case SIZE: {
          const digit = HEX[byte] as number
          if (digit < 16) {
            if (++this.digits > MOST_SIZE_DIGITS) return BAD_CHUNK_SIZE
            this.left = this.left * 16 + digit
            break
          }
          if (this.digits === 0) return BAD_CHUNK_SIZE
          if (byte === CR) this.state = SIZE_LF
          else if (byte === SEMICOLON) this.state = EXTENSION_START
          else return BAD_CHUNK_SIZE
          break
        }
        case EXTENSION_START:
        case EXTENSION_NAME:
        case EXTENSION_EQUALS:
        case EXTENSION_TOKEN:
        case EXTENSION_QUOTED:
        case EXTENSION_ESCAPED:
        case EXTENSION_END:
          if (++this.extra > MOST_EXTRA_BYTES) return TRAILER_TOO_LONG
          this.state = afterExtensionByte(this.state, byte)
          if (this.state < 0) return BAD_CHUNK_SIZE
          break
        case SIZE_LF:
          if (byte !== LF) return BAD_CHUNK_SIZE
          this.state = this.left === 0 ? TRAILER_START : DATA
          this.digits = 0
          break
        case DATA_CR:
          if (byte !== CR) return BAD_CHUNK_END
          this.state = DATA_LF
          break
        case DATA_LF:
          if (byte !== LF) return BAD_CHUNK_END
          this.state = SIZE
          break
        case TRAILER_START:
          if (byte === CR) {
            this.state = LAST_LF
            break
          }
          if (TOKEN[byte] !== 1) return BAD_TRAILER
          if (++this.extra > MOST_EXTRA_BYTES) return TRAILER_TOO_LONG
          this.name[0] = byte
          this.nameLength = 1
          this.state = TRAILER_NAME
          break
        case TRAILER_NAME:
          if (++this.extra > MOST_EXTRA_BYTES) return TRAILER_TOO_LONG
          if (byte === COLON) {
            if (!this.isAllowedTrailer()) return BAD_TRAILER
            this.state = TRAILER_VALUE
            break
          }
          if (TOKEN[byte] !== 1) return BAD_TRAILER
          if (this.nameLength < LONGEST_NAME) this.name[this.nameLength] = byte
          this.nameLength++
          break
        case TRAILER_VALUE:
          if (++this.extra > MOST_EXTRA_BYTES) return TRAILER_TOO_LONG
          if (byte === CR) this.state = TRAILER_LF
          else if (VALUE[byte] !== 1) return BAD_TRAILER
          break
        case TRAILER_LF:
          if (byte !== LF) return BAD_TRAILER
          this.state = TRAILER_START
          break
        case LAST_LF:
          return byte === LF ? at : BAD_TRAILER
      }
    }
    return INCOMPLETE
  }

  /**
   * A trailer must not say how the message is framed, where it goes or whom it is from (RFC 9110 §6.5.1):
   * nothing that this router acts on or writes itself, since an origin may take trailers for header fields.
   */
  private isAllowedTrailer(): boolean {
    return this.nameLength > LONGEST_NAME || fieldKind(this.name, 0, this.nameLength) === OTHER
  }
}

/** The state after a byte of a chunk extension; -1 when the byte must not stand there. */
function afterExtensionByte(state: number, byte: number): number {
  const token = TOKEN[byte] === 1
  switch (state) {
    case EXTENSION_START:
      return token ? EXTENSION_NAME : -1
    case EXTENSION_NAME:
      if (token) return EXTENSION_NAME
      return byte === EQUALS ? EXTENSION_EQUALS : afterExtension(byte)
    case EXTENSION_EQUALS:
      if (byte === QUOTE) return EXTENSION_QUOTED
      return token ? EXTENSION_TOKEN : -1
    case EXTENSION_TOKEN:
      return token ? EXTENSION_TOKEN : afterExtension(byte)
    case EXTENSION_QUOTED:
      if (byte === QUOTE) return EXTENSION_END
      if (byte === BACKSLASH) return EXTENSION_ESCAPED
      return VALUE[byte] === 1 ? EXTENSION_QUOTED : -1
    case EXTENSION_ESCAPED:
      return VALUE[byte] === 1 ? EXTENSION_QUOTED : -1
    default:
      return afterExtension(byte)
  }
}

function afterExtension(byte: number): number {
  if (byte === CR) return SIZE_LF
  return byte === SEMICOLON ? EXTENSION_START : -1
}
