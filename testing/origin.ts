import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** A real HTTP server that says who it is, for the clients of clients.ts. */
export type Origin = {
  version: string
  url: string
  /** Requests to `/`, `/slow` and the like that were not answered whole. */
  broken: () => number
  close: () => Promise<void>
}

/**
 * Answers `GET /`; `GET /slow` piece by piece over two seconds (or `?ms=`); `POST /upload` with the number
 * of bytes that came; `GET /events` with a stream; WebSocket texts at `/socket` with an echo; `GET /fail`
 * with 500; `GET /reset` by closing the connection without an answer, `GET /cut` in the middle of one.
 */
export async function startOrigin(version: string, port = 0): Promise<Origin> {
  let broken = 0
  const upgraded = new Set<Duplex>()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://origin')
    response.on('close', () => {
      if (!response.writableFinished && !pathname.startsWith('/events')) broken += 1
    })
    response.setHeader('x-version', version)
    if (pathname === '/slow') {
      const pieces = 10
      const pieceMs = Number(searchParams.get('ms') ?? 2_000) / pieces
      let sent = 0
      const timer = setInterval(() => {
        sent += 1
        if (sent < pieces) response.write(`piece ${sent} `)
        else response.end(`${version}.`)
      }, pieceMs)
      response.on('close', () => clearInterval(timer))
      response.write('slowly ')
    } else if (pathname === '/events') {
      response.setHeader('content-type', 'text/event-stream')
      let number = 0
      const timer = setInterval(() => response.write(`data: ${(number += 1)}\n\n`), 50)
      response.on('close', () => clearInterval(timer))
      response.write('data: 0\n\n')
    } else if (pathname === '/upload') {
      let length = 0
      request.on('data', (chunk: Buffer) => (length += chunk.length))
      request.on('end', () => response.end(String(length)))
    } else if (pathname === '/fail') {
      response.statusCode = 500
      response.end('failed.')
    } else if (pathname === '/reset') {
      request.socket.destroy()
    } else if (pathname === '/cut') {
      response.setHeader('content-length', 1_000)
      response.write('half', () => request.socket.destroy())
    } else {
      response.end(`this is ${version}.`)
    }
  })
  // A proxy may keep idle connections for as long as it likes: this side never closes one under a request.
  server.keepAliveTimeout = 600_000
  server.on('upgrade', (request, socket) => {
    upgraded.add(socket)
    socket.on('close', () => upgraded.delete(socket))
    // A client that goes away is no fault of ours.
    socket.on('error', () => socket.destroy())
    const key = String(request.headers['sec-websocket-key'])
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
        `x-version: ${version}\r\nsec-websocket-accept: ${acceptOf(key)}\r\n\r\n`,
    )
    echo(socket, version)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    version,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    broken: () => broken,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      for (const socket of upgraded) socket.destroy()
      await closed
    },
  }
}

/** RFC 6455, 4.2.2. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

const TEXT = 0x81
const CLOSE = 0x88

/** Answers short masked texts with `<version> <text>`, and a close with a close (RFC 6455, 5.2). */
function echo(socket: Duplex, version: string): void {
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 6) {
      const opcode = rest[0] as number
      const length = (rest[1] as number) & 0x7f
      if (rest.length < 6 + length) return
      const mask = rest.subarray(2, 6)
      const payload = rest
        .subarray(6, 6 + length)
        .map((byte, at) => byte ^ (mask[at % 4] as number))
      rest = rest.subarray(6 + length)
      if (opcode === CLOSE) {
        socket.end(frame(CLOSE, Buffer.from(payload)))
        return
      }
      if (opcode === TEXT) {
        socket.write(
          frame(TEXT, Buffer.from(`${version} ${Buffer.from(payload).toString('utf8')}`)),
        )
      }
    }
  })
}

function frame(opcode: number, payload: Buffer): Buffer {
  if (payload.length > 125) throw new Error('this origin speaks short texts only')
  return Buffer.concat([Buffer.from([opcode, payload.length]), payload])
}
