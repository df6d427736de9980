import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { makeCertificate } from '@teal/testing/certificates'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RawClient, exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, type Script } from '../testing/raw-origin.ts'
import { startRouterProcess, type RouterProcess } from '../testing/router-process.ts'

// Every bound of `teal router --help`, set on the command line to something small and then gone beyond.

const DEFAULTS_WOULD_TAKE_MS = 5_000
let folder: string
let origin: RawOrigin
let router: RouterProcess
let tlsPort: number
let proxied: RouterProcess

const script: Script = (socket, received) => {
  const path = /^(?:GET|POST) (\/\S*) /.exec(received.split('\r\n\r\n').at(-2) ?? received)?.[1]
  if (path === '/silent') return
  if (path === '/large') {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 32000000\r\n\r\n')
    socket.write(Buffer.alloc(32_000_000))
  } else if (path === '/tunnel')
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n')
  else if (received.endsWith('\r\n\r\n')) socket.write(OK)
}

const LIMITS = [
  ...['--head-timeout', '300', '--idle-timeout', '700', '--response-timeout', '300'],
  ...['--connect-timeout', '400'],
  ...['--body-timeout', '400', '--tunnel-timeout', '300', '--hold-timeout', '300'],
  ...['--body-rate', '80000000', '--body-grace', '200'],
  ...['--max-connections', '3', '--max-held', '1'],
  ...['--max-head', '1000', '--max-target', '100', '--max-fields', '5'],
]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teal-limits-'))
  const { cert, key } = makeCertificate(folder, 'a', ['a.example'])
  origin = await RawOrigin.start(script)
  tlsPort = await freePort()
  const tls = ['--tls-listen', `127.0.0.1:${tlsPort}`, '--tls-cert', cert, '--tls-key', key]
  router = await startRouterProcess(origin.url, origin.url, [...LIMITS, ...tls])
  const proxy = ['--proxy-protocol', '--trust', '127.0.0.1']
  proxied = await startRouterProcess(origin.url, origin.url, [...LIMITS, ...proxy])
})
afterAll(async () => {
  await router.stop()
  await proxied.stop()
  await origin.stop()
  rmSync(folder, { recursive: true, force: true })
})

const get = (path: string, lines = ''): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${lines}\r\n`

async function sent(text: string, port = router.port): Promise<RawClient> {
  const client = await RawClient.open(port)
  client.send(text)
  return client
}

async function ends(client: RawClient): Promise<string> {
  return await client.all(DEFAULTS_WOULD_TAKE_MS)
}

test('a head that does not end: 408', async () => {
  expect(await ends(await sent('GET / HTTP/1.1\r\nHo'))).toMatch(/^HTTP\/1\.1 408 /)
})

test('a head that trickles: 408', async () => {
  const client = await RawClient.open(router.port)
  for (const byte of get('/', `x: ${'y'.repeat(100)}\r\n`)) {
    if (client.received !== '') break
    client.send(byte)
    await sleep(20)
  }
  expect(await ends(client)).toMatch(/^HTTP\/1\.1 408 /)
})

test('a connection without a request, and one without a next request: closed', async () => {
  expect(await ends(await sent(''))).toBe('')
  expect(await ends(await sent(get('/')))).toMatch(/^HTTP\/1\.1 200 .*ok$/s)
})

test('a body that stops, or trickles: 408', async () => {
  const post = 'POST /silent HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n'
  expect(await ends(await sent(post))).toMatch(/^HTTP\/1\.1 408 /)
  const client = await sent(post)
  for (let i = 0; i < 100 && client.received === ''; i++) {
    client.send('x')
    await sleep(50)
  }
  expect(await ends(client)).toMatch(/^HTTP\/1\.1 408 /)
})

test('an answer that is not taken: cut off', async () => {
  const client = await sent(get('/large'))
  client.socket.pause()
  await sleep(2_000)
  client.socket.resume()
  expect((await ends(client)).length).toBeLessThan(32_000_000)
})

test('an instance that does not answer: 504', async () => {
  expect(await ends(await sent(get('/silent', 'Connection: close\r\n')))).toMatch(
    /^HTTP\/1\.1 504 /,
  )
})

test('an instance to which no connection opens: 504', async () => {
  // It listens and never accepts. When its queue is full the kernel drops who knocks.
  const deaf = new Worker(
    `const { parentPort } = require('node:worker_threads')
     const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 })
     server.on('listening', () => {
       parentPort.postMessage(server.address().port)
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
     })`,
    { eval: true },
  )
  const [port] = (await once(deaf, 'message')) as [number]
  const queued = Array.from({ length: 4 }, () => connect(port, '127.0.0.1'))
  for (const socket of queued) socket.on('error', () => {})
  const instances = [`http://127.0.0.1:${port}`]
  await router.client.putColour('default', 'green', { epoch: 1, release: 'deaf', instances })
  await router.client.switch('default', { epoch: 1, to: 'green' })
  const answer = await ends(await sent(get('/', 'Connection: close\r\n')))
  expect(answer).toMatch(/^HTTP\/1\.1 504 .*no connection in time/s)
  await router.client.switch('default', { epoch: 1, to: 'blue' })
  for (const socket of queued) socket.destroy()
  await deaf.terminate()
})

test('a tunnel in which nobody speaks: closed', async () => {
  const client = await sent(get('/tunnel', 'Connection: Upgrade\r\nUpgrade: x\r\n'))
  expect(await ends(client)).toMatch(/^HTTP\/1\.1 101 /)
})

test('held for too long, or one too many: 503', async () => {
  await router.client.hold('default', { epoch: 1, on: true })
  const [first, second] = [await sent(get('/')), await sent(get('/'))]
  expect(await ends(second)).toMatch(/^HTTP\/1\.1 503 .*"error":"hold-overflow"/s)
  expect(await ends(first)).toMatch(/^HTTP\/1\.1 503 .*"error":"hold-timeout"/s)
  await router.client.hold('default', { epoch: 1, on: false })
})

test.each([
  ['a target that is too long', 414, get(`/${'x'.repeat(100)}`)],
  ['a head that is too long', 431, get('/', `x: ${'y'.repeat(1_000)}\r\n`)],
  ['a head that is too long and does not end', 431, `GET / HTTP/1.1\r\nx: ${'y'.repeat(1_000)}`],
  ['too many fields', 431, get('/', 'a: 1\r\nb: 1\r\nc: 1\r\nd: 1\r\ne: 1\r\n')],
])('%s: %i', async (_, status, text) => {
  expect(await exchange(router.port, text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
})

/** A connection that is served; null when it is closed, at whatever moment. */
async function served(): Promise<RawClient | null> {
  try {
    const client = await sent(get('/'))
    await client.until(/ok$/)
    return client
  } catch {
    return null
  }
}

async function servedAgain(client: RawClient): Promise<boolean> {
  client.received = ''
  client.send(get('/'))
  return client.until(/ok$/, 1_000).then(
    () => true,
    () => false,
  )
}

test('one connection too many: closed, and the others go on', async () => {
  // Those of earlier tests may still be closing, and in a slow moment these are closed for being idle.
  await waitFor('three to be served, and again when a fourth was not', async () => {
    const three = [await served(), await served(), await served()]
    const fourth = await served()
    const again = three.map(async (client) => client !== null && (await servedAgain(client)))
    const went = (await Promise.all(again)).every(Boolean) && fourth === null
    for (const client of [...three, fourth]) client?.destroy()
    return went
  })
})

test('a TLS handshake or a PROXY header that does not come: closed', async () => {
  for (const [port, text] of [
    [tlsPort, ''],
    [tlsPort, '\x16\x03\x01\x00\x05'],
    [proxied.port, ''],
    [proxied.port, 'PROXY TCP4'],
  ] as const)
    expect(await ends(await sent(text, port))).not.toMatch(/HTTP/)
})
