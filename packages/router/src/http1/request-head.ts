import { COLON, CR, HOST as HOST_BYTE, LF, SLASH, SPACE, TARGET, TOKEN } from './bytes.ts'
import {
  BAD_CODING,
  BAD_EXPECTATION,
  BAD_HOST,
  BAD_REQUEST_LINE,
  BAD_TARGET,
  BAD_UPGRADE,
  BAD_VERSION,
  HEAD_TOO_LONG,
  INCOMPLETE,
  NO_CONNECT,
  NO_HOST,
  TARGET_TOO_LONG,
} from './failure.ts'
import { EXPECT, UPGRADE, eachListElement, equalsIgnoringCase } from './fields.ts'
import type { Head, HeadLimits } from './head.ts'
import { parseFields } from './parse-fields.ts'

const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const CONTINUE = Buffer.from('100-continue', 'latin1')
const CONNECT = Buffer.from('CONNECT', 'latin1')
const PRI = Buffer.from('PRI', 'latin1')
const H2C = Buffer.from('h2c', 'latin1')
const OPTIONS = Buffer.from('OPTIONS', 'latin1')
const VERSION = Buffer.from('HTTP/1.', 'latin1')

/**
 * Reads the head of a request (RFC 9112 §3 and §5) from bytes[start, end) into `head`, in one pass.
 * Returns the position behind it, `INCOMPLETE` when more bytes are needed, or a failure (`failureOf`).
 * Stricter than the RFC asks: no bare LF, no folding, one Content-Length, chunked as the only coding.
 */
export function parseRequestHead(
  bytes: Uint8Array,
  start: number,
  end: number,
  head: Head,
  limits: HeadLimits,
): number {
  let at = start
  // One empty line before a request is forgiven (RFC 9112 §2.2).
  if (at < end && bytes[at] === CR) {
    if (at + 1 >= end) return INCOMPLETE
    if (bytes[at + 1] !== LF) return BAD_REQUEST_LINE
    at += 2
  }
  head.reset(at)

  while (at < end && TOKEN[bytes[at] as number] === 1) at++
  if (at >= end) return tooLong(at, head, limits)
  if (bytes[at] !== SPACE || at === head.start) return BAD_REQUEST_LINE
  head.methodEnd = at++

  head.targetStart = at
  while (at < end && TARGET[bytes[at] as number] === 1) at++
  if (at - head.targetStart > limits.targetBytes) return TARGET_TOO_LONG
  if (at >= end) return tooLong(at, head, limits)
  if (bytes[at] !== SPACE || at === head.targetStart) return BAD_TARGET
  head.targetEnd = at++

  if (at + 10 > end) return mayBecomeVersion(bytes, at, end) ? INCOMPLETE : BAD_REQUEST_LINE
  for (let i = 0; i < 7; i++)
    if (bytes[at + i] !== VERSION[i])
      return isSomeVersion(bytes, at) ? BAD_VERSION : BAD_REQUEST_LINE
  head.minor = (bytes[at + 7] as number) - 48
  if (bytes[at + 8] !== CR || bytes[at + 9] !== LF) return BAD_REQUEST_LINE
  if (head.minor !== 0 && head.minor !== 1)
    return isSomeVersion(bytes, at) ? BAD_VERSION : BAD_REQUEST_LINE

  const result = parseFields(bytes, at + 10, end, head, limits)
  return result < 0 ? result : checkRequest(bytes, head)
}

function tooLong(at: number, head: Head, limits: HeadLimits): number {
  return at - head.start > limits.headBytes ? HEAD_TOO_LONG : INCOMPLETE
}

function mayBecomeVersion(bytes: Uint8Array, at: number, end: number): boolean {
  for (let i = 0; at + i < end && i < 5; i++) if (bytes[at + i] !== VERSION[i]) return false
  return true
}

/** `HTTP/` DIGIT `.` DIGIT CRLF: well formed, so the answer is 505 and not 400. */
function isSomeVersion(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < 5; i++) if (bytes[at + i] !== VERSION[i]) return false
  return (
    isDigit(bytes[at + 5]) &&
    bytes[at + 6] === 46 &&
    isDigit(bytes[at + 7]) &&
    bytes[at + 8] === CR &&
    bytes[at + 9] === LF
  )
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

function checkRequest(bytes: Uint8Array, head: Head): number {
  if (is(bytes, head.start, head.methodEnd, CONNECT)) return NO_CONNECT
  // It is how HTTP/2 begins, and no method (RFC 9113 §11.6).
  if (is(bytes, head.start, head.methodEnd, PRI)) return BAD_REQUEST_LINE
  if (head.host < 0) {
    if (head.minor === 1) return NO_HOST
  } else if (
    !isHost(bytes, head.valueStart[head.host] as number, head.valueEnd[head.host] as number)
  ) {
    return BAD_HOST
  }
  const first = bytes[head.targetStart]
  if (first !== SLASH) {
    const asterisk = first === 42 && head.targetEnd === head.targetStart + 1
    if (asterisk ? !is(bytes, head.start, head.methodEnd, OPTIONS) : !isAbsolute(bytes, head))
      return BAD_TARGET
  }
  // HTTP/1.0 has no codings: such framing is faulty (RFC 9112 §6.1).
  if (head.chunked && head.minor === 0) return BAD_CODING
  const expect = head.find(EXPECT)
  if (expect >= 0 && head.minor === 1) {
    const value = head.valueStart[expect] as number
    if (!equalsIgnoringCase(bytes, value, head.valueEnd[expect] as number, CONTINUE))
      return BAD_EXPECTATION
    head.expectsContinue = true
  }
  if (head.connectionUpgrade && head.has(UPGRADE)) {
    // HTTP/1.0 cannot upgrade (RFC 9110 §7.8).
    if (head.minor === 0 || asksForHttp2(bytes, head)) head.connectionUpgrade = false
    else if (head.chunked || head.contentLength > 0) return BAD_UPGRADE
  }
  return head.end
}

/**
 * Whether the upgrade would be to HTTP/2 in plain text, which was given up (RFC 9113 §3.1): requests inside
 * would come to an instance that nobody has looked at. An upgrade may be ignored.
 */
function asksForHttp2(bytes: Uint8Array, head: Head): boolean {
  let found = false
  for (let i = 0; i < head.count; i++) {
    if (head.kinds[i] !== UPGRADE) continue
    const [start, end] = [head.valueStart[i] as number, head.valueEnd[i] as number]
    eachListElement(bytes, start, end, (from, to) => {
      if (equalsIgnoringCase(bytes, from, to, H2C)) found = true
    })
  }
  return found
}

function is(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false
  return true
}

/** `host [":" port]` (RFC 9110 §7.2); an empty one is legal. */
function isHost(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  if (bytes[at] === OPEN_BRACKET) at = literalEnd(bytes, at + 1, end)
  else while (at < end && HOST_BYTE[bytes[at] as number] === 1) at++
  if (at >= end) return at === end
  if (bytes[at++] !== COLON) return false
  while (at < end && isDigit(bytes[at])) at++
  return at === end
}

/** Behind the bracket that closes an IP literal (RFC 3986 §3.2.2); `end` + 1 when none does. */
function literalEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && (HOST_BYTE[bytes[at] as number] === 1 || bytes[at] === COLON)) at++
  return at < end && at > start && bytes[at] === CLOSE_BRACKET ? at + 1 : end + 1
}

/** `http://` or `https://`, then an authority without user information (RFC 9112 §3.2.2). */
function isAbsolute(bytes: Uint8Array, head: Head): boolean {
  const start = authorityStart(bytes, head)
  if (start < 0) return false
  const end = authorityEnd(bytes, head, start)
  return end > start && bytes[start] !== COLON && isHost(bytes, start, end)
}

const HTTP = Buffer.from('http://', 'latin1')
const HTTPS = Buffer.from('https://', 'latin1')

/** Where the authority of an absolute-form target begins; -1 when the target has another form. */
export function authorityStart(bytes: Uint8Array, head: Head): number {
  for (const scheme of [HTTP, HTTPS]) {
    const end = head.targetStart + scheme.length
    if (end <= head.targetEnd && equalsIgnoringCase(bytes, head.targetStart, end, scheme))
      return end
  }
  return -1
}

/** Where it ends: at the path, the query or the target's end. */
export function authorityEnd(bytes: Uint8Array, head: Head, start: number): number {
  let at = start
  while (at < head.targetEnd && bytes[at] !== SLASH && bytes[at] !== 63) at++
  return at
}
