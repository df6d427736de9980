import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificate } from '@teal/testing/certificates'
import { waitFor } from '@teal/testing/wait'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { OK, RawOrigin, answering, type Script } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'

let directory: string
let router: TestRouter
let port: number
const origins: RawOrigin[] = []
const sessions: ClientHttp2Session[] = []

async function start(): Promise<[TestRouter, number]> {
  const files = makeCertificate(directory, 'a', ['a.example'])
  const started = await startTestRouter([], [], {
    closeDeadlineMs: 1_500,
    tls: { listen: { host: '127.0.0.1', port: 0 }, certificates: [files], redirectPort: null },
  })
  return [started, Number(started.running.tlsListen?.split(':').at(-1))]
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'teal-http2-'))
  ;[router, port] = await start()
})
afterAll(async () => {
  await router.stop()
  rmSync(directory, { recursive: true, force: true })
})
afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy()
  for (const origin of origins.splice(0)) await origin.stop()
})

async function blue(script: Script, at: TestRouter = router): Promise<RawOrigin> {
  const origin = await RawOrigin.start(script)
  origins.push(origin)
  await at.client.putColour('app', 'blue', { epoch: 0, release: 'v1', instances: [origin.url] })
  await at.client.switch('app', { epoch: 0, to: 'blue' })
  return origin
}

function open(to = port): ClientHttp2Session {
  const session = connect(`https://127.0.0.1:${to}`, {
    rejectUnauthorized: false,
    servername: 'a.example',
  })
  session.on('error', () => {
    // Tests look at what became of their streams.
  })
  sessions.push(session)
  return session
}

type Answer = {
  headers: IncomingHttpHeaders
  body: string
  trailers: IncomingHttpHeaders
  interim: (number | undefined)[]
  error: string | null
}

async function answerTo(stream: ClientHttp2Stream): Promise<Answer> {
  const answer: Answer = { headers: {}, body: '', trailers: {}, interim: [], error: null }
  stream.setEncoding('latin1')
  stream.on('headers', (headers) => answer.interim.push(headers[':status']))
  stream.on('response', (headers) => {
    answer.headers = headers
  })
  stream.on('trailers', (trailers) => {
    answer.trailers = trailers
  })
  stream.on('data', (text: string) => {
    answer.body += text
  })
  stream.on('error', (error: NodeJS.ErrnoException) => {
    answer.error = error.message
  })
  await new Promise<void>((resolve) => {
    stream.on('close', () => resolve())
  })
  return answer
}

async function ask(headers: OutgoingHttpHeaders, body?: string | Buffer): Promise<Answer> {
  const stream = open().request(headers, { endStream: body === undefined })
  if (body !== undefined) stream.end(body)
  return await answerTo(stream)
}

test.each([
  ['te', 'TE: gzip', undefined],
  ['http2-settings', 'HTTP2-Settings: AAMAAABk', undefined],
  ['proxy-connection', 'Proxy-Connection: keep-alive', undefined],
  ['constructor', 'Constructor: a\r\nConstructor: b', 'a, b'],
  ['__proto__', '__proto__: a', 'a'],
  ['etag', 'ETag: a\r\nETag: b', 'a'],
  ["a'b", "a'b: \xe9", '\xe9'],
])('an instance may say %s in its answer, and before it', async (name, lines, received) => {
  await blue(
    answering(
      `HTTP/1.1 103 Early Hints\r\n${lines}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n${lines}\r\n\r\nok`,
    ),
  )
  const { headers, body, error } = await ask({ ':path': '/' })
  expect({ status: headers[':status'], body, error }).toEqual({
    status: 200,
    body: 'ok',
    error: null,
  })
  expect(new Map(Object.entries(headers)).get(name)).toEqual(received)
})

test('a request becomes HTTP/1.1 for the instance, and its answer HTTP/2 for the client', async () => {
  const origin = await blue(
    answering(
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x-hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nX-A: 1\r\nX-A: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nok',
    ),
  )
  const { headers, body } = await ask({
    ':path': '/x?y=z',
    ':authority': 'a.example',
    cookie: ['a=1', 'b=2'],
    te: 'trailers',
  })
  expect(body).toBe('ok')
  expect(headers).toMatchObject({
    ':status': 200,
    'content-length': '2',
    'x-a': '1, 2',
    'set-cookie': ['a=1', 'b=2'],
  })
  expect(Object.keys(headers)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(connection|keep-alive|x-hop)$/)]),
  )
  expect(origin.text).toMatch(/^GET \/x\?y=z HTTP\/1\.1\r\nhost: a\.example\r\n/)
  expect(origin.text).toMatch(/\r\ncookie: a=1; b=2\r\n/)
  expect(origin.text).toMatch(/\r\nX-Forwarded-Proto: https\r\n/)
  expect(origin.text).not.toMatch(/\r\nte:/i)
})

test('many streams on one connection are answered each with its own', async () => {
  await blue((socket, received) => {
    if (!received.endsWith('\r\n\r\n')) return
    const path = received.split('\r\n\r\n').at(-2)?.split(' ')[1] ?? ''
    setTimeout(
      () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${path.length}\r\n\r\n${path}`),
      Math.random() * 20,
    )
  })
  const session = open()
  const paths = Array.from({ length: 100 }, (_, i) => `/${i}`)
  const answers = await Promise.all(
    paths.map((path) => answerTo(session.request({ ':path': path }))),
  )
  expect(answers.map(({ body }) => body)).toEqual(paths)
  const { blue: counted } = await router.client.counters('app')
  expect(counted.requests).toBeGreaterThanOrEqual(100)
  expect(counted.inFlight).toBe(0)
})

test('bodies with and without a length arrive unchanged, both ways', async () => {
  const body = randomBytes(2_000_000)
  const hash = createHash('sha256').update(body).digest('hex')
  const echo: Script = (socket, received) => {
    const at = received.indexOf('\r\n\r\n') + 4
    if (at < 4) return
    const isChunked = /transfer-encoding: chunked/i.test(received.slice(0, at))
    if (isChunked ? !received.endsWith('0\r\n\r\n') : received.length - at < body.length) return
    const bytes = Buffer.from(
      isChunked ? dechunked(received.slice(at)) : received.slice(at),
      'latin1',
    )
    const size = bytes.length.toString(16)
    const sum = createHash('sha256').update(bytes).digest('hex')
    socket.write(
      `HTTP/1.1 200 OK\r\nConnection: close\r\nX-Sum: ${sum}\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n`,
    )
    socket.write(bytes)
    socket.write('\r\n0\r\n\r\n')
  }
  await blue(echo)
  for (const headers of [{}, { 'content-length': String(body.length) }]) {
    const answer = await ask({ ':method': 'POST', ':path': '/', ...headers }, body)
    expect(answer.headers['x-sum']).toBe(hash)
    expect(createHash('sha256').update(Buffer.from(answer.body, 'latin1')).digest('hex')).toBe(hash)
  }
})

function dechunked(text: string): string {
  let out = ''
  let at = 0
  for (;;) {
    const line = text.indexOf('\r\n', at)
    const size = Number.parseInt(text.slice(at, line), 16)
    if (size === 0) return out
    out += text.slice(line + 2, line + 2 + size)
    at = line + 2 + size + 2
  }
}

test('HEAD, 204 and 304 have no body; interim answers and trailers pass, both ways', async () => {
  const origin = await blue((socket, received) => {
    if (received.startsWith('HEAD') && received.endsWith('\r\n\r\n'))
      socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n')
    else if (received.startsWith('DELETE'))
      socket.write('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
    else if (received.startsWith('POST') && received.endsWith('x-sum: 1\r\n\r\n'))
      socket.write(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTrailer: x-t\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-T: 1\r\n\r\n',
      )
  })
  const head = await ask({ ':method': 'HEAD', ':path': '/' })
  expect(head.headers).toMatchObject({ ':status': 200, 'content-length': '5' })
  expect(head.body).toBe('')
  expect((await ask({ ':method': 'DELETE', ':path': '/' })).headers[':status']).toBe(204)
  const stream = open().request({ ':method': 'POST', ':path': '/' }, { waitForTrailers: true })
  stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '1' }))
  stream.end('body')
  const { interim, body, trailers } = await answerTo(stream)
  expect(interim).toEqual([103])
  expect(body).toBe('ok')
  expect(trailers).toMatchObject({ 'x-t': '1' })
  expect(origin.text).toContain('4\r\nbody\r\n0\r\nx-sum: 1\r\n\r\n')
})

test('an answer that breaks off resets its stream and no other', async () => {
  await blue((socket, received) => {
    if (received.startsWith('GET /whole')) socket.write(OK)
    else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')
  })
  const session = open()
  const broken = await answerTo(session.request({ ':path': '/half' }))
  expect(broken.error).toMatch(/INTERNAL_ERROR/)
  expect((await answerTo(session.request({ ':path': '/whole' }))).body).toBe('ok')
})

test('a client that gives up a stream ends its request at the instance', async () => {
  let closed = 0
  await blue((socket) => {
    socket.on('close', () => closed++)
  })
  const stream = open().request({ ':path': '/' })
  await waitFor('the request to be under way', async () => (await inFlight()) === 1)
  stream.close(constants.NGHTTP2_CANCEL)
  await waitFor('the request to end', async () => (await inFlight()) === 0 && closed === 1)
})

async function inFlight(): Promise<number | undefined> {
  return (await router.client.status()).services[0]?.colours.blue.inFlight
}

test('an early answer to an unfinished upload arrives whole', async () => {
  await blue((socket, received) => {
    if (received.includes('\r\n\r\n'))
      socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!')
  })
  const stream = open().request({ ':method': 'POST', ':path': '/' })
  stream.write('part')
  const { headers, body, error } = await answerTo(stream)
  expect(headers[':status']).toBe(413)
  expect(body).toBe('no!')
  expect(error).toBeNull()
})

test('a slow reader holds back the instance and not the memory', async () => {
  const chunk = 'x'.repeat(65_536)
  let written = 0
  await blue((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n')
    const more = (): void => {
      while (written < 67_108_864) {
        written += chunk.length
        if (!socket.write(chunk)) {
          socket.once('drain', more)
          return
        }
      }
    }
    more()
  })
  const stream = open().request({ ':path': '/' })
  stream.pause()
  await new Promise((resolve) => {
    stream.once('response', resolve)
  })
  await sleep(500)
  expect(written).toBeLessThan(33_554_432)
  stream.close()
})

test.each([
  ['two different hosts', { ':path': '/', ':authority': 'a', host: 'b' }],
  ['a path with a fragment', { ':path': '/#x', ':authority': 'a' }],
  ['a path without a slash', { ':path': 'x', ':authority': 'a' }],
  ['a path with a space', { ':path': '/a HTTP/1.1', ':authority': 'a' }],
])('%s is refused and reaches no instance', async (_, headers) => {
  const origin = await blue(answering(OK))
  const { headers: answered, error } = await ask(headers)
  expect(error ?? `status ${String(answered[':status'])}`).toMatch(/PROTOCOL_ERROR|status 400/)
  expect(origin.text).toBe('')
})

test('requests under way outlive the end of the router, and clients are told to go', async () => {
  const [ending, at] = await start()
  await blue((socket, received) => {
    setTimeout(() => socket.write(OK), received.startsWith('GET /first') ? 150 : 300)
  }, ending)
  const session = open(at)
  const goneWith: number[] = []
  session.on('goaway', (_code, last: number) => goneWith.push(last))
  const first = answerTo(session.request({ ':path': '/first' }))
  await sleep(50)
  const stopped = ending.stop()
  await sleep(50)
  // Not told to go yet, for it waits for something; so it may as well ask for more.
  const second = answerTo(session.request({ ':path': '/second' }))
  expect([(await first).body, (await second).body]).toEqual(['ok', 'ok'])
  await waitFor('the session to end', () => session.closed)
  expect(goneWith.at(-1)).toBe(3)
  await stopped
})

test('a client that waits for something all the time is told to go, and what it sent is answered', async () => {
  const [ending, at] = await start()
  const origin = await blue(answering(OK), ending)
  const session = open(at)
  const gone: number[] = []
  session.on('goaway', (_code, last: number) => gone.push(last))
  let answered = 0
  const failures: Answer[] = []
  const askOn = async (): Promise<void> => {
    while (gone.length === 0) {
      const answer = await answerTo(session.request({ ':path': '/' }))
      if (answer.body === 'ok') answered++
      // Node's client refuses by itself what it has not yet sent when it learns that it has to go.
      else if (!String(answer.error).includes('REFUSED_STREAM')) failures.push(answer)
    }
  }
  const asked = [askOn(), askOn(), askOn(), askOn()]
  await waitFor('some answers', () => answered > 20)
  await ending.stop()
  await Promise.all(asked)
  expect(failures).toEqual([])
  expect(origin.text.split('GET / ').length - 1).toBe(answered)
  // Notice is given before anything is refused.
  expect(gone[0]).toBe(2 ** 31 - 1)
})

test('the router does not end before a client without requests was told to go', async () => {
  const [ending, at] = await start()
  await blue(answering(OK), ending)
  const session = open(at)
  expect((await answerTo(session.request({ ':path': '/' }))).body).toBe('ok')
  let last: number | null = null
  session.on('goaway', (_code, id: number) => {
    last = id
  })
  await ending.stop()
  await waitFor('the session to end', () => session.closed)
  expect(last).toBe(1)
})
