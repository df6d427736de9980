import { authorityEnd, authorityStart } from '../http1/request-head.ts'
import { SLASH } from '../http1/bytes.ts'
import * as field from '../http1/fields.ts'
import type { Head } from '../http1/head.ts'

// A forwarded head is the received one with a few lines cut out and a few put behind: slices of one string,
// joined by the engine when they are written.

/** Fields of a request that end here: hop by hop (RFC 9110 §7.6.1), and those only a proxy may say. */
const CUT_FROM_REQUEST = kinds(
  field.CONNECTION,
  field.KEEP_ALIVE,
  field.PROXY_CONNECTION,
  field.TE,
  field.UPGRADE,
  field.HTTP2_SETTINGS,
  field.NAMED_BY_CONNECTION,
  field.FORWARDED,
  field.X_FORWARDED_FOR,
  field.X_FORWARDED_PROTO,
  field.X_FORWARDED_HOST,
  field.X_FORWARDED_PORT,
  field.X_FORWARDED_OTHER,
  field.X_REAL_IP,
  field.X_REQUEST_ID,
  field.TEAL_PROBE,
  field.TEAL_PROBE_COLOUR,
  field.TEAL_PREVIEW,
)

const CUT_FROM_RESPONSE = kinds(
  field.CONNECTION,
  field.KEEP_ALIVE,
  field.PROXY_CONNECTION,
  field.TE,
  field.UPGRADE,
  field.HTTP2_SETTINGS,
  field.NAMED_BY_CONNECTION,
)

function kinds(...list: number[]): number {
  return list.reduce((set, kind) => set | (1 << kind), 0)
}

/** What `toString('latin1', …)` ends in, without its checks, which cost as much as the copy. */
type Latin1 = { latin1Slice: (start: number, end: number) => string }

export function textOf(bytes: Buffer, start: number, end: number): string {
  return (bytes as unknown as Latin1).latin1Slice(start, end)
}

export function fieldValue(bytes: Buffer, head: Head, i: number): string {
  return textOf(bytes, head.valueStart[i] as number, head.valueEnd[i] as number)
}

/** The host a request is for: of an absolute-form target, else of the Host field (RFC 9112 §3.3). */
export function requestHost(bytes: Buffer, head: Head): string {
  if (bytes[head.targetStart] !== SLASH) {
    const start = authorityStart(bytes, head)
    if (start >= 0) return textOf(bytes, start, authorityEnd(bytes, head, start))
  }
  return head.host < 0 ? '' : fieldValue(bytes, head, head.host)
}

/** Path and query as an origin server is asked for them (RFC 9112 §3.2.1); `*` stays. */
export function originForm(bytes: Buffer, head: Head): string {
  const start = bytes[head.targetStart] === SLASH ? -1 : authorityStart(bytes, head)
  if (start < 0) return textOf(bytes, head.targetStart, head.targetEnd)
  const path = textOf(bytes, authorityEnd(bytes, head, start), head.targetEnd)
  if (path.startsWith('/')) return path
  const options = textOf(bytes, head.start, head.methodEnd) === 'OPTIONS'
  return path === '' && options ? '*' : `/${path}`
}

/**
 * The head to send to an instance: HTTP/1.1, origin-form, without what ends here; `added` are whole lines.
 * What of the body comes behind it, up to `end`, is part of it too.
 * `host` replaces the Host field when the client's is missing or overruled by its target.
 */
export function requestText(
  bytes: Buffer,
  head: Head,
  end: number,
  host: string | null,
  added: string,
): string {
  const base = head.start
  const text = textOf(bytes, base, end)
  let out = ''
  let from = 0
  if (head.minor !== 1 || bytes[head.targetStart] !== SLASH) {
    const method = text.slice(0, head.methodEnd - base)
    out = `${method} ${originForm(bytes, head)} HTTP/1.1\r\n`
    from = head.fieldsStart - base
  }
  const cut = host === null ? CUT_FROM_REQUEST : CUT_FROM_REQUEST | (1 << field.HOST)
  if ((head.seen & cut) !== 0) {
    for (let i = 0; i < head.count; i++) {
      if (((1 << (head.kinds[i] as number)) & cut) === 0) continue
      const lineStart = (head.nameStart[i] as number) - base
      if (lineStart > from) out += text.slice(from, lineStart)
      from = head.lineEnd(i) - base
    }
  }
  const fieldsEnd = head.end - 2 - base
  out += text.slice(from, fieldsEnd) + added
  if (host !== null) out += `Host: ${host}\r\n`
  if (head.connectionUpgrade && head.has(field.UPGRADE)) out += upgradeLines(bytes, head)
  return out + text.slice(fieldsEnd)
}

/**
 * The head to send to a client, and what of the body comes behind it up to `end`; `added` are whole lines.
 * One string is made of it all, because every copy out of the buffer is a call out of JavaScript.
 */
export function responseText(
  bytes: Buffer,
  head: Head,
  end: number,
  dechunk: boolean,
  added: string,
): string {
  const base = head.start
  const text = textOf(bytes, base, end)
  const cut = dechunk
    ? CUT_FROM_RESPONSE | (1 << field.TRANSFER_ENCODING) | (1 << field.TRAILER)
    : CUT_FROM_RESPONSE
  let out = ''
  let from = 0
  if (head.minor !== 1) {
    out = 'HTTP/1.1'
    from = 8
  }
  if ((head.seen & cut) !== 0) {
    for (let i = 0; i < head.count; i++) {
      if (((1 << (head.kinds[i] as number)) & cut) === 0) continue
      const lineStart = (head.nameStart[i] as number) - base
      if (lineStart > from) out += text.slice(from, lineStart)
      from = head.lineEnd(i) - base
    }
  }
  if (added === '') return from === 0 ? text : out + text.slice(from)
  const fieldsEnd = head.end - 2 - base
  return out + text.slice(from, fieldsEnd) + added + text.slice(fieldsEnd)
}

/** `Connection: Upgrade` and what to, for messages that change the protocol (RFC 9110 §7.8). */
export function upgradeLines(bytes: Buffer, head: Head): string {
  let lines = 'Connection: Upgrade\r\n'
  for (let i = 0; i < head.count; i++)
    if (head.kinds[i] === field.UPGRADE) lines += `Upgrade: ${fieldValue(bytes, head, i)}\r\n`
  return lines
}
