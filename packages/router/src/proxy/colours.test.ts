import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RouterError } from '../errors.ts'
import { RawClient, exchange } from '../testing/raw-client.ts'
import { RawOrigin } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'

// Which colour a request goes to: by the switch, by weight, by who asks; and what waits while it is held.

let blue: RawOrigin
let green: RawOrigin
let router: TestRouter
let slowMs = 0
let together = 0
let mixed = 0
const inFlight = { blue: 0, green: 0 }

beforeAll(async () => {
  const start = (colour: 'blue' | 'green'): Promise<RawOrigin> =>
    RawOrigin.start((socket, received) => {
      if (!received.endsWith('\r\n\r\n')) return
      inFlight[colour]++
      together = Math.max(together, inFlight.blue + inFlight.green)
      if (inFlight.blue > 0 && inFlight.green > 0) mixed++
      setTimeout(() => {
        inFlight[colour]--
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${colour.length}\r\n\r\n${colour}`)
      }, slowMs)
    })
  blue = await start('blue')
  green = await start('green')
  router = await startTestRouter([blue.url], [green.url])
})
afterAll(async () => {
  await router.stop()
  await blue.stop()
  await green.stop()
})
beforeEach(async () => {
  slowMs = 0
  mixed = 0
  together = 0
  await router.client.putService('app', { epoch: 0, sticky: null, previewHosts: [] })
  await router.client.switch('app', { epoch: 0, to: 'blue' })
})

const colourOf = async (lines = '', host = 'a'): Promise<string> => {
  const text = await exchange(
    router.port,
    `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${lines}\r\n`,
  )
  return text.split('\r\n\r\n')[1] ?? ''
}

test('after a switch is acknowledged no request goes to the old colour', async () => {
  const client = await RawClient.open(router.port)
  for (const to of ['green', 'blue', 'green'] as const) {
    await router.client.switch('app', { epoch: 0, to })
    expect(await colourOf()).toBe(to)
    client.received = ''
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(await client.until(/blue$|green$/)).toMatch(new RegExp(`${to}$`))
  }
  client.destroy()
})

test('a split deals requests by weight', async () => {
  await router.client.split('app', { epoch: 0, blue: 7_500, green: 2_500 })
  const seen = await Promise.all(Array.from({ length: 400 }, () => colourOf()))
  const share = seen.filter((colour) => colour === 'green').length / 400
  // Six standard deviations wide: a wrong split fails, chance does not.
  expect(share).toBeGreaterThan(0.12)
  expect(share).toBeLessThan(0.38)
})

test.each([
  ['a header', { by: 'header', name: 'X-User' }, (user: number) => `X-User: ${user}\r\n`],
  [
    'a cookie',
    { by: 'cookie-value', name: 'session' },
    (user: number) => `Cookie: a=b; session=${user}\r\n`,
  ],
] as const)(
  'by %s users stay, and as the canary grows they only move to it',
  async (_, sticky, lines) => {
    await router.client.putService('app', { epoch: 0, sticky })
    const users = Array.from({ length: 60 }, (_, user) => user)
    let before: string[] = users.map(() => 'blue')
    for (const green of [1_000, 3_000, 6_000]) {
      await router.client.split('app', { epoch: 0, blue: 10_000 - green, green })
      const first = await Promise.all(users.map((user) => colourOf(lines(user))))
      const second = await Promise.all(users.map((user) => colourOf(lines(user))))
      expect(second).toEqual(first)
      for (const user of users) if (before[user] === 'green') expect(first[user]).toBe('green')
      before = first
    }
    expect(before).toContain('green')
    expect(before).toContain('blue')
  },
)

test('a signed cookie keeps a user, and a forged one is replaced', async () => {
  await router.client.putService('app', { epoch: 0, sticky: { by: 'cookie' } })
  await router.client.split('app', { epoch: 0, blue: 5_000, green: 5_000 })
  const ask = (cookie = ''): Promise<string> =>
    exchange(router.port, `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${cookie}\r\n`)
  for (let i = 0; i < 8; i++) {
    const first = await ask()
    const cookie = /Set-Cookie: (teal-app=\d+\.[\w-]{22}); Path=\/; .*HttpOnly/.exec(first)?.[1]
    expect(cookie).toBeDefined()
    const again = await ask(`Cookie: x=y; ${cookie}\r\n`)
    expect(again).not.toMatch(/Set-Cookie/)
    expect(again.split('\r\n\r\n')[1]).toBe(first.split('\r\n\r\n')[1])
  }
  expect(await ask('Cookie: teal-app=1.AAAAAAAAAAAAAAAAAAAAAA\r\n')).toMatch(
    /Set-Cookie: teal-app=/,
  )
})

test('testers see the idle colour by host, header or signed cookie, and nobody else does', async () => {
  await router.client.putService('app', {
    epoch: 0,
    previewHosts: ['green.example.com'],
    probeToken: 'let-me-see',
  })
  expect(await colourOf('', 'green.example.com:80')).toBe('green')
  expect(await colourOf('teal-preview: let-me-see\r\n')).toBe('green')
  expect(await colourOf('teal-preview: let-me-sea\r\n')).toBe('blue')
  const cookie = await router.client.preview('app', { ttlSeconds: 60 })
  expect(await colourOf(`Cookie: ${cookie.name}=${cookie.value}\r\n`)).toBe('green')
  expect(await colourOf(`Cookie: ${cookie.name}=9${cookie.value}\r\n`)).toBe('blue')
  expect(await colourOf()).toBe('blue')
  await router.client.switch('app', { epoch: 0, to: 'green' })
  expect(await colourOf('', 'green.example.com')).toBe('blue')
})

test('with hold and switch no two versions run at once, and nobody fails', async () => {
  slowMs = 30
  let stop = false
  const clients = Array.from({ length: 16 }, async (_, i) => {
    const seen: string[] = []
    await sleep(i * 3)
    while (!stop) seen.push(await colourOf())
    return seen
  })
  for (const to of ['green', 'blue', 'green', 'blue'] as const) {
    await sleep(50)
    await router.client.switch('app', { epoch: 0, to, hold: { deadlineMs: 2_000 } })
  }
  stop = true
  const seen = (await Promise.all(clients)).flat()
  expect(new Set(seen)).toEqual(new Set(['blue', 'green']))
  expect(together).toBeGreaterThan(4)
  expect(mixed).toBe(0)
})

test('without hold two versions do run at once, so the test above can fail', async () => {
  slowMs = 30
  let stop = false
  const clients = Array.from({ length: 16 }, async (_, i) => {
    await sleep(i * 3)
    while (!stop) await colourOf()
  })
  await sleep(80)
  await router.client.switch('app', { epoch: 0, to: 'green' })
  await sleep(80)
  stop = true
  await Promise.all(clients)
  expect(mixed).toBeGreaterThan(0)
})

test('what else is changed while a switch holds does not let requests through', async () => {
  slowMs = 300
  const first = colourOf()
  await waitFor('the request to arrive', () => inFlight.blue === 1)
  const hold = { deadlineMs: 2_000 }
  const switching = router.client.switch('app', { epoch: 0, to: 'green', hold })
  const again = router.client.switch('app', { epoch: 0, to: 'green', hold: { deadlineMs: 20 } })
  await expect(again).rejects.toMatchObject({ code: 'conflict' })
  await router.client.putService('app', { epoch: 0, mirror: 0 })
  const second = colourOf()
  await switching
  expect(await first).toBe('blue')
  expect(await second).toBe('green')
  expect(mixed).toBe(0)
})

test('a newer act ends a switch that holds, at once', async () => {
  await using own = await startTestRouter([blue.url], [green.url])
  slowMs = 400
  const slow = exchange(own.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  await waitFor('the request to arrive', () => inFlight.blue === 1)
  const hold = { deadlineMs: 60_000 }
  const switching = own.client.switch('app', { epoch: 1, to: 'green', hold })
  const refused = switching.then(
    () => 'switched',
    (error: unknown) => (error as RouterError).code,
  )
  await sleep(30)
  await own.client.switch('app', { epoch: 2, to: 'blue' })
  expect(await refused).toBe('stale-epoch')
  expect(inFlight.blue).toBe(1)
  expect(await slow).toMatch(/blue$/)
})

test('when the old colour does not finish in time nothing moves, and what waited goes on', async () => {
  slowMs = 600
  const first = colourOf()
  await waitFor('the request to arrive', () => inFlight.blue === 1)
  const switching = router.client.switch('app', {
    epoch: 0,
    to: 'green',
    hold: { deadlineMs: 100 },
  })
  await sleep(30)
  const second = colourOf()
  await expect(switching).rejects.toMatchObject({ code: 'conflict' })
  expect(await first).toBe('blue')
  expect(await second).toBe('blue')
  expect((await router.client.status()).services[0]).toMatchObject({ active: 'blue', hold: false })
})

test('a request that waits too long in a hold is answered 503', async () => {
  await router.client.putService('app', { epoch: 0, timeouts: { holdMs: 100 } })
  await router.client.hold('app', { epoch: 0, on: true })
  const text = await exchange(router.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(text).toMatch(/^HTTP\/1\.1 503 .*Retry-After: 1\r\n.*"error":"hold-timeout"/s)
  await router.client.hold('app', { epoch: 0, on: false })
  await router.client.putService('app', { epoch: 0, timeouts: { holdMs: 10_000 } })
})

test('a client that ends its side while its request is held is answered when the hold ends', async () => {
  await router.client.hold('app', { epoch: 0, on: true })
  const client = await RawClient.open(router.port)
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  client.end()
  await sleep(50)
  expect(client.received).toBe('')
  await router.client.hold('app', { epoch: 0, on: false })
  expect(await client.all()).toMatch(/200 OK.*blue$/s)
})

test('in maintenance users get 503 with Retry-After, health checks 200, and testers the application', async () => {
  await router.client.putService('app', {
    epoch: 0,
    health: { path: '/up', intervalMs: 60_000, timeoutMs: 1_000 },
    probeToken: 'let-me-see',
  })
  await router.client.maintenance('app', { epoch: 0, on: true })
  const ask = (path: string, lines = ''): Promise<string> =>
    exchange(router.port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${lines}\r\n`)
  expect(await ask('/')).toMatch(/^HTTP\/1\.1 503 .*Retry-After: 30\r\n/s)
  expect(await ask('/up')).toMatch(/^HTTP\/1\.1 200 /)
  expect(await ask('/', 'teal-preview: let-me-see\r\n')).toMatch(/green$/)
  await router.client.maintenance('app', { epoch: 0, on: false })
  await router.client.putService('app', { epoch: 0, health: null })
  expect(await ask('/')).toMatch(/blue$/)
})

test('a drain waits for requests, then says so; at its deadline it closes what is left', async () => {
  slowMs = 200
  const first = colourOf()
  await waitFor('the request to arrive', () => inFlight.blue === 1)
  await expect(
    router.client.drain('app', { epoch: 0, colour: 'blue', deadlineMs: 10 }),
  ).rejects.toMatchObject({ code: 'conflict' })
  await router.client.switch('app', { epoch: 0, to: 'green' })
  expect(await router.client.drain('app', { epoch: 0, colour: 'blue', deadlineMs: 5_000 })).toEqual(
    {
      inFlight: 0,
      closed: 0,
    },
  )
  expect(inFlight.blue).toBe(0)
  expect(await first).toBe('blue')
  const second = colourOf()
  await waitFor('the request to arrive', () => inFlight.green === 1)
  await router.client.switch('app', { epoch: 0, to: 'blue' })
  expect(await router.client.drain('app', { epoch: 0, colour: 'green', deadlineMs: 20 })).toEqual({
    inFlight: 0,
    closed: 1,
  })
  expect(await second).toBe('')
})

test('a router that comes back is on the colour it was on, with an epoch that refuses older acts', async () => {
  const { startRouter } = await import('../run-router.ts')
  const { connectRouter } = await import('../client.ts')
  await using first = await startTestRouter([blue.url], [green.url])
  await first.client.switch('app', { epoch: 7, to: 'green' })
  const options = {
    listen: { host: '127.0.0.1', port: 0 },
    admin: { socket: `${first.socket}2` },
    statePath: `${first.directory}/state.json`,
  }
  const second = await startRouter(options)
  const client = connectRouter(options.admin.socket)
  const port = Number(second.listen.split(':').at(-1))
  expect(await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(
    /green$/,
  )
  await expect(client.switch('app', { epoch: 6, to: 'blue' })).rejects.toMatchObject({
    code: 'stale-epoch',
    status: 409,
    epoch: 7,
  })
  client.close()
  await second.close()
})

test('instances that are no plain addresses are refused, and nothing changes', async () => {
  const body = { epoch: 0, release: 'v3', instances: ['http://x/path'] }
  await expect(router.client.putColour('app', 'green', body)).rejects.toMatchObject({
    code: 'bad-request',
    field: 'instances[0]',
  })
  expect((await router.client.status()).services[0]?.colours.green.release).toBe('v2')
})

test('a drain ends WebSockets and event streams properly, spread over its time', async () => {
  const frame = '\x81\x02hi'
  const origin = await RawOrigin.start((socket, received) => {
    if (!received.endsWith('\r\n\r\n')) return
    socket.write(
      received.includes('websocket')
        ? `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${frame}`
        : 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ndata: 1\n\r\n',
      'latin1',
    )
  })
  await router.client.putColour('app', 'green', {
    epoch: 0,
    release: 'v2',
    instances: [origin.url],
  })
  await router.client.switch('app', { epoch: 0, to: 'green' })
  const clients = await Promise.all(Array.from({ length: 20 }, () => RawClient.open(router.port)))
  const ends: number[] = []
  const started = performance.now()
  for (const [i, client] of clients.entries()) {
    const upgrade = i % 2 === 0 ? 'Connection: Upgrade\r\nUpgrade: websocket\r\n' : ''
    client.send(`GET / HTTP/1.1\r\nHost: a\r\n${upgrade}\r\n`)
    await client.until(i % 2 === 0 ? /hi$/ : /data: 1\n\r\n$/)
    client.socket.once('end', () => ends.push(performance.now() - started))
  }
  await router.client.switch('app', { epoch: 0, to: 'blue' })
  const drained = await router.client.drain('app', { epoch: 0, colour: 'green', deadlineMs: 1_000 })
  expect(drained).toEqual({ inFlight: 0, closed: 0 })
  for (const [i, client] of clients.entries())
    expect((await client.all()).slice(-6)).toBe(i % 2 === 0 ? 'hi\x88\x02\x03\xe9' : '\n0\r\n\r\n')
  // Not all at once: the ends lie apart.
  expect(Math.max(...ends) - Math.min(...ends)).toBeGreaterThan(300)
  await router.client.putColour('app', 'green', { epoch: 0, release: 'v2', instances: [green.url] })
  await origin.stop()
})
