import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificate } from '@teal/testing/certificates'
import { waitFor } from '@teal/testing/wait'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'
import { startWebSocketOrigin, type WebSocketOrigin } from './web-socket-origin.ts'

let directory: string
let blue: WebSocketOrigin
let green: WebSocketOrigin
let router: TestRouter
const sockets: WebSocket[] = []

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'teal-web-socket-'))
})
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  blue = await startWebSocketOrigin('blue')
  green = await startWebSocketOrigin('green')
  const certificate = makeCertificate(directory, 'site', ['localhost'])
  router = await startTestRouter([blue.url], [green.url], {
    tls: {
      listen: { host: '127.0.0.1', port: 0 },
      certificates: [certificate],
      redirectPort: null,
    },
  })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await router.stop()
  await blue.close()
  await green.close()
})

async function open(scheme: 'ws' | 'wss' = 'ws', protocols: string[] = []): Promise<WebSocket> {
  const at = scheme === 'ws' ? `127.0.0.1:${router.port}` : router.running.tlsListen
  const socket = new WebSocket(`${scheme}://${at}/`, protocols, { rejectUnauthorized: false })
  sockets.push(socket)
  await once(socket, 'open')
  return socket
}

async function echoOf(socket: WebSocket, message: Buffer | string): Promise<Buffer> {
  const answer = once(socket, 'message')
  socket.send(message)
  const [data] = (await answer) as [Buffer]
  return data
}

type Close = { code: number; reason: string; at: number }

async function closeOf(socket: WebSocket): Promise<Close> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return { code, reason: reason.toString(), at: performance.now() }
}

describe.each(['ws', 'wss'] as const)('%s', (scheme) => {
  test('messages of every size come back as they were, compressed or not', async () => {
    const socket = await open(scheme, ['chat', 'other'])
    expect(socket.protocol).toBe('chat')
    expect(socket.extensions).toMatch(/permessage-deflate/)
    for (const size of [0, 1, 125, 126, 65_535, 65_536, 1_048_576, 16_777_216]) {
      const bytes = randomBytes(size)
      expect((await echoOf(socket, bytes)).equals(bytes)).toBe(true)
    }
    expect((await echoOf(socket, 'ä€😀')).toString()).toBe('ä€😀')
  })

  test('messages in fragments arrive as one, with a ping in between', async () => {
    const socket = await open(scheme)
    const answer = once(socket, 'message')
    const pong = once(socket, 'pong')
    const parts = Array.from({ length: 5 }, () => randomBytes(50_000))
    for (const part of parts) {
      socket.send(part, { fin: false })
      socket.ping('half way')
      await sleep(5)
    }
    socket.send(Buffer.alloc(0), { fin: true })
    expect(((await pong) as [Buffer])[0].toString()).toBe('half way')
    expect(((await answer) as [Buffer])[0].equals(Buffer.concat(parts))).toBe(true)
  })

  test('pings of either side are answered by the other', async () => {
    const socket = await open(scheme)
    const pinged = once(socket, 'ping')
    const ponged = once(blue.sockets[0] as WebSocket, 'pong')
    socket.send('ping')
    expect(((await pinged) as [Buffer])[0].toString()).toBe('are you there?')
    expect(((await ponged) as [Buffer])[0].toString()).toBe('are you there?')
  })

  test('codes and reasons of a close pass in both directions', async () => {
    const byServer = await open(scheme)
    byServer.send('close 1013 come back later')
    expect(await closeOf(byServer)).toMatchObject({ code: 1013, reason: 'come back later' })
    const byClient = await open(scheme)
    byClient.close(4_001, 'I am done')
    expect(await closeOf(byClient)).toMatchObject({ code: 4_001, reason: 'I am done' })
    await waitFor('the server to see both', () => blue.closes.length === 2)
    expect(blue.closes).toEqual([
      { code: 1_013, reason: 'come back later' },
      { code: 4_001, reason: 'I am done' },
    ])
  })
})

test('a client that vanishes is gone for the server too, and the other way round', async () => {
  const socket = await open()
  socket.terminate()
  await waitFor('the server to see it', () => blue.closes.length === 1)
  expect(blue.closes[0]?.code).toBe(1_006)
  const other = await open()
  const closed = closeOf(other)
  blue.sockets.at(-1)?.terminate()
  expect((await closed).code).toBe(1_006)
})

test('a drain ends those of the old colour one after the other, each with a whole message and 1001', async () => {
  const deadlineMs = 3_000
  const clients = await Promise.all(Array.from({ length: 40 }, () => open()))
  const wrong: string[] = []
  for (const client of clients) {
    let sent = 0
    const say = (): void => {
      if (client.readyState === client.OPEN) client.send(`${++sent} ${'x'.repeat(2_000)}`)
    }
    client.on('message', (data: Buffer) => {
      if (data.toString() !== `${sent} ${'x'.repeat(2_000)}`) wrong.push(data.toString())
      setTimeout(say, 10)
    })
    client.on('error', (error) => wrong.push(String(error)))
    say()
  }
  // These get so much that a moment between two messages is rare.
  const flooded = await Promise.all(Array.from({ length: 4 }, () => open()))
  for (const client of flooded) {
    client.on('message', (data: Buffer) => {
      if (data.length !== 102_400) wrong.push(`${data.length} bytes`)
    })
    client.on('error', (error) => wrong.push(String(error)))
    client.send('flood')
  }
  const closing = [...clients, ...flooded].map(closeOf)
  await sleep(200)
  await router.client.switch('app', { epoch: 1, to: 'green' })
  const began = performance.now()
  const drained = await router.client.drain('app', { epoch: 1, colour: 'blue', deadlineMs })
  const closes = await Promise.all(closing)
  expect(wrong).toEqual([])
  expect(drained).toEqual({ inFlight: 0, closed: 0 })
  expect(new Set(closes.map(({ code }) => code))).toEqual(new Set([1_001]))
  // Spread: in no tenth of the time more than a third of all, and the last well after the first.
  const tenths = closes.map(({ at }) => Math.floor(((at - began) / deadlineMs) * 10))
  for (let tenth = 0; tenth < 10; tenth++)
    expect(tenths.filter((one) => one === tenth).length).toBeLessThan(closes.length / 3)
  expect(Math.max(...tenths)).toBeGreaterThanOrEqual(5)
  expect(Math.max(...tenths)).toBeLessThan(10)
  // Who comes back now is at the new colour.
  await open()
  expect(green.sockets.length).toBe(1)
})

test('a switch leaves open WebSockets where they are', async () => {
  const socket = await open()
  await router.client.switch('app', { epoch: 1, to: 'green' })
  await open()
  expect((await echoOf(socket, 'still here')).toString()).toBe('still here')
  expect([blue.sockets.length, green.sockets.length]).toEqual([1, 1])
})
