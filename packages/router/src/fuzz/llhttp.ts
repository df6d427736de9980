import { createServer, request, type IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import type { Message, Reading } from './reading.ts'

// Node's own parser is llhttp. What it makes of bytes is seen through a server and a client of node:http
// whose connection is not a socket but these bytes.

class Pieces extends Duplex {
  override _read(): void {
    // Pieces are pushed when they are due.
  }
  override _write(_: unknown, __: unknown, done: () => void): void {
    done()
  }
}

/** Why llhttp refused, when it did: `HPE_…`. */
export type NodeReading = Reading & { code: string }

const server = createServer({ keepAlive: true, connectionsCheckingInterval: 2_147_483_647 })
server.keepAliveTimeout = 0
server.headersTimeout = 0
server.requestTimeout = 0
type Open = { messages: Message[]; code: string; open: number }
const connections = new WeakMap<Duplex, Open>()

server.on('request', (asked, answer) => {
  const reading = connections.get(asked.socket) as Open
  reading.open++
  collect(asked, `${asked.method} ${asked.url}`, reading, answer.shouldKeepAlive, () => {
    reading.open--
    answer.end()
  })
})
server.on('checkContinue', (asked, answer) => {
  server.emit('request', asked, answer)
})
server.on('checkExpectation', (asked, answer) => {
  ;(connections.get(asked.socket) as Open).code = 'EXPECTATION'
  answer.destroy()
})
server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
  // The connection is left as it is: whole messages before the error are still to be delivered.
  const reading = connections.get(socket) as Open
  reading.code ||= error.code ?? error.message
})

export async function readRequestsWithNode(pieces: readonly Buffer[]): Promise<NodeReading> {
  const stream = new Pieces()
  const reading: Open = { messages: [], code: '', open: 0 }
  connections.set(stream, reading)
  server.emit('connection', stream)
  for (const piece of pieces) stream.push(piece)
  await settled()
  stream.destroy()
  const { messages, code, open } = reading
  return { messages, code, end: code !== '' ? 'refused' : open > 0 ? 'incomplete' : 'clean' }
}

/** The answer to a GET, with those before the final one. */
export async function readResponseWithNode(pieces: readonly Buffer[]): Promise<NodeReading> {
  const stream = new Pieces()
  const reading: Open = { messages: [], code: '', open: 1 }
  const asked = request({ createConnection: () => stream, headers: { host: 'a' } })
  asked.on('error', (error: NodeJS.ErrnoException) => {
    reading.code ||= error.code ?? error.message
  })
  asked.on('information', ({ statusCode, httpVersion, rawHeaders }) => {
    reading.messages.push({
      start: `${statusCode} ${httpVersion}`,
      fields: pairs(rawHeaders),
      body: '',
      keep: true,
    })
  })
  asked.on('upgrade', (answer) => {
    reading.open--
    collect(answer, String(answer.statusCode), reading, true, () => {})
  })
  asked.on('response', (answer) => {
    collect(answer, String(answer.statusCode), reading, true, () => {
      reading.open--
    })
  })
  asked.end()
  await settled()
  for (const piece of pieces) stream.push(piece)
  await settled()
  if (reading.open > 0 && reading.code === '') {
    stream.push(null)
    await settled()
  }
  asked.destroy()
  stream.destroy()
  const { messages, code, open } = reading
  const end = open === 0 ? 'closed' : code.startsWith('HPE_') ? 'refused' : 'incomplete'
  return { messages, code, end }
}

function collect(
  message: IncomingMessage,
  start: string,
  reading: Open,
  keep: boolean,
  done: () => void,
): void {
  let body = ''
  message.setEncoding('latin1')
  message.on('data', (part: string) => {
    body += part
  })
  message.on('error', () => {
    // It broke off, and so it is no whole message; `code` says why.
  })
  message.on('end', () => {
    if (!message.complete) return
    const { httpVersion, rawHeaders } = message
    reading.messages.push({
      start: `${start} ${httpVersion}`,
      fields: pairs(rawHeaders),
      body,
      keep,
    })
    done()
  })
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [
    raw[2 * i] as string,
    raw[2 * i + 1] as string,
  ])
}

/** Events of streams take a few ticks, and each starts the next: a few turns of the loop end them all. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++)
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
}
