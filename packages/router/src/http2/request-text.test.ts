import { expect, test } from 'vitest'
import { requestText, trailerText } from './request-text.ts'

// What becomes a head is checked here once more, whatever the library below has let through: text that ends a
// line would be a second request.

const GET = [':method', 'GET', ':scheme', 'https', ':path', '/', ':authority', 'a']

test('a request becomes a head', () => {
  expect(requestText([...GET, 'x-a', '1', 'x-a', '2'], false)?.text).toBe(
    'GET / HTTP/1.1\r\nhost: a\r\nx-a: 1\r\nx-a: 2\r\n\r\n',
  )
})

test.each(['\r', '\n', '\0', '1\r\nx-smuggled: 1'])('a value with %j is refused', (value) => {
  expect(requestText([...GET, 'x-a', value], false)).toBeNull()
  expect(requestText([...GET.slice(0, 6), ':authority', `a${value}`], false)).toBeNull()
  expect(trailerText(['x-a', value])).toBeNull()
})

test.each(['connection', 'proxy-connection', 'keep-alive', 'transfer-encoding', 'upgrade'])(
  'the field %s is refused',
  (name) => {
    expect(requestText([...GET, name, 'x'], false)).toBeNull()
    expect(trailerText([name, 'x'])).toBeNull()
  },
)

test.each([
  ['a path with a space', 'GET', '/a b'],
  ['a path without a slash', 'GET', 'a'],
  ['a path with a fragment', 'GET', '/#a'],
  ['no path', 'GET', ''],
  ['a method with a space', 'GET /x', '/'],
  ['no method', '', '/'],
])('%s is refused', (_, method, path) => {
  const fields = [':method', method, ':path', path, ':authority', 'a']
  expect(requestText(fields, false)).toBeNull()
})

test('a pseudo-field among the trailers is refused', () => {
  expect(trailerText([':path', '/'])).toBeNull()
})
