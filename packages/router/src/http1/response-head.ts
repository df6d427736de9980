import { CR, LF, SPACE, VALUE } from './bytes.ts'
import { BAD_STATUS_LINE, INCOMPLETE } from './failure.ts'
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
  return parseFields(bytes, at + 2, end, head, limits)
}
