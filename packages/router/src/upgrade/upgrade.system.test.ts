import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCrowd } from '../testing/crowd.ts'
import { RawClient } from '../testing/raw-client.ts'
import { RawOrigin, answering } from '../testing/raw-origin.ts'
import { startRouterProcess, type RouterProcess } from '../testing/router-process.ts'

let blue: RawOrigin
let green: RawOrigin
let router: RouterProcess

beforeAll(async () => {
  blue = await RawOrigin.start(answering('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nblue'))
  green = await RawOrigin.start(answering('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ngreen'))
  router = await startRouterProcess(blue.url, green.url, ['--threads', '2'])
})
afterAll(async () => {
  await router.stop()
  await blue.stop()
  await green.stop()
})

test('new processes take over under load and no request is lost', async () => {
  const keeping = startCrowd({ port: router.port, clients: 24, requestsPerConnection: 1_000 })
  const coming = startCrowd({ port: router.port, clients: 8, requestsPerConnection: 1 })
  const pids = new Set<number>()
  for (let i = 0; i < 4; i++) {
    pids.add((await router.client.status()).pid)
    const { pid } = await router.client.upgrade()
    expect((await router.client.status()).pid).toBe(pid)
  }
  await keeping.stop()
  await coming.stop()
  expect(pids.size).toBe(4)
  expect(keeping.failures).toEqual([])
  expect(coming.failures).toEqual([])
  expect(keeping.requests).toBeGreaterThan(100)
  expect(coming.requests).toBeGreaterThan(100)
})

test('what the old process still has follows a switch made at the new one', async () => {
  const client = await RawClient.open(router.port)
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await client.until(/blue$/)
  await router.client.upgrade()
  await router.client.switch('default', { epoch: 1, to: 'green' })
  client.received = ''
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(await client.all()).toMatch(/Connection: close\r\n.*green$/s)
})
