import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, answering } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'

// Everything that two parties could read differently is refused, with the connection closed.

let origin: RawOrigin
let router: TestRouter

beforeAll(async () => {
  origin = await RawOrigin.start(answering(OK))
  router = await startTestRouter([origin.url])
})
afterAll(async () => {
  await router.stop()
  await origin.stop()
})

const get = (lines: string, target = '/'): string =>
  `GET ${target} HTTP/1.1\r\nHost: a\r\n${lines}\r\n`
const post = (lines: string, body: string): string =>
  `POST / HTTP/1.1\r\nHost: a\r\n${lines}\r\n${body}`
const many = (count: number): string =>
  Array.from({ length: count }, (_, i) => `x-${i}: 1\r\n`).join('')

test.each([
  [
    'Content-Length with Transfer-Encoding',
    400,
    post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ],
  [
    'Transfer-Encoding with Content-Length',
    400,
    post('Transfer-Encoding: chunked\r\nContent-Length: 3\r\n', '0\r\n\r\n'),
  ],
  ['differing lengths', 400, post('Content-Length: 3\r\nContent-Length: 4\r\n', 'abc')],
  ['a repeated length', 400, post('Content-Length: 3\r\nContent-Length: 3\r\n', 'abc')],
  ['a list of lengths', 400, post('Content-Length: 3, 3\r\n', 'abc')],
  ['a signed length', 400, post('Content-Length: +3\r\n', 'abc')],
  ['a negative length', 400, post('Content-Length: -3\r\n', 'abc')],
  ['a length in hex', 400, post('Content-Length: 0x3\r\n', 'abc')],
  ['an empty length', 400, post('Content-Length: \r\n', 'abc')],
  ['a length beyond exact numbers', 400, post('Content-Length: 99999999999999999999\r\n', 'abc')],
  ['a coding behind chunked', 400, post('Transfer-Encoding: chunked, gzip\r\n', '0\r\n\r\n')],
  ['a coding that is not chunked', 400, post('Transfer-Encoding: identity\r\n', 'abc')],
  [
    'chunked twice',
    400,
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ],
  [
    'an unknown coding before chunked',
    501,
    post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'),
  ],
  ['chunked with a disguise', 400, post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n')],
  ['chunked in HTTP/1.0', 400, 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a chunk size that is no number', 400, post('Transfer-Encoding: chunked\r\n', 'xyz\r\n')],
  ['a signed chunk size', 400, post('Transfer-Encoding: chunked\r\n', '+3\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size with 0x', 400, post('Transfer-Encoding: chunked\r\n', '0x3\r\nabc\r\n0\r\n\r\n')],
  ['a chunk size too large', 400, post('Transfer-Encoding: chunked\r\n', 'fffffffffffffff\r\n')],
  [
    'a chunk longer than its size',
    400,
    post('Transfer-Encoding: chunked\r\n', '3\r\nabcd\r\n0\r\n\r\n'),
  ],
  [
    'a chunk line with a bare LF',
    400,
    post('Transfer-Encoding: chunked\r\n', '3\nabc\r\n0\r\n\r\n'),
  ],
  [
    'a trailer that says a length',
    400,
    post('Transfer-Encoding: chunked\r\n', '0\r\nContent-Length: 5\r\n\r\n'),
  ],
  [
    'a trailer that says whom the request is from',
    400,
    post('Transfer-Encoding: chunked\r\n', '0\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n'),
  ],
  ['a TAB behind the coding', 400, post('Transfer-Encoding: chunked\t\r\n', '0\r\n\r\n')],
  ['a bare LF behind a field', 400, 'GET / HTTP/1.1\r\nHost: a\nx: 1\r\n\r\n'],
  ['a bare CR in a field', 400, get('x: a\rb\r\n')],
  ['a bare LF at the end', 400, 'GET / HTTP/1.1\r\nHost: a\r\n\n'],
  ['NUL in a field', 400, get('x: a\0b\r\n')],
  ['a control character in a field', 400, get('x: a\x01b\r\n')],
  ['a folded line', 400, get('x: a\r\n b\r\n')],
  ['space before the colon', 400, get('x : a\r\n')],
  ['a field without a colon', 400, get('xa\r\n')],
  ['an empty field name', 400, get(': a\r\n')],
  ['no Host', 400, 'GET / HTTP/1.1\r\n\r\n'],
  ['two Hosts', 400, get('Host: a\r\n')],
  ['a Host with a path', 400, 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n'],
  ['a Host with space', 400, 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
  ['a Host with user information', 400, 'GET / HTTP/1.1\r\nHost: u@a\r\n\r\n'],
  ['CONNECT', 405, 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'],
  ['a target that is too long', 414, get('', `/${'a'.repeat(9_000)}`)],
  ['a field that is too long', 431, get(`x: ${'a'.repeat(17_000)}\r\n`)],
  [
    'a head without an end',
    431,
    `GET / HTTP/1.1\r\nHost: a\r\n${'x: 1\r\n'.repeat(50)}y: ${'a'.repeat(70_000)}`,
  ],
  ['too many fields', 431, get(many(100))],
  ['HTTP/2.0 in an HTTP/1 line', 505, 'GET / HTTP/2.0\r\nHost: a\r\n\r\n'],
  ['HTTP/1.2', 505, 'GET / HTTP/1.2\r\nHost: a\r\n\r\n'],
  ['lower-case http', 400, 'GET / http/1.1\r\nHost: a\r\n\r\n'],
  ['no version', 400, 'GET /\r\nHost: a\r\n\r\n'],
  ['two spaces before the target', 400, 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['two spaces before the version', 400, 'GET /  HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a tab in the request line', 400, 'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a host with two ports', 400, 'GET / HTTP/1.1\r\nHost: a:80:80\r\n\r\n'],
  ['a port that is a name', 400, 'GET / HTTP/1.1\r\nHost: a.example:b.example\r\n\r\n'],
  ['a bracket that nothing closes', 400, 'GET / HTTP/1.1\r\nHost: [::1\r\n\r\n'],
  ['a bracket in a name', 400, 'GET / HTTP/1.1\r\nHost: a]:80\r\n\r\n'],
  ['an absolute target with a port alone', 400, get('', 'http://:80/')],
  ['a target without a slash', 400, get('', 'index.html')],
  ['a target with a fragment', 400, get('', '/a#b')],
  ['* with another method', 400, get('', '*')],
  ['an absolute target with user information', 400, get('', 'http://u@a/')],
  ['an unknown expectation', 417, get('Expect: wonders\r\n')],
  ['garbage', 400, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  [
    'an upgrade with a body',
    400,
    post('Connection: Upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\n', 'abc'),
  ],
])('%s is refused with %i', async (_, status, request) => {
  const before = origin.text
  const follower = get('x-smuggled: yes\r\n', '/smuggled')
  const answer = await exchange(router.port, request + follower)
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(answer).toMatch(/\r\nConnection: close\r\n/)
  expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1)
  // Nothing that the origin could take for a whole request.
  const sent = origin.text.slice(before.length)
  expect(sent).not.toContain('smuggled')
  if (!request.startsWith('POST')) expect(sent).toBe('')
})

test.each([
  ['no status line', 'hello\r\n\r\n'],
  ['a status that is no number', 'HTTP/1.1 2x0 OK\r\n\r\n'],
  [
    'a length with chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc'],
  ['a folded line', 'HTTP/1.1 200 OK\r\nx: a\r\n b\r\nContent-Length: 0\r\n\r\n'],
  ['a bare LF', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
  ['NUL', 'HTTP/1.1 200 OK\r\nx: \0\r\nContent-Length: 0\r\n\r\n'],
  ['an unknown coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n'],
  ['a chunk size that is no number', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  [
    'an upgrade nobody asked for',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
  ],
])('an origin that answers with %s is answered for with 502', async (_, answer) => {
  const bad = await RawOrigin.start(answering(answer))
  await router.client.putColour('app', 'green', { epoch: 0, release: 'bad', instances: [bad.url] })
  await router.client.switch('app', { epoch: 0, to: 'green' })
  try {
    const got = await exchange(router.port, get('Connection: close\r\n'))
    expect(got).toMatch(/^HTTP\/1\.1 502 /)
    expect(got).toContain('"error":"bad-answer"')
    expect(got).toContain('green instance')
  } finally {
    await router.client.switch('app', { epoch: 0, to: 'blue' })
    await bad.stop()
  }
})
