import { once } from 'node:events'
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

// Clients that never stop and count everything: what was not answered right, once and whole, has failed.

export type Crowd = {
  requests: number
  failures: string[]
  /** Sent and answered after `expect` was told something, and answered by something else. */
  stale: number
  /** Requests sent from now on must be answered with this body. */
  expect: (body: string | null) => void
  stop: () => Promise<void>
}

export type CrowdOptions = {
  port: number
  clients: number
  /** A connection is given up after so many requests. */
  requestsPerConnection: number
  /** By TLS. */
  tls?: boolean
  /** Pause between an answer and the next request, in ms. */
  pauseMs?: number
}

/** Starts keep-alive clients that send GET / until they are stopped. */
export function startCrowd(options: CrowdOptions): Crowd {
  let expected: string | null = null
  let era = 0
  let running = true
  const crowd: Crowd = {
    requests: 0,
    failures: [],
    stale: 0,
    expect: (body) => {
      expected = body
      era++
    },
    stop: async () => {
      running = false
      await Promise.all(loops)
    },
  }
  const client = async (): Promise<void> => {
    while (running) {
      const where = { host: '127.0.0.1', port: options.port, noDelay: true }
      const socket =
        options.tls === true ? connectTls({ ...where, rejectUnauthorized: false }) : connect(where)
      socket.setEncoding('latin1')
      try {
        await once(socket, options.tls === true ? 'secureConnect' : 'connect')
        for (let i = 0; i < options.requestsPerConnection && running; i++) {
          const sentIn = era
          const last = i === options.requestsPerConnection - 1
          const answer = await ask(socket, last)
          crowd.requests++
          if (expected !== null && sentIn === era && answer.body !== expected) crowd.stale++
          if (answer.status !== 200) crowd.failures.push(`status ${answer.status}: ${answer.body}`)
          if (answer.close) break
          if (options.pauseMs !== undefined)
            await new Promise((resolve) => {
              setTimeout(resolve, options.pauseMs)
            })
        }
      } catch (error) {
        crowd.failures.push(String(error))
      } finally {
        socket.destroy()
      }
    }
  }
  const loops = Array.from({ length: options.clients }, client)
  return crowd
}

type Answer = { status: number; body: string; close: boolean }

/** One request and its whole answer; throws when the connection ends before. */
function ask(socket: Socket, last: boolean): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = ''
    const finish = (error: Error | null, answer?: Answer): void => {
      socket.off('data', onData)
      socket.off('error', onError)
      socket.off('close', onClose)
      if (answer === undefined) reject(error ?? new Error('no answer'))
      else resolve(answer)
    }
    const onData = (part: string): void => {
      text += part
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (text.length < end + 4 + length) return
      finish(null, {
        status: Number(text.slice(9, 12)),
        body: text.slice(end + 4),
        close: /\r\nconnection: close/i.test(text),
      })
    }
    const onError = (error: Error): void => finish(error)
    const onClose = (): void => finish(new Error(`closed after ${JSON.stringify(text)}`))
    socket.on('data', onData)
    socket.on('error', onError)
    socket.on('close', onClose)
    socket.write(`GET / HTTP/1.1\r\nHost: a\r\n${last ? 'Connection: close\r\n' : ''}\r\n`)
  })
}

/** Starts HTTP/2 clients, each with so many streams at a time; one that is told to go opens a new connection. */
export function startHttp2Crowd(options: {
  port: number
  clients: number
  streams: number
}): Pick<Crowd, 'requests' | 'failures' | 'stop'> & { connections: number } {
  let running = true
  const crowd = {
    requests: 0,
    failures: [] as string[],
    connections: 0,
    stop: async (): Promise<void> => {
      running = false
      await Promise.all(loops)
    },
  }
  const client = async (): Promise<void> => {
    while (running) {
      const session = connectHttp2(`https://127.0.0.1:${options.port}`, {
        rejectUnauthorized: false,
      })
      let told = false
      session.on('goaway', () => {
        told = true
      })
      session.on('error', (error) => crowd.failures.push(`connection: ${String(error)}`))
      crowd.connections++
      const stream = async (): Promise<void> => {
        while (running && !told && !session.closed) {
          try {
            const status = await requestOn(session)
            crowd.requests++
            if (status !== 200) crowd.failures.push(`status ${status}`)
          } catch (error) {
            // It came after the last that was taken, and is sent again (RFC 9113 §8.7).
            if (!told || !String(error).includes('REFUSED_STREAM'))
              crowd.failures.push(String(error))
            return
          }
        }
      }
      await Promise.all(Array.from({ length: options.streams }, stream))
      session.destroy()
    }
  }
  const loops = Array.from({ length: options.clients }, client)
  return crowd
}

/** The status of a whole answer to GET /; throws when it breaks off. */
async function requestOn(session: ClientHttp2Session): Promise<number> {
  const stream = session.request({ ':path': '/' })
  let status = 0
  stream.on('response', (headers) => {
    status = headers[':status'] ?? 0
  })
  stream.resume()
  await once(stream, 'end')
  await (stream.closed ? null : once(stream, 'close'))
  return status
}
