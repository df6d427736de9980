import { CR, LF, SPACE, VALUE } from './bytes.ts'
import {
  BAD_CODING,
  BAD_STATUS_LINE,
  BODY_FORBIDDEN,
  CLOSING_INTERIM,
  INCOMPLETE,
} from './failure.ts'
import type { Head, HeadLimits } from './head.ts'
import { parseFields } from './parse-fields.ts'

const VERSION = Buffer.from('HTTP/1.', 'latin1')

/**
 * Reads the head of a response (RFC 9112 §4 and §5) from bytes[start, end) into `head`.
 * Returns the position behind it, `INCOMPLETE`, or a failure; as strict as with requests, because a
 * response that two parties read differently is as dangerous as such a request.
 */
export function parseResponseHead(
  bytes: Uint8Array,
  start: number,
  end: number,
  head: Head,
  limits: HeadLimits,
): number {
  head.reset(start)
  if (end - start < 13) {
    for (let i = 0; i < 7 && start + i < end; i++)
      if (bytes[start + i] !== VERSION[i]) return BAD_STATUS_LINE
    return INCOMPLETE
  }
  for (let i = 0; i < 7; i++) if (bytes[start + i] !== VERSION[i]) return BAD_STATUS_LINE
  head.minor = (bytes[start + 7] as number) - 48
  if ((head.minor !== 0 && head.minor !== 1) || bytes[start + 8] !== SPACE) return BAD_STATUS_LINE

  let status = 0
  for (let i = 9; i < 12; i++) {
    const digit = (bytes[start + i] as number) - 48
    if (digit < 0 || digit > 9) return BAD_STATUS_LINE
    status = status * 10 + digit
  }
  if (status < 100 || status > 599) return BAD_STATUS_LINE
  head.status = status

  let at = start + 12
  // The reason phrase may be empty, and many servers then leave out the space before it too.
  if (bytes[at] === SPACE) {
    at++
    while (at < end && VALUE[bytes[at] as number] === 1) at++
  }
  if (at + 1 >= end) return at - start > limits.headBytes ? BAD_STATUS_LINE : INCOMPLETE
  if (bytes[at] !== CR || bytes[at + 1] !== LF) return BAD_STATUS_LINE
  const result = parseFields(bytes, at + 2, end, head, limits)
  return result < 0 ? result : checkResponse(head)
}

function checkResponse(head: Head): number {
  // HTTP/1.0 has no interim responses (RFC 9110 §15.2) and no codings (RFC 9112 §6.1).
  if (head.minor === 0 && head.status < 200) return BAD_STATUS_LINE
  if (head.minor === 0 && head.chunked) return BAD_CODING
  // Only the last message of a connection can say that it is closed (RFC 9112 §9.6).
  if (head.close && head.status < 200) return CLOSING_INTERIM
  // 1xx and 204 have no body: who says so all the same may mean to send one (RFC 9110 §8.6, RFC 9112 §6.1).
  const empty = head.status < 200 || head.status === 204
  if (empty && (head.chunked || head.contentLength > 0)) return BODY_FORBIDDEN
  return head.end
}
