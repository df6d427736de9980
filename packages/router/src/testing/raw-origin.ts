import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** What an origin does with the text of a connection so far; called again whenever more has come. */
export type Script = (socket: Socket, received: string) => void

/** An origin that says exactly what a test wants, byte by byte. */
export class RawOrigin {
  readonly url: string
  readonly received: string[] = []
  connections = 0
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async start(script: Script): Promise<RawOrigin> {
    const server = createServer({ allowHalfOpen: true, noDelay: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = new RawOrigin(server)
    server.on('connection', (socket) => {
      const index = origin.connections++
      origin.received[index] = ''
      origin.sockets.add(socket)
      socket.setEncoding('latin1')
      socket.on('data', (text: string) => {
        origin.received[index] += text
        script(socket, origin.received[index] as string)
      })
      socket.on('end', () => socket.end())
      socket.on('error', () => {
        // The router may cut a connection; that is for the test to look at.
      })
      socket.on('close', () => origin.sockets.delete(socket))
    })
    return origin
  }

  /** Everything received, on all connections. */
  get text(): string {
    return this.received.join('')
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }
}

/** A script that answers each head (no bodies) with `answer`. */
export function answering(answer: string): Script {
  const answered = new WeakMap<Socket, number>()
  return (socket, received) => {
    const heads = received.split('\r\n\r\n').length - 1
    for (let i = answered.get(socket) ?? 0; i < heads; i++) socket.write(answer, 'latin1')
    answered.set(socket, heads)
  }
}

export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
