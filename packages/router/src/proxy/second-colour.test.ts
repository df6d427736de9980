import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@teal/testing/wait'
import { afterEach, expect, test } from 'vitest'
import { exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, answering } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'

// Requests that the other colour gets to see too: files that only the old page's version has, and copies.

const cleanup: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of cleanup.splice(0).toReversed()) await stop()
})

async function setUp(blue: string, green: string): Promise<[TestRouter, RawOrigin, RawOrigin]> {
  const first = await RawOrigin.start(answering(blue))
  const second = await RawOrigin.start(answering(green))
  const router = await startTestRouter([first.url], [second.url])
  cleanup.push(
    async () => await first.stop(),
    async () => await second.stop(),
    async () => await router.stop(),
  )
  return [router, first, second]
}

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone'
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`

test('a file only the other colour has is fetched from there, under the configured prefixes alone', async () => {
  const [router, , green] = await setUp(
    NOT_FOUND,
    'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold',
  )
  await router.client.putService('app', { epoch: 0, assetPaths: ['/assets/'] })
  expect(await exchange(router.port, get('/assets/app.1.js'))).toMatch(/^HTTP\/1\.1 200 .*old$/s)
  expect(await exchange(router.port, get('/page'))).toMatch(/^HTTP\/1\.1 404 .*none$/s)
  const post =
    'POST /assets/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
  expect(await exchange(router.port, post)).toMatch(/^HTTP\/1\.1 404 /)
  expect(green.text.match(/GET/g)).toHaveLength(1)
  const { services } = await router.client.status()
  expect(services[0]?.colours.blue.inFlight).toBe(0)
  expect(services[0]?.colours.green.inFlight).toBe(0)
})

test('a file that neither has is 404, and so it is when the other colour is down', async () => {
  const [router, , green] = await setUp(NOT_FOUND, NOT_FOUND)
  await router.client.putService('app', { epoch: 0, assetPaths: ['/assets/'] })
  expect(await exchange(router.port, get('/assets/a'))).toMatch(/^HTTP\/1\.1 404 .*none$/s)
  expect(green.text).toContain('GET /assets/a')
  await router.client.putColour('app', 'green', {
    epoch: 0,
    release: 'v2',
    instances: ['http://127.0.0.1:1'],
  })
  expect(await exchange(router.port, get('/assets/a'))).toMatch(/^HTTP\/1\.1 404 .*"not-found"/s)
  expect((await router.client.counters('app')).green.failed).toBe(0)
})

test('copies go to the idle colour, are compared, and their answers go nowhere', async () => {
  const [router, blue, green] = await setUp(OK, 'HTTP/1.1 500 No\r\nContent-Length: 5\r\n\r\nwrong')
  await router.client.putService('app', { epoch: 0, mirror: 10_000 })
  for (let i = 0; i < 10; i++) expect(await exchange(router.port, get(`/${i}`))).toMatch(/ok$/)
  const post = 'POST /post HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
  expect(await exchange(router.port, post)).toMatch(/ok$/)
  await waitFor('the copies', async () => (await router.client.mirrored('app')).requests === 10)
  expect(await router.client.mirrored('app')).toMatchObject({
    requests: 10,
    failed: 0,
    statusDiffers: 10,
    bytesDiffer: 10,
  })
  expect(green.text.match(/GET \/\d/g)).toHaveLength(10)
  expect(green.text).not.toContain('POST')
  expect(blue.text.match(/GET \/\d/g)).toHaveLength(10)
  // What users saw is counted, what was thrown away is not.
  expect((await router.client.counters('app')).green.requests).toBe(0)
})

test('a copy that hangs, is refused or breaks off neither slows nor fails the original', async () => {
  const blue = await RawOrigin.start(answering(OK))
  const green = await RawOrigin.start((socket, received) => {
    if (received.startsWith('GET /break')) socket.destroy()
  })
  const router = await startTestRouter([blue.url], [green.url])
  cleanup.push(
    async () => await blue.stop(),
    async () => await green.stop(),
    async () => await router.stop(),
  )
  await router.client.putService('app', { epoch: 0, mirror: 10_000 })
  for (let i = 0; i < 100; i++) expect(await exchange(router.port, get('/hang'))).toMatch(/ok$/)
  for (let i = 0; i < 5; i++) expect(await exchange(router.port, get('/break'))).toMatch(/ok$/)
  await sleep(20)
  const mirrored = await router.client.mirrored('app')
  // No more than 64 hang at once; the others were not copied.
  expect(mirrored.dropped).toBe(41)
  expect((await router.client.counters('app')).blue).toMatchObject({ requests: 105, failed: 0 })
})
