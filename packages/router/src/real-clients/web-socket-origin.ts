import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** A WebSocket server that keeps what became of its clients. */
export type WebSocketOrigin = {
  url: string
  /** Those that are open, and were. */
  sockets: WebSocket[]
  /** How clients ended, in order. */
  closes: { code: number; reason: string }[]
  close: () => Promise<void>
}

/**
 * Echoes every message; the text `close <code> <reason>` it answers by closing so, `ping` by a ping, and
 * `flood` with messages of 100 KB for as long as it can.
 */
export async function startWebSocketOrigin(name: string): Promise<WebSocketOrigin> {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    perMessageDeflate: { threshold: 0 },
    handleProtocols: (offered) => offered.values().next().value ?? false,
  })
  await once(server, 'listening')
  const origin: WebSocketOrigin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets: [],
    closes: [],
    close: async () => {
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
  server.on('headers', (headers) => headers.push(`x-version: ${name}`))
  server.on('connection', (socket) => {
    origin.sockets.push(socket)
    socket.on('close', (code, reason) => origin.closes.push({ code, reason: reason.toString() }))
    socket.on('error', () => {
      // 'close' follows.
    })
    socket.on('message', (data: Buffer, isBinary) => {
      const text = isBinary ? '' : data.toString()
      const close = /^close (\d+) (.*)$/.exec(text)
      if (close !== null) socket.close(Number(close[1]), close[2])
      else if (text === 'ping') socket.ping('are you there?')
      else if (text === 'flood') flood(socket)
      else socket.send(data, { binary: isBinary })
    })
  })
  return origin
}

const FLOOD = 'x'.repeat(102_400)

function flood(socket: WebSocket): void {
  if (socket.readyState === socket.OPEN)
    socket.send(FLOOD, { compress: false }, () => {
      setImmediate(flood, socket)
    })
}
