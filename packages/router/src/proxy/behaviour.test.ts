import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@teal/testing/wait'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { RawClient, exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, answering, type Script } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'

// What RFC 9110 and 9112 ask of a gateway, seen from both ends on real sockets.

let router: TestRouter
const origins: RawOrigin[] = []

beforeAll(async () => {
  router = await startTestRouter([])
})
afterAll(async () => {
  await router.stop()
})
afterEach(async () => {
  for (const origin of origins.splice(0)) await origin.stop()
})

/** Makes origins that follow these scripts the blue instances. */
async function blue(...scripts: Script[]): Promise<RawOrigin> {
  const started = await Promise.all(scripts.map((script) => RawOrigin.start(script)))
  origins.push(...started)
  const instances = started.map((origin) => origin.url)
  await router.client.putColour('app', 'blue', { epoch: 0, release: 'v1', instances })
  await router.client.switch('app', { epoch: 0, to: 'blue' })
  return started[0] as RawOrigin
}

const get = (target = '/', lines = ''): string =>
  `GET ${target} HTTP/1.1\r\nHost: a\r\n${lines}\r\n`
const last = (target = '/', lines = ''): string => get(target, `Connection: close\r\n${lines}`)

test('the answer to HEAD has the length and no body', async () => {
  await blue(answering('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n'))
  const client = await RawClient.open(router.port)
  client.send(
    'HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  )
  const text = await client.all()
  expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  expect(text.match(/Content-Length: 500/g)).toHaveLength(2)
})

test.each([
  ['204', 'HTTP/1.1 204 No Content\r\n\r\n'],
  ['304 with a length', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n'],
  ['a length of 0', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
])('%s ends with its head, and the connections go on', async (_, answer) => {
  const origin = await blue(answering(answer))
  const text = await exchange(router.port, get() + get() + last())
  expect(text.match(/HTTP\/1\.1 [23]0/g)).toHaveLength(3)
  expect(origin.connections).toBe(1)
})

test('100-continue goes both ways before the body does', async () => {
  const origin = await blue((socket, received) => {
    if (received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    if (received.endsWith('body')) socket.write(OK)
  })
  const client = await RawClient.open(router.port)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n')
  await client.until(/100 Continue\r\n\r\n$/)
  expect(origin.text).toMatch(/\r\nExpect: 100-continue\r\n/)
  client.send('body')
  await client.until(/200 OK\r\n.*ok$/s)
  client.destroy()
})

test('103 is passed on to HTTP/1.1 and not to HTTP/1.0', async () => {
  await blue(answering(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}`))
  expect(await exchange(router.port, last())).toMatch(/^HTTP\/1.1 103 .*HTTP\/1.1 200 .*ok$/s)
  expect(await exchange(router.port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 .*ok$/s)
})

test('chunks, extensions and trailers arrive as they were sent, cut anywhere', async () => {
  const body = '5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n'
  const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`
  const origin = await blue((socket, received) => {
    if (!received.endsWith(body)) return
    void (async () => {
      for (const byte of answer) {
        socket.write(byte)
        await sleep(0)
      }
    })()
  })
  const client = await RawClient.open(router.port)
  for (const byte of `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${body}`) {
    client.send(byte)
    await sleep(0)
  }
  const text = await client.until(/X-Sum: 1\r\n\r\n$/)
  expect(text.endsWith(`\r\n\r\n${body}`)).toBe(true)
  expect(origin.text.endsWith(`\r\n\r\n${body}`)).toBe(true)
  client.send(last())
  await waitFor('the next request', () => origin.text.includes('GET / HTTP/1.1'))
  expect(origin.connections).toBe(1)
  client.destroy()
})

test('pipelined requests are answered in order', async () => {
  await blue((socket, received) => {
    const path = /GET (\/\d) (?![^]*GET)/.exec(received)?.[1] ?? ''
    setTimeout(
      () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n${path}`),
      path === '/1' ? 30 : 0,
    )
  })
  const text = await exchange(router.port, get('/1') + get('/2') + last('/3'))
  expect(text.match(/\/\d/g)?.filter((path) => path !== '/1.')).toEqual(
    expect.arrayContaining(['/1', '/2', '/3']),
  )
  expect(text.replace(/HTTP\/1\.1/g, '').match(/\/\d/g)).toEqual(['/1', '/2', '/3'])
})

test('absolute-form and * are understood, and the target overrules Host', async () => {
  const origin = await blue(answering(OK))
  await exchange(
    router.port,
    'GET http://b.example/x?y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  )
  expect(origin.received[0]).toMatch(/^GET \/x\?y HTTP\/1\.1\r\n/)
  expect(origin.received[0]).toMatch(/\r\nHost: b\.example\r\n/)
  expect(origin.received[0]).not.toMatch(/Host: a\r\n/)
  await exchange(router.port, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  expect(origin.text).toContain('OPTIONS * HTTP/1.1\r\n')
})

test('hop-by-hop fields end here, both ways, and those that Connection names', async () => {
  const origin = await blue(
    answering(
      'HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Secret\r\nKeep-Alive: timeout=5\r\nX-Secret: 1\r\nX-Kept: 1\r\nContent-Length: 0\r\n\r\n',
    ),
  )
  const text = await exchange(
    router.port,
    last(
      '/',
      'Connection: x-hop\r\nX-Hop: 1\r\nKeep-Alive: 1\r\nTE: trailers\r\nProxy-Connection: x\r\nUpgrade: x\r\nX-Kept: 1\r\n',
    ),
  )
  expect(origin.text).toMatch(/X-Kept: 1/)
  expect(origin.text).not.toMatch(/^(Connection|X-Hop|Keep-Alive|TE|Proxy-Connection|Upgrade):/im)
  expect(text).toMatch(/X-Kept: 1/)
  expect(text).toMatch(/\r\nConnection: close\r\n/)
  expect(text).not.toMatch(/X-Secret|Keep-Alive/i)
})

test('Connection cannot remove Host or framing', async () => {
  const origin = await blue((socket, received) => {
    if (received.endsWith('body')) socket.write(OK)
  })
  await exchange(
    router.port,
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: close, host, content-length\r\nContent-Length: 4\r\n\r\nbody',
  )
  expect(origin.text).toMatch(/\r\nHost: a\r\n/)
  expect(origin.text).toMatch(/\r\nContent-Length: 4\r\n/)
})

test('who asked is told to the origin, and what the client claims is not believed', async () => {
  const origin = await blue(answering(OK))
  await exchange(
    router.port,
    last(
      '/',
      'X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\nX-Request-Id: mine\r\n' +
        'X-Forwarded-Prefix: /6.6.6.6\r\nx_forwarded_for: 6.6.6.6\r\nX-Forwarded-Tls-Client-Cert: mine\r\n',
    ),
  )
  expect(origin.text).toMatch(/\r\nX-Forwarded-For: 127\.0\.0\.1\r\n/)
  expect(origin.text).toMatch(/\r\nX-Forwarded-Proto: http\r\n/)
  expect(origin.text).toMatch(/\r\nX-Forwarded-Host: a\r\n/)
  expect(origin.text).toMatch(/\r\nX-Request-Id: [0-9a-f]{16}-[0-9a-f]+\r\n/)
  expect(origin.text).toMatch(/\r\nVia: 1\.1 teal\r\n/)
  expect(origin.text).not.toMatch(/6\.6\.6\.6|mine/)
})

test('an early answer to an unfinished upload arrives whole, then the connection ends', async () => {
  const origin = await blue((socket, received) => {
    if (received.includes('\r\n\r\n') && !received.includes('later'))
      socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!')
  })
  const client = await RawClient.open(router.port)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\npart')
  await client.until(/no!$/)
  client.send('more and later')
  const text = await client.all()
  expect(text).toMatch(/^HTTP\/1\.1 413 .*Connection: close\r\n.*no!$/s)
  expect(origin.connections).toBe(1)
})

test('a client that has ended its side still gets its answer', async () => {
  await blue((socket) => {
    setTimeout(() => socket.write(OK), 50)
  })
  const client = await RawClient.open(router.port)
  client.send(get())
  client.end()
  expect(await client.all()).toMatch(/200 OK.*ok$/s)
})

test('an answer that ends with its connection is passed on to its end', async () => {
  await blue((socket) => {
    socket.end('HTTP/1.1 200 OK\r\n\r\nall of it')
  })
  expect(await exchange(router.port, get())).toMatch(/Connection: close\r\n\r\nall of it$/)
})

test('an answer that breaks off is not made to look whole', async () => {
  const before = (await router.client.counters('app')).blue.failed
  await blue((socket) => {
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')
  })
  const text = await exchange(router.port, get())
  expect(text).toMatch(/Content-Length: 100\r\n\r\nhalf$/)
  expect((await router.client.counters('app')).blue.failed - before).toBe(1)
})

test.each([
  ['by nothing but its end', '1.1', 'Connection: close\r\n\r\nhalf'],
  ['by chunks that the client cannot read', '1.0', 'Transfer-Encoding: chunked\r\n\r\n8\r\nhalf'],
])('nor is one that is framed %s', async (_, version, rest) => {
  await blue((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${rest}`)
    setTimeout(() => socket.resetAndDestroy(), 50)
  })
  const client = await RawClient.open(router.port)
  const ended = new Promise((resolve) => {
    client.socket.once('end', () => resolve('as if it were whole'))
    client.socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  client.send(`GET / HTTP/${version}\r\nHost: a\r\n\r\n`)
  await client.until(/half$/)
  expect(await ended).toBe('ECONNRESET')
})

test('HTTP/1.0 gets no chunks, and keep-alive only when it asks', async () => {
  await blue(
    answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'),
  )
  const text = await exchange(router.port, 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
  expect(text).toMatch(/Connection: close\r\n\r\nhello$/)
  expect(text).not.toMatch(/chunked/)
  await blue(answering(OK))
  const client = await RawClient.open(router.port)
  client.send('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
  await client.until(/Connection: keep-alive\r\n\r\nok$/)
  client.send('GET / HTTP/1.0\r\n\r\n')
  expect(await client.all()).toMatch(/Connection: close\r\n\r\nok$/)
})

test('an upgrade becomes a tunnel, both ways, until one side ends', async () => {
  const origin = await blue((socket, received) => {
    if (received.endsWith('\r\n\r\n'))
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst',
      )
    else socket.write('echo')
  })
  const client = await RawClient.open(router.port)
  client.send(get('/', 'Connection: Upgrade\r\nUpgrade: echo\r\n'))
  await client.until(/101 .*Connection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst$/s)
  expect(origin.text).toMatch(/Connection: Upgrade\r\nUpgrade: echo\r\n/)
  expect((await router.client.status()).services[0]?.colours.blue.inFlight).toBe(1)
  client.send('\x00\xffanything')
  await client.until(/firstecho$/)
  expect(origin.text.endsWith('\x00\xffanything')).toBe(true)
  client.end()
  await client.all()
  await waitFor('nothing in flight', async () => {
    return (await router.client.status()).services[0]?.colours.blue.inFlight === 0
  })
})

test.each([
  ['HTTP/2 in plain text', '1.1', 'Upgrade: h2c\r\n'],
  ['HTTP/2 among others', '1.1', 'Upgrade: websocket, H2C\r\n'],
  ['anything, in HTTP/1.0', '1.0', 'Upgrade: websocket\r\n'],
])('an upgrade to %s is not asked for, and the request is served', async (_, version, lines) => {
  const origin = await blue(answering(OK))
  const text = await exchange(
    router.port,
    `GET / HTTP/${version}\r\nHost: a\r\nConnection: upgrade, close\r\n${lines}\r\n`,
  )
  expect(text).toMatch(/^HTTP\/1\.1 200 .*ok$/s)
  expect(origin.text).not.toMatch(/upgrade/i)
})

test('a large body arrives unchanged both ways though the client reads slowly', async () => {
  const body = randomBytes(3_000_000)
  const hash = createHash('sha256').update(body).digest('hex')
  let got = 0
  await blue((socket, received) => {
    got = received.length
    const at = received.indexOf('\r\n\r\n') + 4
    if (received.length - at < body.length) return
    const sum = createHash('sha256')
      .update(Buffer.from(received.slice(at), 'latin1'))
      .digest('hex')
    socket.write(`HTTP/1.1 200 OK\r\nX-Sum: ${sum}\r\nContent-Length: ${body.length}\r\n\r\n`)
    socket.write(body)
  })
  const client = await RawClient.open(router.port)
  client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`)
  client.send(body)
  client.socket.pause()
  await waitFor('the upload', () => got >= body.length)
  await sleep(100)
  client.socket.resume()
  await waitFor('the download', () => client.received.length > body.length)
  const [head, ...rest] = client.received.split('\r\n\r\n')
  expect(head).toContain(`X-Sum: ${hash}`)
  const answered = createHash('sha256').update(Buffer.from(rest.join('\r\n\r\n'), 'latin1'))
  expect(answered.digest('hex')).toBe(hash)
  client.destroy()
})

test('a request that is safe to repeat goes to another instance, once, when one breaks off', async () => {
  const breaks: Script = (socket) => socket.destroy()
  await blue(breaks, answering(OK))
  const before = (await router.client.counters('app')).blue
  for (let i = 0; i < 20; i++) expect(await exchange(router.port, last())).toMatch(/200 OK/)
  const after = (await router.client.counters('app')).blue
  expect(after.requests - before.requests).toBe(20)
  expect(after.failed - before.failed).toBe(0)
})

test('a request that is not safe to repeat is answered 502 and never sent twice', async () => {
  const breaks: Script = (socket) => socket.destroy()
  await blue(breaks, breaks)
  const text = await exchange(
    router.port,
    'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi',
  )
  expect(text).toMatch(/^HTTP\/1\.1 502 /)
  expect(text).toMatch(/"error":"instance-closed".*"requestId":"[0-9a-f]{16}-/)
  expect(origins.reduce((sum, origin) => sum + origin.connections, 0)).toBe(1)
})

test('an instance that cannot be reached is passed over, also for a POST', async () => {
  const gone = await RawOrigin.start(answering(OK))
  const origin = await blue((socket, received) => {
    if (received.endsWith('hi')) socket.write(OK)
  })
  await gone.stop()
  await router.client.putColour('app', 'blue', {
    epoch: 0,
    release: 'v1',
    instances: [gone.url, origin.url],
  })
  for (let i = 0; i < 10; i++) {
    const text = await exchange(
      router.port,
      'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi',
    )
    expect(text).toMatch(/200 OK/)
  }
})

test('when no instance can be reached the answer says which and why', async () => {
  const gone = await blue(answering(OK))
  await gone.stop()
  origins.length = 0
  const text = await exchange(router.port, last())
  expect(text).toMatch(/^HTTP\/1\.1 502 /)
  expect(text).toContain('"error":"instance-unreachable"')
  expect(text).toContain('ECONNREFUSED')
  expect(text).toContain(gone.url.slice('http://'.length))
})

test('an instance that does not answer in time is answered for with 504', async () => {
  await blue(() => {})
  await router.client.putService('app', { epoch: 0, timeouts: { responseMs: 50 } })
  const text = await exchange(router.port, last())
  await router.client.putService('app', { epoch: 0, timeouts: { responseMs: 60_000 } })
  expect(text).toMatch(/^HTTP\/1\.1 504 .*"error":"instance-timeout"/s)
})

test('a head that trickles is ended with 408', async () => {
  await using hasty = await startTestRouter([], [], { limits: { headMs: 100 } })
  const client = await RawClient.open(hasty.port)
  client.send('GET / HTTP/1.1\r\nHo')
  expect(await client.all()).toMatch(/^HTTP\/1\.1 408 .*Connection: close/s)
})

test('an idle connection is ended without a word', async () => {
  await using hasty = await startTestRouter([], [], { limits: { idleMs: 100 } })
  const client = await RawClient.open(hasty.port)
  expect(await client.all()).toBe('')
})

test('a probe with the token is told colour and release; without it nothing is added', async () => {
  const origin = await blue(answering(OK))
  await router.client.putService('app', { epoch: 0, probeToken: 'let-me-see' })
  await router.client.putColour('app', 'green', {
    epoch: 0,
    release: 'v2',
    instances: [origin.url],
  })
  const told = await exchange(router.port, last('/', 'teal-probe: let-me-see\r\n'))
  expect(told).toMatch(/teal-colour: blue\r\nteal-release: v1\r\n/)
  const green = await exchange(
    router.port,
    last('/', 'teal-probe: let-me-see\r\nteal-probe-colour: green\r\n'),
  )
  expect(green).toMatch(/teal-colour: green\r\nteal-release: v2\r\n/)
  const wrong = await exchange(
    router.port,
    last('/', 'teal-probe: let-me-sea\r\nteal-probe-colour: green\r\n'),
  )
  expect(wrong).not.toMatch(/teal-/)
  expect(await exchange(router.port, last())).not.toMatch(/teal-/)
  expect(origin.text).not.toMatch(/teal-probe|let-me/)
})

test('a service is found by host and longest path; nobody is answered 404', async () => {
  const origin = await blue(answering(OK))
  const shop = await RawOrigin.start(answering('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nshop'))
  origins.push(shop)
  await router.client.putService('app', { epoch: 0, hosts: ['a.example', '*.b.example'] })
  await router.client.putService('shop', { epoch: 0, hosts: ['a.example'], paths: ['/shop'] })
  await router.client.putColour('shop', 'green', { epoch: 0, release: 's', instances: [shop.url] })
  await router.client.switch('shop', { epoch: 0, to: 'green' })
  const ask = (host: string, path: string): Promise<string> =>
    exchange(router.port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  expect(await ask('A.example:8080', '/')).toMatch(/ok$/)
  expect(await ask('a.example', '/shop?x')).toMatch(/shop$/)
  expect(await ask('a.example', '/shop/1')).toMatch(/shop$/)
  expect(await ask('a.example', '/shopping')).toMatch(/ok$/)
  expect(await ask('x.b.example', '/')).toMatch(/ok$/)
  expect(await ask('b.example', '/')).toMatch(/^HTTP\/1\.1 404 .*"error":"no-service"/s)
  await expect(
    router.client.putService('thief', { epoch: 0, hosts: ['A.EXAMPLE'] }),
  ).rejects.toMatchObject({ code: 'conflict', status: 409 })
  expect(origin.connections).toBeGreaterThan(0)
  await router.client.putService('app', { epoch: 0, hosts: [] })
})

test('a body that trickles is ended with 408, and the instance is not left with half of it', async () => {
  const origin = await blue(() => {})
  await router.client.putService('app', { epoch: 0, timeouts: { bodyMs: 100 } })
  const client = await RawClient.open(router.port)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\npart')
  expect(await client.all()).toMatch(/^HTTP\/1\.1 408 .*Connection: close/s)
  expect(origin.text).toMatch(/part$/)
  await router.client.putService('app', { epoch: 0, timeouts: { bodyMs: 60_000 } })
})

test('an event stream may be silent for longer than a body', async () => {
  await blue((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n')
    setTimeout(() => socket.end('data: 2\n\n'), 900)
  })
  await router.client.putService('app', { epoch: 0, timeouts: { bodyMs: 100, responseMs: 100 } })
  expect(await exchange(router.port, get())).toMatch(/data: 1\n\ndata: 2\n\n$/)
  await router.client.putService('app', {
    epoch: 0,
    timeouts: { bodyMs: 60_000, responseMs: 60_000 },
  })
})

test('connections beyond the limit are closed, and those within it go on', async () => {
  const origin = await blue(answering(OK))
  await using small = await startTestRouter([origin.url], [], {
    limits: { connectionsPerWorker: 2 },
  })
  const clients = [await RawClient.open(small.port), await RawClient.open(small.port)]
  for (const client of clients) {
    client.send(get())
    await client.until(/ok$/)
  }
  const third = await RawClient.open(small.port)
  expect(await third.all()).toBe('')
  clients[0]?.send(last())
  expect(await clients[0]?.all()).toMatch(/ok$/)
  for (const client of clients) client.destroy()
})
