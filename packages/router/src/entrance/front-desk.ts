import type { Head } from '../http1/head.ts'
import { believedScheme } from '../peer/forwarded.ts'
import type { Peer } from '../peer/peer.ts'
import { originForm, requestHost } from '../proxy/rewrite.ts'
import { hostName } from '../services/routing-table.ts'

/** What a certificate authority may ask to see: by token (RFC 8555 §8.3), and by name (RFC 8737). */
export type Challenges = {
  http: Record<string, string>
  tls: Record<string, { cert: string; key: string }>
}

/** What is answered before any service is looked for. */
export type FrontAnswer = { kind: 'text'; text: string } | { kind: 'redirect'; to: string }

export type FrontDesk = (bytes: Buffer, head: Head, peer: Peer) => FrontAnswer | null

const CHALLENGE = '/.well-known/acme-challenge/'

/** Null when there is nothing to answer: requests then do not stop here at all. */
export function frontDesk(
  redirectPort: number | null,
  challenges: Record<string, string>,
): FrontDesk | null {
  const answers = new Map(Object.entries(challenges))
  if (redirectPort === null && answers.size === 0) return null
  const port = redirectPort === 443 ? '' : `:${redirectPort}`
  return (bytes, head, peer) => {
    if (peer.scheme === 'https') return null
    const path = originForm(bytes, head)
    const proof = path.startsWith(CHALLENGE) ? answers.get(path.slice(CHALLENGE.length)) : undefined
    if (proof !== undefined) return { kind: 'text', text: proof }
    if (redirectPort === null) return null
    const host = hostName(requestHost(bytes, head))
    // Without a name there is nowhere to send it; and what a trusted proxy took by https has come by it.
    if (host === '' || believedScheme(bytes, head, peer) === 'https') return null
    return { kind: 'redirect', to: `https://${host}${port}${path === '*' ? '/' : path}` }
  }
}
