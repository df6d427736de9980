import { COMMA, SPACE, TAB } from './bytes.ts'

// The fields a proxy must know about, by number, so that the data path compares integers and never
// makes a string of a field name.

export const OTHER = 0
export const HOST = 1
export const CONTENT_LENGTH = 2
export const TRANSFER_ENCODING = 3
export const CONNECTION = 4
export const KEEP_ALIVE = 5
export const PROXY_CONNECTION = 6
export const TE = 7
export const UPGRADE = 8
export const HTTP2_SETTINGS = 9
export const EXPECT = 10
export const FORWARDED = 11
export const X_FORWARDED_FOR = 12
export const X_FORWARDED_PROTO = 13
export const X_FORWARDED_HOST = 14
export const X_FORWARDED_PORT = 15
export const X_REAL_IP = 16
export const X_REQUEST_ID = 17
export const VIA = 18
export const COOKIE = 19
export const TEAL_PROBE = 20
export const TEAL_PROBE_COLOUR = 21
/** Named by the Connection field, so it ends here (RFC 9110 §7.6.1). */
export const NAMED_BY_CONNECTION = 22
export const TRAILER = 23
export const TEAL_PREVIEW = 24
export const CONTENT_TYPE = 25
/** Another X-Forwarded-… than those above. */
export const X_FORWARDED_OTHER = 26

const NAMES: [string, number][] = [
  ['host', HOST],
  ['content-length', CONTENT_LENGTH],
  ['transfer-encoding', TRANSFER_ENCODING],
  ['connection', CONNECTION],
  ['keep-alive', KEEP_ALIVE],
  ['proxy-connection', PROXY_CONNECTION],
  ['te', TE],
  ['upgrade', UPGRADE],
  ['http2-settings', HTTP2_SETTINGS],
  ['expect', EXPECT],
  ['forwarded', FORWARDED],
  ['x-forwarded-for', X_FORWARDED_FOR],
  ['x-forwarded-proto', X_FORWARDED_PROTO],
  ['x-forwarded-host', X_FORWARDED_HOST],
  ['x-forwarded-port', X_FORWARDED_PORT],
  ['x-real-ip', X_REAL_IP],
  ['x-request-id', X_REQUEST_ID],
  ['via', VIA],
  ['cookie', COOKIE],
  ['teal-probe', TEAL_PROBE],
  ['teal-probe-colour', TEAL_PROBE_COLOUR],
  ['trailer', TRAILER],
  ['teal-preview', TEAL_PREVIEW],
  ['content-type', CONTENT_TYPE],
]

const FORWARDED_PREFIX = Buffer.from('x-forwarded-', 'latin1')
const SMALL_X = 120
const DASH = 45
const UNDERSCORE = 95

type Known = { bytes: Uint8Array; kind: number }
const LONGEST = 20
const BY_LENGTH: Known[][] = Array.from({ length: LONGEST + 1 }, () => [])
for (const [name, kind] of NAMES)
  BY_LENGTH[name.length]?.push({ bytes: Buffer.from(name, 'latin1'), kind })

/** Which of the known fields the name in bytes[start, end) is; `OTHER` for any other. */
export function fieldKind(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length <= LONGEST) {
    const candidates = BY_LENGTH[length] as Known[]
    for (let i = 0; i < candidates.length; i++) {
      const known = candidates[i] as Known
      if (equalsIgnoringCase(bytes, start, end, known.bytes)) return known.kind
    }
  }
  return isForwarded(bytes, start, end) ? X_FORWARDED_OTHER : OTHER
}

/** `X-Forwarded-` and more; also with underscores, which many servers make the same of (RFC 3875 §4.1.18). */
function isForwarded(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= FORWARDED_PREFIX.length || ((bytes[start] as number) | 32) !== SMALL_X)
    return false
  for (let i = 1; i < FORWARDED_PREFIX.length; i++) {
    const byte = bytes[start + i] as number
    const wanted = FORWARDED_PREFIX[i] as number
    if (wanted === DASH ? byte !== DASH && byte !== UNDERSCORE : (byte | 32) !== wanted)
      return false
  }
  return true
}

/** Whether bytes[start, end) is `lower` when ASCII letters are compared without case. */
export function equalsIgnoringCase(
  bytes: Uint8Array,
  start: number,
  end: number,
  lower: Uint8Array,
): boolean {
  if (end - start !== lower.length) return false
  for (let i = 0; i < lower.length; i++) {
    const byte = bytes[start + i] as number
    const wanted = lower[i] as number
    if (byte !== wanted && (byte | 32) !== wanted) return false
    // `| 32` also maps a few symbols onto others ('\r' to '-'), but only letters may differ by it.
    if (byte !== wanted && (wanted < 97 || wanted > 122)) return false
  }
  return true
}

/**
 * Calls `found` for each element of the comma-separated list in bytes[start, end), without the space
 * around it; empty elements are skipped (RFC 9110 §5.6.1.2).
 */
export function eachListElement(
  bytes: Uint8Array,
  start: number,
  end: number,
  found: (start: number, end: number) => void,
): void {
  let at = start
  while (at < end) {
    while (at < end && isListSpace(bytes[at] as number)) at++
    const from = at
    while (at < end && bytes[at] !== COMMA) at++
    let to = at
    while (to > from && isListSpace(bytes[to - 1] as number)) to--
    if (to > from) found(from, to)
  }
}

function isListSpace(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === COMMA
}
