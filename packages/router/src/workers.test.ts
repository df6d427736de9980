import { once } from 'node:events'
import { createServer } from 'node:net'
import { waitFor } from '@teal/testing/wait'
import { expect, test } from 'vitest'
import { NO_PEER_SETTINGS } from './peer/peer.ts'
import { Router } from './router.ts'
import { DEFAULT_CLIENT_LIMITS } from './services/settings.ts'
import { RawClient, exchange } from './testing/raw-client.ts'
import { RawOrigin } from './testing/raw-origin.ts'

async function startThreads(threads: number): Promise<Router> {
  const router = new Router({
    host: '127.0.0.1',
    port: 0,
    threads,
    statePath: null,
    limits: DEFAULT_CLIENT_LIMITS,
    accessLog: null,
    peers: NO_PEER_SETTINGS,
    proxyProtocol: false,
    tls: null,
    acme: null,
    predecessor: null,
  })
  await router.start()
  return router
}

test('a worker that dies is replaced, the others go on, and its numbers are forgotten', async () => {
  const origin = await RawOrigin.start((socket, received) => {
    if (received.startsWith('GET /now'))
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
  })
  const router = await startThreads(2)
  await router.putService('app', 0, {})
  await router.putColour('app', 'blue', 0, 'v1', [origin.url])
  await router.switch('app', 0, 'blue')
  const port = Number(router.listen.split(':').at(-1))
  const inFlight = (): number => router.status().services[0]?.colours.blue.inFlight ?? 0

  // Requests that never end, spread by the kernel over both workers.
  const clients = await Promise.all(Array.from({ length: 24 }, () => RawClient.open(port)))
  for (const client of clients) client.send('GET /never HTTP/1.1\r\nHost: a\r\n\r\n')
  await waitFor('all requests to be under way', () => inFlight() === 24)
  await router['workers']['members'][0]?.thread.terminate()

  const isCut = (client: RawClient): boolean => client.closed || client.socket.readableEnded
  await waitFor('its clients to notice', () => clients.some(isCut))
  const left = clients.filter((client) => !isCut(client)).length
  expect(left).toBeGreaterThan(0)
  await waitFor('its numbers to go', () => inFlight() === left)
  // The replacement listens, and knows what is in force.
  await waitFor('the replacement', () => router['workers']['members'][0]?.dead === false)
  await router.putColour('app', 'blue', 1, 'v2', [origin.url])
  const now = 'GET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
  for (let i = 0; i < 20; i++) expect(await exchange(port, now)).toMatch(/^HTTP\/1\.1 200 /)

  for (const client of clients) client.destroy()
  await router.close(100, 0)
  await origin.stop()
}, 20_000)

test('a replacement that cannot listen is replaced until one can', async () => {
  const router = await startThreads(1)
  const port = Number(router.listen.split(':').at(-1))
  const members = router['workers']['members']
  const first = members[0]
  await first?.thread.terminate()
  const intruder = createServer().listen(port, '127.0.0.1')
  await once(intruder, 'listening')
  await waitFor('a replacement', () => members[0] !== first)
  await expect(members[0]?.listening).rejects.toThrow(/EADDRINUSE/)
  intruder.close()
  await waitFor('one that listens', async () => {
    const answer = await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    return answer.includes('no-service')
  })
  await router.close(100, 0)
}, 20_000)
