import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { Registry } from '../services/registry.ts'
import { DEFAULT_CLIENT_LIMITS } from '../services/settings.ts'
import { RawClient } from '../testing/raw-client.ts'
import { OK, RawOrigin } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'
import { ClientConnection } from './client-connection.ts'
import { configure } from './configure.ts'
import { createPlane } from './plane.ts'

// Instances close kept connections whenever they like. Requests that must not be repeated are neither lost to
// that nor sent twice.

const ROUNDS = 50
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
const POST = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody'
const LONG_POST = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 40004\r\n\r\n${'x'.repeat(40_000)}body`
const ENDS = { source: '', sourcePort: 0, destination: '', destinationPort: 0 }
const PEER = {
  address: '',
  scheme: 'http',
  trusted: false,
  lines: '',
  forwarded: '',
  ends: ENDS,
} as const
const cleanup: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const undo of cleanup.splice(0).toReversed()) await undo()
})

/** An origin that answers GET and POST, and whose connections can be ended at once. */
async function startOrigin(answer = OK): Promise<{ origin: RawOrigin; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>()
  const answered = new WeakMap<Socket, number>()
  const origin = await RawOrigin.start((socket, received) => {
    if (!sockets.has(socket)) socket.once('close', () => sockets.delete(socket))
    sockets.add(socket)
    const requests = received.match(/GET \/|body/g)?.length ?? 0
    for (let i = answered.get(socket) ?? 0; i < requests; i++) socket.write(answer)
    answered.set(socket, requests)
  })
  cleanup.push(async () => await origin.stop())
  return { origin, sockets }
}

async function start(answer = OK): Promise<{ origin: RawOrigin; router: TestRouter }> {
  const { origin } = await startOrigin(answer)
  const router = await startTestRouter([origin.url])
  cleanup.push(async () => await router.stop())
  return { origin, router }
}

/** The data path in this thread, so that a test decides what it finds when it looks for events. */
async function startHere(url: string): Promise<number> {
  const registry = new Registry(1, [], () => {})
  registry.putService('app', 0, {})
  registry.putColour('app', 'blue', 0, null, [url])
  registry.switch('app', 0, 'blue')
  const plane = createPlane(0, DEFAULT_CLIENT_LIMITS, null)
  configure(plane, registry.forWorkers(), 1)
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    void new ClientConnection(plane, socket, PEER)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup.push(() => {
    for (const client of plane.clients) client.cut()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function ask(client: RawClient, text: string): Promise<number> {
  client.received = ''
  client.send(text)
  const answer = await client.until(/\r\n\r\n(ok|\{.*\}\n?)$/s)
  return Number(answer.slice(9, 12))
}

const end = (socket: Socket): void => {
  socket.destroy()
}
const endWithWords = (socket: Socket): void => {
  socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
}
/** When the data path reads what was sent before, both are there; or the second has just come. */
const atOnce = (act: () => void): void => act()
const aMomentLater = (act: () => void): void => {
  setImmediate(act)
}

test.each([
  ['is closed', end, atOnce, POST],
  ['is closed while the request is read', end, aMomentLater, POST],
  ['is closed with words', endWithWords, atOnce, POST],
  ['is closed, with a long body', end, atOnce, LONG_POST],
])('a POST is not lost to a connection that %s', async (_, close, when, post) => {
  const { origin, sockets } = await startOrigin()
  const port = await startHere(origin.url)
  const client = await RawClient.open(port)
  for (let i = 0; i < ROUNDS; i++) {
    expect(await ask(client, GET)).toBe(200)
    const asked = ask(client, post)
    when(() => {
      for (const socket of sockets) close(socket)
    })
    expect(await asked).toBe(200)
  }
  expect(origin.text.match(/POST \//g)).toHaveLength(ROUNDS)
  client.destroy()
})

test('a request that is repeated is not repeated on another connection that is closed', async () => {
  const { origin, sockets } = await startOrigin()
  const port = await startHere(origin.url)
  const clients = await Promise.all(
    Array.from({ length: 10 }, async () => await RawClient.open(port)),
  )
  for (let i = 0; i < ROUNDS; i++) {
    expect(await Promise.all(clients.map((client) => ask(client, GET)))).not.toContain(502)
    // Each has others beside it in the pool.
    const asked = clients.slice(0, 3).map((client) => ask(client, GET))
    for (const socket of [...sockets].toReversed()) socket.destroy()
    expect(await Promise.all(asked)).not.toContain(502)
  }
  for (const client of clients) client.destroy()
})

test('a POST goes on a kept connection while that is surely kept, and later on a new one', async () => {
  const { origin, router } = await start()
  const client = await RawClient.open(router.port)
  expect(await ask(client, GET)).toBe(200)
  expect(await ask(client, POST)).toBe(200)
  expect(origin.connections).toBe(1)
  await sleep(1_300)
  expect(await ask(client, POST)).toBe(200)
  expect(origin.connections).toBe(2)
  await sleep(1_300)
  expect(await ask(client, GET)).toBe(200)
  expect(origin.connections).toBe(2)
  client.destroy()
})

test('a connection is not used when its instance is about to close it', async () => {
  const { origin, router } = await start(
    'HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2, max=100\r\nContent-Length: 2\r\n\r\nok',
  )
  const client = await RawClient.open(router.port)
  expect(await ask(client, GET)).toBe(200)
  expect(await ask(client, GET)).toBe(200)
  expect(origin.connections).toBe(1)
  await sleep(1_300)
  expect(await ask(client, GET)).toBe(200)
  expect(origin.connections).toBe(2)
  client.destroy()
})

test('a POST that may have been taken is answered 502 and not sent again', async () => {
  const { origin, router } = await start()
  const breaking = await RawOrigin.start((socket, received) => {
    if (received.includes('body')) socket.destroy()
    else if (received.endsWith('\r\n\r\n')) socket.write(OK)
  })
  cleanup.push(async () => await breaking.stop())
  const client = await RawClient.open(router.port)
  const instances = [breaking.url]
  await router.client.putColour('app', 'blue', { epoch: 0, release: 'v1', instances })
  expect(await ask(client, GET)).toBe(200)
  const both = [breaking.url, origin.url]
  await router.client.putColour('app', 'blue', { epoch: 0, release: 'v1', instances: both })
  let failed = 0
  for (let i = 0; i < 40; i++) if ((await ask(client, POST)) === 502) failed++
  const sent = `${breaking.text}${origin.text}`.match(/POST \//g)
  expect(sent).toHaveLength(40)
  expect(breaking.text.match(/POST \//g)).toHaveLength(failed)
  client.destroy()
})
