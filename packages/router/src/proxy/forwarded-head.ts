import { SLASH } from '../http1/bytes.ts'
import type { Head } from '../http1/head.ts'
import { believedHost, believedLines } from '../peer/forwarded.ts'
import type { Peer } from '../peer/peer.ts'
import type { Plane } from './plane.ts'
import { fieldValue, requestHost, requestText } from './rewrite.ts'

/** The head an instance is sent, and what of the body comes up to `end`: who asks, for which host, with an id. */
export function forwardedHead(
  bytes: Buffer,
  head: Head,
  end: number,
  peer: Peer,
  plane: Plane,
  requestId: string,
): string {
  let host: string | null = null
  if (bytes[head.targetStart] !== SLASH) host = requestHost(bytes, head)
  // HTTP/1.0 may leave it out, but what we send is HTTP/1.1.
  if (head.host < 0 && (host === null || host === '')) host = 'localhost'
  const lines = peer.trusted
    ? believedLines(bytes, head, peer, plane.sendForwarded)
    : peer.forwarded
  let added = `${lines}${requestId}\r\n`
  const asked = peer.trusted ? believedHost(bytes, head) : null
  if (asked !== null) added += `X-Forwarded-Host: ${asked}\r\n`
  else if (head.host >= 0 || host !== null)
    added += `X-Forwarded-Host: ${host ?? fieldValue(bytes, head, head.host)}\r\n`
  return requestText(bytes, head, end, host, added)
}
