import fc from 'fast-check'

// Messages as an attacker would write them: nearly right. Lines are made from the words that decide how a
// message is framed, then bytes of the whole are changed.

const word = (...words: string[]): fc.Arbitrary<string> => fc.constantFrom(...words)

const lineEnd = fc.oneof(
  { weight: 60, arbitrary: fc.constant('\r\n') },
  {
    weight: 1,
    arbitrary: word('\n', '\r', '\r\r\n', '\n\r', ' \r\n', '\t\r\n', '\0\r\n', '\r\n '),
  },
)
const colon = fc.oneof(
  { weight: 40, arbitrary: fc.constant(': ') },
  { weight: 4, arbitrary: word(':', ':\t', ':  ') },
  { weight: 1, arbitrary: word(' : ', ' ', '', '\t:', ':\0', '::') },
)
const name = fc.oneof(
  { weight: 6, arbitrary: word('Content-Length', 'Transfer-Encoding', 'Connection', 'Host') },
  { weight: 2, arbitrary: word('Trailer', 'Expect', 'Upgrade', 'TE', 'Cookie', 'Keep-Alive') },
  { weight: 3, arbitrary: word('x', 'X-Long', 'content-length', 'transfer_encoding', 'a|b', '') },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
)
const value = fc.oneof(
  { weight: 5, arbitrary: word('0', '3', '5', '05', '+5', '-5', '0x5', '5, 5', '5 5', '', '99') },
  {
    weight: 5,
    arbitrary: word('chunked', 'Chunked', 'gzip, chunked', 'chunked, gzip', 'identity'),
  },
  {
    weight: 2,
    arbitrary: word('chunked,', ',chunked', 'chunked;q=1', 'chunked chunked', 'xchunked'),
  },
  {
    weight: 5,
    arbitrary: word('close', 'keep-alive', 'upgrade', 'close, x', 'x,keep-alive', 'TE'),
  },
  {
    weight: 3,
    arbitrary: word('a', 'a:80', 'a b', '[::1]', '100-continue', '\xe4', 'x\ty', '\x7f'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 8 }) },
)
const field = fc.tuple(name, colon, value, lineEnd).map(([n, c, v, end]) => `${n}${c}${v}${end}`)

const version = fc.oneof(
  { weight: 20, arbitrary: fc.constant('HTTP/1.1') },
  { weight: 4, arbitrary: fc.constant('HTTP/1.0') },
  { weight: 1, arbitrary: word('HTTP/2.0', 'HTTP/0.9', 'http/1.1', 'HTTP/1.10', 'HTTP/01.1', '') },
)
const method = fc.oneof(
  { weight: 20, arbitrary: word('GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH') },
  { weight: 1, arbitrary: word('CONNECT', 'get', 'FOO', 'PRI', 'G ET', '', 'M-SEARCH', 'SOURCE') },
)
const target = fc.oneof(
  { weight: 20, arbitrary: word('/', '/a?b=c', '/a/../b', '*', 'http://b/', 'http://b') },
  { weight: 1, arbitrary: word('', 'a', '//', '/a b', '/#', '/\xe4', 'http://u@b/', 'ftp://b/') },
)

const size = fc.oneof(
  { weight: 12, arbitrary: fc.nat({ max: 20 }).map((n) => n.toString(16)) },
  { weight: 1, arbitrary: word('', '0x3', '+3', '-1', '3 ', ' 3', '03', 'ffffffffffffffff', 'g') },
)
const extension = fc.oneof(
  { weight: 10, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: word(
      ';a',
      ';a=b',
      ';a="b"',
      ';a="b;c"',
      ';a=b;c',
      '; a = b',
      ';',
      ';=',
      ';a=',
      ';a="',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 4 }).map((s) => `;${s}`) },
)
const chunk = fc.tuple(size, extension, lineEnd, fc.boolean()).map(([digits, ext, end, right]) => {
  const length = Number.parseInt(digits, 16)
  const data = 'd'.repeat(Number.isNaN(length) || length > 99 || length < 0 ? 3 : length)
  return `${digits}${ext}${end}${data}${right ? '\r\n' : end}`
})
const chunks = fc
  .tuple(fc.array(chunk, { maxLength: 3 }), extension, lineEnd, fc.array(field, { maxLength: 2 }))
  .map(([list, ext, end, trailers]) => `${list.join('')}0${ext}${end}${trailers.join('')}\r\n`)

const plain = fc.oneof(
  fc.nat({ max: 6 }).map((n) => ({ line: `Content-Length: ${n}\r\n`, body: 'b'.repeat(n) })),
  chunks.map((body) => ({ line: 'Transfer-Encoding: chunked\r\n', body })),
  fc.constant({ line: '', body: '' }),
)

const request = fc
  .tuple(method, target, version, lineEnd, plain, fc.array(field, { maxLength: 3 }))
  .map(
    ([m, t, v, end, { line, body }, fields]) =>
      `${m} ${t} ${v}${end}Host: a\r\n${line}${fields.join('')}\r\n${body}`,
  )

const statusLine = fc.oneof(
  {
    weight: 10,
    arbitrary: word('200 OK', '204 No Content', '304 Not Modified', '404 ', '200', '100 Continue'),
  },
  { weight: 4, arbitrary: word('103 Early Hints', '500 \xe4', '101 Switching Protocols') },
  { weight: 1, arbitrary: word('099 x', '600 x', '20 x', '2000 x', '200\tOK', ' 200 OK', '') },
)
const response = fc
  .tuple(version, statusLine, lineEnd, plain, fc.array(field, { maxLength: 3 }))
  .map(
    ([v, status, end, { line, body }, fields]) =>
      `${v} ${status}${end}${line}${fields.join('')}\r\n${body}`,
  )

type Mutation = { kind: 'set' | 'insert' | 'remove' | 'repeat'; at: number; byte: number }

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: word('set', 'insert', 'remove', 'repeat') as fc.Arbitrary<Mutation['kind']>,
  at: fc.nat({ max: 10_000 }),
  byte: fc.oneof(
    fc.constantFrom(0, 9, 10, 13, 32, 44, 48, 58, 59, 127, 128, 255),
    fc.nat({ max: 255 }),
  ),
})

function mutate(text: string, { kind, at, byte }: Mutation): string {
  const i = text.length === 0 ? 0 : at % text.length
  const char = String.fromCharCode(byte)
  if (kind === 'set') return text.slice(0, i) + char + text.slice(i + 1)
  if (kind === 'insert') return text.slice(0, i) + char + text.slice(i)
  if (kind === 'remove') return text.slice(0, i) + text.slice(i + 1)
  return text.slice(0, i) + text.slice(i, i + byte) + text.slice(i)
}

const mutated = (texts: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      texts,
      fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(mutation, { maxLength: 3 })),
    )
    .map(([text, mutations]) => Buffer.from(mutations.reduce(mutate, text), 'latin1'))

/** One to three requests on a connection. */
export const requestBytes = mutated(
  fc.array(request, { minLength: 1, maxLength: 3 }).map((list) => list.join('')),
)
/** One or two answers, the first perhaps an interim one. */
export const responseBytes = mutated(
  fc.array(response, { minLength: 1, maxLength: 2 }).map((list) => list.join('')),
)
export const cutPositions = fc.array(fc.nat({ max: 300 }), { maxLength: 6 })
/** A change to a message that is kept in the corpus. */
export const changed = (texts: readonly string[]): fc.Arbitrary<Buffer> =>
  mutated(fc.constantFrom(...texts))
