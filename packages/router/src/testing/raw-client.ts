import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A client that sends exactly the bytes it is told, for what no proper client would say. */
export class RawClient {
  readonly socket: Socket
  received = ''
  closed = false

  private constructor(socket: Socket) {
    this.socket = socket
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      this.received += text
    })
    socket.on('error', () => {
      // A reset shows up as 'close'; the test looks at what was received before.
    })
    socket.on('close', () => {
      this.closed = true
    })
  }

  static async open(port: number, host = '127.0.0.1'): Promise<RawClient> {
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true })
    await once(socket, 'connect')
    return new RawClient(socket)
  }

  send(text: string | Buffer): void {
    if (typeof text === 'string') this.socket.write(text, 'latin1')
    else this.socket.write(text)
  }

  /** Sends no more, but goes on reading. */
  end(): void {
    this.socket.end()
  }

  /** Resolves when what was received matches. */
  async until(pattern: RegExp, timeoutMs = 5_000): Promise<string> {
    const deadline = Date.now() + timeoutMs
    while (!pattern.test(this.received)) {
      if (this.closed || Date.now() > deadline)
        throw new Error(
          `${this.closed ? 'closed' : 'waited in vain'} before ${pattern}: ${JSON.stringify(this.received)}`,
        )
      await tick()
    }
    return this.received
  }

  /** Resolves when the other side has ended, with everything it sent. */
  async all(timeoutMs = 5_000): Promise<string> {
    if (!this.closed && !this.socket.readableEnded)
      await Promise.race([
        once(this.socket, 'end'),
        once(this.socket, 'close'),
        new Promise((_, reject) => {
          setTimeout(
            () => reject(new Error(`not closed: ${JSON.stringify(this.received)}`)),
            timeoutMs,
          ).unref()
        }),
      ])
    this.socket.destroy()
    return this.received
  }

  destroy(): void {
    this.socket.destroy()
  }
}

function tick(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 5)
  })
}

/** Sends `text` on a new connection and resolves to everything until the other side ends. */
export async function exchange(port: number, text: string): Promise<string> {
  const client = await RawClient.open(port)
  client.send(text)
  return await client.all()
}
