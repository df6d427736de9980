import { isIP } from 'node:net'

// The PROXY protocol (haproxy.org/download/2.9/doc/proxy-protocol.txt): before anything else, a proxy says on
// a connection whose it is. Version 1 is a line of text, version 2 is binary.

/** Addresses of a connection as the first proxy saw it. */
export type ProxiedAddresses = {
  source: string
  sourcePort: number
  destination: string
  destinationPort: number
}

/**
 * What stands at the beginning of `bytes`: a header of `length` bytes, with addresses unless the proxy speaks
 * for itself (LOCAL, a health check) or does not know them; or not yet all of it; or something else.
 */
export type ProxyHeader =
  | { kind: 'header'; length: number; addresses: ProxiedAddresses | null }
  | { kind: 'incomplete' }
  | { kind: 'malformed' }

const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1')
const LONGEST_V1 = 107
/** Addresses and a few extensions (TLVs); nothing that is longer is sent by anybody. */
const LONGEST_V2 = 4_096
const INCOMPLETE = { kind: 'incomplete' } as const
const MALFORMED = { kind: 'malformed' } as const

export function parseProxyHeader(bytes: Buffer): ProxyHeader {
  const seen = Math.min(bytes.length, SIGNATURE.length)
  if (bytes.compare(SIGNATURE, 0, seen, 0, seen) === 0)
    return bytes.length < 16 ? INCOMPLETE : parseV2(bytes)
  return parseV1(bytes)
}

/** What begins a connection that is made for a client, as latin1 text. */
export function proxyHeader(version: 1 | 2, addresses: ProxiedAddresses): string {
  const { sourcePort, destinationPort } = addresses
  const source = withoutZone(addresses.source)
  const destination = withoutZone(addresses.destination)
  const family = isIP(source)
  const known = family !== 0 && family === isIP(destination)
  if (version === 1)
    return known
      ? `PROXY TCP${family} ${source} ${destination} ${sourcePort} ${destinationPort}\r\n`
      : 'PROXY UNKNOWN\r\n'
  const addressBytes = known ? [...toBytes(source), ...toBytes(destination)] : []
  const ports = known ? [...toPair(sourcePort), ...toPair(destinationPort)] : []
  const rest = [...addressBytes, ...ports]
  const protocol = !known ? 0x00 : family === 4 ? 0x11 : 0x21
  const fixed = [0x21, protocol, ...toPair(rest.length)]
  return SIGNATURE.toString('latin1') + Buffer.from([...fixed, ...rest]).toString('latin1')
}

/** What begins a connection that a proxy makes for itself (LOCAL): a health check. As latin1 text. */
export function ownProxyHeader(version: 1 | 2): string {
  return version === 1 ? 'PROXY UNKNOWN\r\n' : `${SIGNATURE.toString('latin1')}\x20\0\0\0`
}

/** `fe80::1%eth0` names an interface of this machine, which nobody else knows. */
function withoutZone(address: string): string {
  return address.replace(/%.*$/, '')
}

function parseV1(bytes: Buffer): ProxyHeader {
  const start = 'PROXY '
  const text = bytes.toString('latin1', 0, LONGEST_V1)
  if (!text.startsWith(start)) return start.startsWith(text) ? INCOMPLETE : MALFORMED
  const end = text.indexOf('\r\n')
  if (end < 0) return text.length < LONGEST_V1 ? INCOMPLETE : MALFORMED
  const length = end + 2
  const [, family, source = '', destination = '', from = '', to = '', ...more] = text
    .slice(0, end)
    .split(' ')
  if (family === 'UNKNOWN') return { kind: 'header', length, addresses: null }
  const version = family === 'TCP4' ? 4 : family === 'TCP6' ? 6 : 0
  const right =
    version !== 0 &&
    isIP(source) === version &&
    isIP(destination) === version &&
    isPort(from) &&
    isPort(to) &&
    more.length === 0
  if (!right) return MALFORMED
  const addresses = { source, sourcePort: Number(from), destination, destinationPort: Number(to) }
  return { kind: 'header', length, addresses }
}

function isPort(text: string): boolean {
  return /^(0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535
}

function parseV2(bytes: Buffer): ProxyHeader {
  const command = bytes[12] as number
  const protocol = bytes[13] as number
  const length = 16 + bytes.readUInt16BE(14)
  if ((command !== 0x20 && command !== 0x21) || length > LONGEST_V2) return MALFORMED
  if (bytes.length < length) return INCOMPLETE
  // LOCAL speaks of the connection itself; of UNSPEC and sockets that are not TCP there is nothing to tell.
  const size = protocol === 0x11 ? 4 : protocol === 0x21 ? 16 : 0
  if (command === 0x20 || size === 0) return { kind: 'header', length, addresses: null }
  if (length < 16 + 2 * size + 4) return MALFORMED
  const ports = 16 + 2 * size
  return {
    kind: 'header',
    length,
    addresses: {
      source: toAddress(bytes.subarray(16, 16 + size)),
      destination: toAddress(bytes.subarray(16 + size, ports)),
      sourcePort: bytes.readUInt16BE(ports),
      destinationPort: bytes.readUInt16BE(ports + 2),
    },
  }
}

function toAddress(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16))
  // The URL parser knows the canonical form (RFC 5952).
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

function toBytes(address: string): number[] {
  if (isIP(address) === 4) return address.split('.').map(Number)
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [before = '', after] = canonical.split('::')
  const groups = (text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : text.split(':')
  const [left, right] = [groups(before), groups(after)]
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].flatMap((group) => toPair(Number.parseInt(group, 16)))
}

function toPair(number: number): [number, number] {
  return [number >> 8, number & 255]
}
