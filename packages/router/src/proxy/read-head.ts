import { INCOMPLETE, failureOf } from '../http1/failure.ts'
import { parseRequestHead } from '../http1/request-head.ts'
import type { ClientConnection } from './client-connection.ts'
import { dispatch } from './dispatch.ts'
import { answerLast } from './own-answer.ts'
import { nextRequestId } from './plane.ts'

/**
 * Reads a head from bytes[start, end), of which `seen` bytes do not make a whole one. Returns the position
 * behind what was used of the request; below 0 when there was no head in it.
 */
export function readHead(
  client: ClientConnection,
  bytes: Buffer,
  start: number,
  end: number,
  seen: number,
): number {
  const { plane } = client
  // A head that trickles in is parsed when its end is there, not once a packet.
  if (
    seen > 3 &&
    end - start <= plane.limits.headBytes &&
    bytes.indexOf('\r\n\r\n', start + seen - 3, 'latin1') < 0
  ) {
    client.stash = Buffer.from(bytes.subarray(start, end))
    return INCOMPLETE
  }
  const head = plane.requestHead
  const at = parseRequestHead(bytes, start, end, head, plane.limits)
  if (at >= 0) return dispatch(client, bytes, head, at, end)
  if (at === INCOMPLETE) {
    if (seen === 0) client.deadline = plane.now + plane.limits.headMs
    client.stash = Buffer.from(bytes.subarray(start, end))
  } else {
    const { status, reason } = failureOf(at)
    client.exchange.requestId = nextRequestId(plane)
    client.isHead = false
    answerLast(client, status, 'bad-request', reason)
  }
  return at
}
