import type { Socket } from 'node:net'
import { TLSSocket, createServer, type SecureContext } from 'node:tls'
import { serveSession, type Session } from '../http2/session.ts'
import type { Peer } from '../peer/peer.ts'
import { ClientConnection } from '../proxy/client-connection.ts'
import type { Plane } from '../proxy/plane.ts'
import type { Certificate } from './certificate.ts'
import { Contexts } from './contexts.ts'

/** What a worker must know to speak TLS. */
export type TlsForWorker = {
  certificates: Certificate[]
  /** 48 random bytes in hex, the same for all workers: a session begun with one resumes with any. */
  ticketKeys: string
}

/**
 * TLS 1.2 and 1.3 for the connections it is given. What is inside goes the way of plain connections: as
 * HTTP/1.1 on the data path, or as HTTP/2 (ALPN, RFC 7301), each of whose streams is a connection to it.
 */
export class TlsTermination {
  private readonly plane: Plane
  private readonly server
  private readonly peers = new Map<string, Peer>()
  private readonly sessions = new Set<Session>()
  private contexts: Contexts

  constructor(plane: Plane, settings: TlsForWorker) {
    this.plane = plane
    this.contexts = contextsOf(settings)
    // It never listens: connections are put into it.
    this.server = createServer({
      ALPNProtocols: ['h2', 'http/1.1'],
      minVersion: 'TLSv1.2',
      handshakeTimeout: plane.limits.headMs,
      SNICallback: (name, found) => {
        const context = this.contexts.find(name)
        if (context === null) found(new Error('there is no certificate yet'))
        else found(null, context)
      },
    })
    this.server.on('secureConnection', (socket) => {
      this.secured(socket)
    })
    this.server.on('tlsClientError', (_, socket) => {
      // Who does not speak TLS as agreed here has been told so by an alert.
      socket.destroy()
    })
    this.update(settings)
  }

  /** From now on new connections get these certificates; those that are open keep theirs. */
  update(settings: TlsForWorker): void {
    this.contexts = contextsOf(settings)
    const [first] = settings.certificates
    if (first !== undefined)
      this.server.setSecureContext({
        cert: first.cert,
        key: first.key,
        ticketKeys: Buffer.from(settings.ticketKeys, 'hex'),
        minVersion: 'TLSv1.2',
      })
  }

  /** Connections whose handshake is under way, or that speak HTTP/2. */
  get open(): number {
    return this.peers.size
  }

  /** Takes a TCP connection of which nothing was read, or what was read is put back. */
  accept(socket: Socket, peer: Peer): void {
    const key = keyOf(socket)
    this.peers.set(key, peer)
    socket.on('close', () => {
      this.peers.delete(key)
    })
    // Who ends its side before the handshake is over has nothing to ask.
    socket.allowHalfOpen = false
    this.server.emit('connection', socket)
  }

  /** Shows a certificate authority the proof for the name that it asks for, and nothing else (RFC 8737 §3). */
  prove(socket: Socket, proofs: ReadonlyMap<string, SecureContext>): void {
    const proof = new TLSSocket(socket, {
      isServer: true,
      ALPNProtocols: ['acme-tls/1'],
      SNICallback: (name, found) => {
        const context = proofs.get(name.toLowerCase())
        found(context === undefined ? new Error(`nobody asks for ${name}`) : null, context)
      },
    })
    proof.on('error', () => {
      // 'close' follows.
    })
    setTimeout(() => proof.destroy(), PROOF_MS).unref()
    proof.resume()
  }

  /** Lets HTTP/2 clients go elsewhere, each when it waits for nothing. */
  leave(): void {
    for (const session of this.sessions) session.leave()
  }

  /** Has those go that wait for something all the time. */
  insist(): void {
    for (const session of this.sessions) session.insist()
  }

  private secured(socket: TLSSocket): void {
    const peer = this.peers.get(keyOf(socket))
    if (peer === undefined) {
      socket.destroy()
      return
    }
    if (socket.alpnProtocol !== 'h2') {
      this.peers.delete(keyOf(socket))
      socket.allowHalfOpen = true
      void new ClientConnection(this.plane, socket, peer)
      return
    }
    const session = serveSession(this.plane, socket, peer, (ended) => {
      this.sessions.delete(ended)
    })
    this.sessions.add(session)
  }
}

const PROOF_MS = 5_000

function contextsOf({ certificates, ticketKeys }: TlsForWorker): Contexts {
  return new Contexts(certificates, Buffer.from(ticketKeys, 'hex'))
}

function keyOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}
