import type { Socket } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { forwardedLines } from '../peer/forwarded.ts'
import { plainAddress, type Peer, type PeerSettings } from '../peer/peer.ts'
import { TrustedNetworks } from '../peer/trusted-networks.ts'
import { ClientConnection } from '../proxy/client-connection.ts'
import type { Plane } from '../proxy/plane.ts'
import { parseProxyHeader, type ProxiedAddresses } from '../proxy-protocol/header.ts'
import { TlsTermination, type TlsForWorker } from '../tls/termination.ts'
import { offersAcme } from './client-hello.ts'
import { readFirstBytes } from './first-bytes.ts'
import { frontDesk, type Challenges } from './front-desk.ts'

/** What stands between the ports of a worker and its data path. */
export type EntranceSettings = PeerSettings & {
  /** Trusted proxies begin each connection with the PROXY protocol, and nobody else may connect. */
  proxyProtocol: boolean
  /** Plain requests are sent to https at this port; null: they are served. */
  redirectPort: number | null
  /** Null: there is no TLS port. */
  tls: TlsForWorker | null
}

/**
 * A connection comes in plain or by TLS; perhaps with a PROXY header that says whose it is; then it is a
 * client of the data path. Each step costs nothing where it is not configured.
 */
export class Entrance {
  private readonly plane: Plane
  private readonly settings: EntranceSettings
  private readonly trusted: TrustedNetworks
  private readonly tls: TlsTermination | null
  private challenges: Challenges = { http: {}, tls: {} }
  private challengeContexts = new Map<string, SecureContext>()
  /** Connections whose first bytes have not all come. */
  private waiting = 0

  constructor(plane: Plane, settings: EntranceSettings) {
    this.plane = plane
    this.settings = settings
    this.trusted = new TrustedNetworks(settings.trust)
    this.tls = settings.tls === null ? null : new TlsTermination(plane, settings.tls)
    plane.trusted = this.trusted
    plane.sendForwarded = settings.forwarded
    this.updateFrontDesk()
  }

  /** Takes a connection of which nothing was read. */
  accept(socket: Socket, isTls: boolean): void {
    const { plane } = this
    if (plane.clients.size + this.open >= plane.limits.connectionsPerWorker) {
      socket.destroy()
      return
    }
    const ends = endsOf(socket)
    if (this.settings.proxyProtocol) void this.acceptProxied(socket, isTls, ends)
    else this.admit(socket, isTls, ends)
  }

  /** New certificates, for new connections. */
  updateTls(tls: TlsForWorker): void {
    this.tls?.update(tls)
  }

  /** What is answered to a certificate authority that wants to see whose a name is. */
  updateChallenges(challenges: Challenges): void {
    this.challenges = challenges
    this.challengeContexts = new Map(
      Object.entries(challenges.tls).map(([name, { cert, key }]) => [
        name,
        createSecureContext({ cert, key }),
      ]),
    )
    this.updateFrontDesk()
  }

  /** Connections that are no clients of the data path, or not only: see `TlsTermination.open`. */
  get open(): number {
    return this.waiting + (this.tls?.open ?? 0)
  }

  /** Lets clients go elsewhere that keep a connection for many requests at a time. */
  leave(): void {
    this.tls?.leave()
  }

  /** Has them go. */
  insist(): void {
    this.tls?.insist()
  }

  private async acceptProxied(
    socket: Socket,
    isTls: boolean,
    proxy: ProxiedAddresses,
  ): Promise<void> {
    if (!this.trusted.has(proxy.source)) {
      socket.destroy()
      return
    }
    let ends = proxy
    const goOn = await this.firstBytes(socket, (bytes) => {
      const header = parseProxyHeader(bytes)
      if (header.kind === 'incomplete') return null
      if (header.kind === 'malformed') return -1
      ends = header.addresses ?? proxy
      return header.length
    })
    if (goOn) this.admit(socket, isTls, ends)
  }

  private admit(socket: Socket, isTls: boolean, ends: ProxiedAddresses): void {
    const peer = this.peer(ends, isTls ? 'https' : 'http')
    if (!isTls || this.tls === null) void new ClientConnection(this.plane, socket, peer)
    else if (this.challengeContexts.size === 0) this.tls.accept(socket, peer)
    else void this.admitOrProve(socket, peer, this.tls)
  }

  /** While a proof of a name is asked for, who comes to see it is told apart (RFC 8737 §3). */
  private async admitOrProve(socket: Socket, peer: Peer, tls: TlsTermination): Promise<void> {
    let isAuthority = false
    const goOn = await this.firstBytes(socket, (bytes) => {
      const offers = offersAcme(bytes)
      isAuthority = offers === true
      return offers === null ? null : 0
    })
    if (!goOn) return
    if (isAuthority) tls.prove(socket, this.challengeContexts)
    else tls.accept(socket, peer)
  }

  private async firstBytes(
    socket: Socket,
    decide: (bytes: Buffer) => number | null,
  ): Promise<boolean> {
    this.waiting++
    const goOn = await readFirstBytes(socket, this.plane.limits.headMs, decide)
    this.waiting--
    return goOn
  }

  private peer(ends: ProxiedAddresses, scheme: 'http' | 'https'): Peer {
    const { hstsSeconds, forwarded } = this.settings
    const address = plainAddress(ends.source)
    return {
      address,
      scheme,
      trusted: this.trusted.has(address),
      lines:
        scheme === 'https' && hstsSeconds !== null
          ? `Strict-Transport-Security: max-age=${hstsSeconds}\r\n`
          : '',
      forwarded: forwardedLines(address, scheme, forwarded),
      ends,
    }
  }

  private updateFrontDesk(): void {
    this.plane.frontDesk = frontDesk(this.settings.redirectPort, this.challenges.http)
  }
}

function endsOf(socket: Socket): ProxiedAddresses {
  return {
    source: plainAddress(socket.remoteAddress ?? 'unknown'),
    sourcePort: socket.remotePort ?? 0,
    destination: plainAddress(socket.localAddress ?? 'unknown'),
    destinationPort: socket.localPort ?? 0,
  }
}
