import { isIP } from 'node:net'
import * as field from '../http1/fields.ts'
import type { Head } from '../http1/head.ts'
import { fieldValue, textOf } from '../proxy/rewrite.ts'
import type { Peer } from './peer.ts'
import type { TrustedNetworks } from './trusted-networks.ts'

// What an instance is told about who asked. From a peer that is not trusted nothing is taken over: the fields
// say what the router sees itself. A trusted proxy has seen more, and so its fields are kept and added to.

const LAST = 'Via: 1.1 teal\r\nX-Request-Id: '

/** The lines for a peer that is not trusted; the same for all its requests. */
export function forwardedLines(address: string, scheme: string, withForwarded: boolean): string {
  const forwarded = withForwarded ? `Forwarded: ${element(address, scheme)}\r\n` : ''
  return `${forwarded}X-Forwarded-For: ${address}\r\nX-Forwarded-Proto: ${scheme}\r\n${LAST}`
}

/** The lines for a request that a trusted proxy passed on. */
export function believedLines(
  bytes: Buffer,
  head: Head,
  peer: Peer,
  sendForwarded: boolean,
): string {
  const { address, scheme } = peer
  const proto = valueOf(bytes, head, field.X_FORWARDED_PROTO)
  let lines = `X-Forwarded-For: ${joined(valueOf(bytes, head, field.X_FORWARDED_FOR), address)}\r\n`
  lines += `X-Forwarded-Proto: ${proto ?? scheme}\r\n`
  const port = valueOf(bytes, head, field.X_FORWARDED_PORT)
  if (port !== null) lines += `X-Forwarded-Port: ${port}\r\n`
  const forwarded = valueOf(bytes, head, field.FORWARDED)
  if (sendForwarded || forwarded !== null)
    lines += `Forwarded: ${joined(forwarded, element(address, scheme))}\r\n`
  return lines + otherLines(bytes, head) + LAST
}

/** What else a proxy says in X-Forwarded-…, a prefix of paths for example, as it says it. */
function otherLines(bytes: Buffer, head: Head): string {
  if (!head.has(field.X_FORWARDED_OTHER)) return ''
  let lines = ''
  for (let i = 0; i < head.count; i++)
    if (head.kinds[i] === field.X_FORWARDED_OTHER)
      lines += `${textOf(bytes, head.nameStart[i] as number, head.nameEnd[i] as number)}: ${fieldValue(bytes, head, i)}\r\n`
  return lines
}

/** The host that a trusted proxy was asked for, when it says so. */
export function believedHost(bytes: Buffer, head: Head): string | null {
  return valueOf(bytes, head, field.X_FORWARDED_HOST)
}

/** How the proxy next to this router was asked, when it is trusted and says so; else how this router was. */
export function believedScheme(bytes: Buffer, head: Head, peer: Peer): string {
  if (!peer.trusted) return peer.scheme
  const said =
    valueOf(bytes, head, field.X_FORWARDED_PROTO)?.split(',').at(-1)?.trim() ??
    /(?:^|;)\s*proto="?(\w+)/i.exec(
      valueOf(bytes, head, field.FORWARDED)?.split(',').at(-1) ?? '',
    )?.[1]
  return said?.toLowerCase() ?? peer.scheme
}

/**
 * Who asked a trusted proxy: the last address in its list that is not one of our proxies (those before it
 * anybody may have written).
 */
export function believedAddress(
  bytes: Buffer,
  head: Head,
  peer: Peer,
  trusted: TrustedNetworks,
): string {
  const list = valueOf(bytes, head, field.X_FORWARDED_FOR)?.split(',') ?? forsOf(bytes, head)
  let found = peer.address
  for (const part of list.toReversed()) {
    const address = withoutPort(part.trim())
    if (isIP(address) === 0) break
    found = address
    if (!trusted.has(address)) break
  }
  return found
}

/** The `for=` of a Forwarded field (RFC 7239 §5.2). */
function forsOf(bytes: Buffer, head: Head): string[] {
  const value = valueOf(bytes, head, field.FORWARDED) ?? ''
  return Array.from(value.matchAll(/(?:^|[,;])\s*for=("[^"]*"|[^,;]*)/gi), ([, node = '']) =>
    node.replaceAll('"', ''),
  )
}

/** `[2001:db8::1]:80` and `192.0.2.1:80` without brackets and port. */
function withoutPort(node: string): string {
  const found = /^\[([^\]]*)\](?::\d+)?$/.exec(node) ?? /^([\d.]+):\d+$/.exec(node)
  return found?.[1] ?? node
}

function element(address: string, scheme: string): string {
  return `for=${isIP(address) === 6 ? `"[${address}]"` : address};proto=${scheme}`
}

function joined(before: string | null, last: string): string {
  return before === null ? last : `${before}, ${last}`
}

/** All lines of a field as one list; null when there is none. */
function valueOf(bytes: Buffer, head: Head, kind: number): string | null {
  if (!head.has(kind)) return null
  const values: string[] = []
  for (let i = 0; i < head.count; i++)
    if (head.kinds[i] === kind && fieldValue(bytes, head, i) !== '')
      values.push(fieldValue(bytes, head, i))
  return values.length === 0 ? null : values.join(', ')
}
