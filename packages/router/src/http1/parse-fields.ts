import { COLON, CR, LF, SPACE, TAB, TOKEN, VALUE } from './bytes.ts'
import {
  BAD_CODING,
  BAD_FIELD_NAME,
  BAD_FIELD_VALUE,
  BAD_LENGTH,
  BARE_LINE_END,
  FOLDED_LINE,
  HEAD_TOO_LONG,
  INCOMPLETE,
  LENGTH_AND_CODING,
  MANY_HOSTS,
  MANY_LENGTHS,
  SPACE_BEFORE_COLON,
  TOO_MANY_FIELDS,
  UNKNOWN_CODING,
} from './failure.ts'
import {
  CONNECTION,
  CONTENT_LENGTH,
  HOST,
  NAMED_BY_CONNECTION,
  OTHER,
  TRANSFER_ENCODING,
  eachListElement,
  equalsIgnoringCase,
  fieldKind,
} from './fields.ts'
import { MOST_FIELDS, type Head, type HeadLimits } from './head.ts'

const CHUNKED = Buffer.from('chunked', 'latin1')
const CLOSE = Buffer.from('close', 'latin1')
const KEEP_ALIVE = Buffer.from('keep-alive', 'latin1')
const UPGRADE = Buffer.from('upgrade', 'latin1')

/**
 * Reads the field lines from `at` to the empty line (RFC 9112 §5) into `head` and settles the framing and
 * connection options (RFC 9112 §6, §9.3). Returns the position behind the head, `INCOMPLETE` or a failure.
 */
export function parseFields(
  bytes: Uint8Array,
  at: number,
  end: number,
  head: Head,
  limits: HeadLimits,
): number {
  const most = Math.min(limits.fields, MOST_FIELDS)
  const lastAllowed = head.start + limits.headBytes
  head.fieldsStart = at
  for (;;) {
    if (at >= end) return at > lastAllowed ? HEAD_TOO_LONG : INCOMPLETE
    if (at > lastAllowed) return HEAD_TOO_LONG
    let byte = bytes[at] as number
    if (byte === CR) {
      if (at + 1 >= end) return INCOMPLETE
      if (bytes[at + 1] !== LF) return BARE_LINE_END
      head.end = at + 2
      return settle(bytes, head)
    }
    if (head.count === most) return TOO_MANY_FIELDS

    const nameStart = at
    while (at < end && TOKEN[bytes[at] as number] === 1) at++
    if (at >= end) return at > lastAllowed ? HEAD_TOO_LONG : INCOMPLETE
    byte = bytes[at] as number
    if (byte !== COLON || at === nameStart) return badName(byte, at === nameStart)
    const nameEnd = at++

    while (at < end && ((byte = bytes[at] as number) === SPACE || byte === TAB)) at++
    const valueStart = at
    while (at < end && VALUE[bytes[at] as number] === 1) at++
    if (at >= end) return at > lastAllowed ? HEAD_TOO_LONG : INCOMPLETE
    byte = bytes[at] as number
    if (byte !== CR) return byte === LF ? BARE_LINE_END : BAD_FIELD_VALUE
    if (at + 1 >= end) return INCOMPLETE
    if (bytes[at + 1] !== LF) return BARE_LINE_END
    let valueEnd = at
    while (
      valueEnd > valueStart &&
      ((byte = bytes[valueEnd - 1] as number) === SPACE || byte === TAB)
    )
      valueEnd--
    at += 2

    const kind = fieldKind(bytes, nameStart, nameEnd)
    const i = head.count++
    head.kinds[i] = kind
    head.nameStart[i] = nameStart
    head.nameEnd[i] = nameEnd
    head.valueStart[i] = valueStart
    head.valueEnd[i] = valueEnd
    if (kind === OTHER) continue
    if (kind === HOST) {
      if (head.host >= 0) return MANY_HOSTS
      head.host = i
    } else if (kind === CONTENT_LENGTH) {
      if (head.contentLength >= 0) return MANY_LENGTHS
      const length = parseLength(bytes, valueStart, valueEnd)
      if (length < 0) return BAD_LENGTH
      head.contentLength = length
    } else if (kind === TRANSFER_ENCODING) {
      if (head.chunked || hasTab(bytes, valueEnd, at)) return BAD_CODING
      if (!equalsIgnoringCase(bytes, valueStart, valueEnd, CHUNKED))
        return endsWithChunked(bytes, valueStart, valueEnd) ? UNKNOWN_CODING : BAD_CODING
      head.chunked = true
    }
    head.seen |= 1 << kind
  }
}

function badName(byte: number, first: boolean): number {
  if (byte === LF || byte === CR) return BARE_LINE_END
  if (byte === SPACE || byte === TAB) return first ? FOLDED_LINE : SPACE_BEFORE_COLON
  return BAD_FIELD_NAME
}

/** Digits only, and few enough to be exact (RFC 9112 §6.3: anything else is an attack or a mistake). */
export function parseLength(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > 15) return -1
  let length = 0
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit < 0 || digit > 9) return -1
    length = length * 10 + digit
  }
  return length
}

// RFC 9110 §5.5 lets a TAB stand behind a value, but llhttp and nginx then read another coding than chunked:
// a message that others frame differently goes no further.
function hasTab(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === TAB) return true
  return false
}

function endsWithChunked(bytes: Uint8Array, start: number, end: number): boolean {
  let last = false
  eachListElement(bytes, start, end, (from, to) => {
    last = equalsIgnoringCase(bytes, from, to, CHUNKED)
  })
  return last
}

function settle(bytes: Uint8Array, head: Head): number {
  if (head.chunked && head.contentLength >= 0) return LENGTH_AND_CODING
  if (head.minor === 0) head.close = true
  if (head.has(CONNECTION)) readConnection(bytes, head)
  return head.end
}

function readConnection(bytes: Uint8Array, head: Head): void {
  let keepAlive = false
  let close = false
  for (let i = 0; i < head.count; i++) {
    if (head.kinds[i] !== CONNECTION) continue
    const start = head.valueStart[i] as number
    const end = head.valueEnd[i] as number
    // Nearly always it is one plain word.
    if (equalsIgnoringCase(bytes, start, end, KEEP_ALIVE)) {
      keepAlive = true
      continue
    }
    eachListElement(bytes, start, end, (from, to) => {
      if (equalsIgnoringCase(bytes, from, to, CLOSE)) close = true
      else if (equalsIgnoringCase(bytes, from, to, KEEP_ALIVE)) keepAlive = true
      else if (equalsIgnoringCase(bytes, from, to, UPGRADE)) head.connectionUpgrade = true
      else markNamed(bytes, head, from, to)
    })
  }
  head.close = close || (head.minor === 0 && !keepAlive)
}

/** Framing and routing never depend on what a Connection field names, so that it cannot remove them. */
function markNamed(bytes: Uint8Array, head: Head, from: number, to: number): void {
  for (let i = 0; i < head.count; i++) {
    const kind = head.kinds[i] as number
    if (kind === HOST || kind === CONTENT_LENGTH || kind === TRANSFER_ENCODING) continue
    const start = head.nameStart[i] as number
    const length = (head.nameEnd[i] as number) - start
    if (length !== to - from) continue
    let same = true
    for (let k = 0; same && k < length; k++)
      same = lower(bytes[start + k] as number) === lower(bytes[from + k] as number)
    if (same) head.kinds[i] = NAMED_BY_CONNECTION
    if (same) head.seen |= 1 << NAMED_BY_CONNECTION
  }
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte
}
