import type { ProxiedAddresses } from '../proxy-protocol/header.ts'

/** Who is at the other end of a connection, as known when its first request comes. */
export type Peer = {
  address: string
  scheme: 'http' | 'https'
  /** A proxy of ours: what it says about who asked is believed. */
  trusted: boolean
  /** Lines that every answer to this peer gets: Strict-Transport-Security over https, or none. */
  lines: string
  /** Lines that tell an instance who asked, up to the value of X-Request-Id; for a peer that is not trusted. */
  forwarded: string
  /** Both ends of the connection, as an instance may be told by the PROXY protocol. */
  ends: ProxiedAddresses
}

/** What is said of peers, as configured. */
export type PeerSettings = {
  /** Addresses and networks (`10.0.0.0/8`) of proxies in front of this router. */
  trust: string[]
  /** Send the Forwarded field (RFC 7239) besides X-Forwarded-*. */
  forwarded: boolean
  /** `max-age` of Strict-Transport-Security (RFC 6797) in seconds; null: not sent. */
  hstsSeconds: number | null
}

export const NO_PEER_SETTINGS: PeerSettings = { trust: [], forwarded: false, hstsSeconds: null }

/** An address as it is usually written: IPv4 that came in through an IPv6 socket is IPv4. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}
