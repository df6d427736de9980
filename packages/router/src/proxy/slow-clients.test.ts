import { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@teal/testing/wait'
import { afterEach, expect, test } from 'vitest'
import { RawClient } from '../testing/raw-client.ts'
import { OK, RawOrigin, type Script } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'
import { ClientConnection } from './client-connection.ts'
import { sweep } from './timeouts.ts'
import { createPlane } from './plane.ts'
import { DEFAULT_CLIENT_LIMITS, type ClientLimits, type Timeouts } from '../services/settings.ts'

// Who trickles a body, or takes an answer by the drop, does not hold a connection for ever, and no instance
// is blamed for it.

const ENDS = { source: '', sourcePort: 0, destination: '', destinationPort: 0 }
const PEER = {
  address: '',
  scheme: 'http',
  trusted: false,
  lines: '',
  forwarded: '',
  ends: ENDS,
} as const
const LARGE = 32_000_000
const cleanup: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const undo of cleanup.splice(0).toReversed()) await undo()
})

async function start(
  script: Script,
  limits: Partial<ClientLimits>,
  timeouts: Partial<Timeouts> = {},
): Promise<{ router: TestRouter; origin: RawOrigin }> {
  const origin = await RawOrigin.start(script)
  cleanup.push(async () => await origin.stop())
  const router = await startTestRouter([origin.url], [], { limits })
  cleanup.push(async () => await router.stop())
  await router.client.putService('app', { epoch: 0, timeouts })
  return { router, origin }
}

const large: Script = (socket, received) => {
  if (!received.endsWith('\r\n\r\n')) return
  socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${LARGE}\r\n\r\n`)
  socket.write(Buffer.alloc(LARGE, 'x'))
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

/** Sends `bytes` every 20 ms until it is cut off, or `total` are sent. */
async function trickle(client: RawClient, bytes: number, total: number): Promise<void> {
  for (let sent = 0; sent < total && client.received === ''; sent += bytes) {
    client.send('x'.repeat(bytes))
    await sleep(20)
  }
}

test('a body that comes slower than it must is ended with 408 though it never pauses', async () => {
  const { router } = await start(() => {}, { bodyGraceMs: 300, bodyBytesPerSecond: 2_000 })
  const client = await RawClient.open(router.port)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n')
  await trickle(client, 1, 1_000)
  expect(await client.all()).toMatch(/^HTTP\/1\.1 408 .*Connection: close/s)
})

test('a trickle of chunks is one too', async () => {
  const { router } = await start(() => {}, { bodyGraceMs: 300, bodyBytesPerSecond: 2_000 })
  const client = await RawClient.open(router.port)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n')
  await trickle(client, 1, 1_000)
  expect(await client.all()).toMatch(/^HTTP\/1\.1 408 /)
})

test('one that is fast enough may take its time', async () => {
  const { router } = await start(
    (socket, received) => {
      if (received.length > 4_000) socket.write(OK)
    },
    { bodyGraceMs: 300, bodyBytesPerSecond: 200 },
  )
  const client = await RawClient.open(router.port)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n')
  await trickle(client, 100, 4_000)
  await client.until(/^HTTP\/1\.1 200 .*ok$/s)
  client.destroy()
})

test('time in which the instance is waited for does not count', async () => {
  const { router } = await start(
    (socket, received) => {
      if (received.endsWith('body')) setTimeout(() => socket.write(OK), 1_000)
    },
    { bodyGraceMs: 300, bodyBytesPerSecond: 1_000_000 },
  )
  const client = await RawClient.open(router.port)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody')
  await client.until(/^HTTP\/1\.1 200 /)
  client.destroy()
})

async function blueIsHealthy(router: TestRouter): Promise<boolean | undefined> {
  return (await router.client.status()).services[0]?.colours.blue.instances[0]?.healthy
}

async function inFlight(router: TestRouter): Promise<number | undefined> {
  return (await router.client.status()).services[0]?.colours.blue.inFlight
}

test.each([
  ['slower than it must', { bodyGraceMs: 300, bodyBytesPerSecond: 1_000_000_000 }, {}],
  ['not at all', { bodyBytesPerSecond: 0 }, { bodyMs: 300 }],
])('a client that takes its answer %s is cut off', async (_, limits, timeouts) => {
  const { router } = await start(large, limits, timeouts)
  const clients = await Promise.all(
    Array.from({ length: 4 }, async () => await RawClient.open(router.port)),
  )
  for (const client of clients) {
    client.send(GET)
    client.socket.pause()
  }
  await waitFor('the requests to be under way', async () => (await inFlight(router)) === 4)
  await waitFor('the requests to be over', async () => (await inFlight(router)) === 0)
  for (const client of clients) {
    client.socket.resume()
    expect((await client.all()).length).toBeLessThan(LARGE)
  }
  expect(await blueIsHealthy(router)).toBe(true)
})

test('the end of an answer is not lost on a client that takes it slowly', async () => {
  const plane = createPlane(0, DEFAULT_CLIENT_LIMITS, null)
  const text = 'x'.repeat(100_000)
  plane.frontDesk = () => ({ kind: 'text', text })
  let taken = ''
  let take = (): void => {}
  const stream = new Duplex({
    read: () => {},
    write: (part: Buffer, _, done) => {
      take = () => {
        taken += part.toString('latin1')
        done()
      }
    },
  })
  const connection = new ClientConnection(plane, stream, PEER)
  const pass = async (ms: number): Promise<void> => {
    plane.now += ms
    sweep(connection, plane.now)
    await sleep(1)
  }
  stream.push('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  await sleep(1)
  // All is said, but nothing taken for longer than a connection lingers.
  for (let i = 0; i < 15; i++) await pass(1_000)
  expect(stream.destroyed).toBe(false)
  take()
  await sleep(1)
  expect(taken.endsWith(text)).toBe(true)
  await pass(1_000)
  expect(stream.destroyed).toBe(false)
  await pass(2_000)
  expect(stream.destroyed).toBe(true)
})

test('an instance that takes no more of a body is answered for, and the client not blamed', async () => {
  const { router } = await start(
    (socket) => {
      socket.pause()
    },
    {},
    { bodyMs: 300 },
  )
  const client = await RawClient.open(router.port)
  client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${LARGE}\r\n\r\n`)
  client.send(Buffer.alloc(LARGE))
  expect(await client.all()).toMatch(/^HTTP\/1\.1 504 .*"error":"instance-timeout"/s)
})
