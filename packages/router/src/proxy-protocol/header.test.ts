import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseProxyHeader, proxyHeader, type ProxiedAddresses } from './header.ts'

const port = fc.nat({ max: 65_535 })
const addresses: fc.Arbitrary<ProxiedAddresses> = fc
  .constantFrom(fc.ipV4(), fc.ipV6())
  .chain((ip) =>
    fc.record({ source: ip, sourcePort: port, destination: ip, destinationPort: port }),
  )
/** As it is written canonically (RFC 5952). */
const canonical = (address: string): string =>
  address.includes(':') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address

test('what is written is read again, however it is cut and whatever follows', () => {
  fc.assert(
    fc.property(addresses, fc.constantFrom(1, 2), fc.string(), (sent, version, rest) => {
      const header = Buffer.from(proxyHeader(version, sent), 'latin1')
      const read = parseProxyHeader(Buffer.concat([header, Buffer.from(rest)]))
      if (read.kind !== 'header' || read.addresses === null) throw new Error(read.kind)
      expect(read.length).toBe(header.length)
      expect({ ...read.addresses, source: canonical(read.addresses.source) }).toEqual({
        ...sent,
        source: canonical(sent.source),
        destination: version === 2 ? canonical(sent.destination) : sent.destination,
      })
      for (let cut = 0; cut < header.length; cut++)
        expect(parseProxyHeader(header.subarray(0, cut)).kind).toBe('incomplete')
    }),
  )
})

const v2 = (bytes: number[]): string =>
  Buffer.concat([Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1'), Buffer.from(bytes)]).toString(
    'latin1',
  )

test.each([
  ['a request', 'GET / HTTP/1.1\r\n'],
  ['another family', 'PROXY TCP5 1.2.3.4 1.2.3.4 1 2\r\n'],
  ['an address of the other family', 'PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n'],
  ['no address', 'PROXY TCP4 1.2.3.4 1.2.3 1 2\r\n'],
  ['a port too high', 'PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n'],
  ['a port with a leading zero', 'PROXY TCP4 1.2.3.4 1.2.3.4 01 2\r\n'],
  ['something behind', 'PROXY TCP4 1.2.3.4 1.2.3.4 1 2 3\r\n'],
  ['a line without an end', `PROXY UNKNOWN ${'x'.repeat(107)}`],
  ['another version', v2([0x31, 0x11, 0, 12, ...Array.from({ length: 12 }, () => 1)])],
  ['another command', v2([0x22, 0x11, 0, 12, ...Array.from({ length: 12 }, () => 1)])],
  ['too short for its addresses', v2([0x21, 0x11, 0, 11, ...Array.from({ length: 11 }, () => 1)])],
  ['much too long', v2([0x21, 0x11, 0xff, 0xff])],
])('%s is malformed', (_, text) => {
  expect(parseProxyHeader(Buffer.from(text, 'latin1'))).toEqual({ kind: 'malformed' })
})

test.each([
  ['UNKNOWN', 'PROXY UNKNOWN\r\n'],
  ['UNKNOWN with addresses', 'PROXY UNKNOWN ff::1 ff::2 1 2\r\n'],
  ['LOCAL', v2([0x20, 0x00, 0, 0])],
  ['a Unix socket', v2([0x21, 0x31, 0, 4, 1, 2, 3, 4])],
])('%s has no addresses', (_, text) => {
  expect(parseProxyHeader(Buffer.from(text, 'latin1'))).toEqual({
    kind: 'header',
    length: text.length,
    addresses: null,
  })
})

test('extensions are skipped', () => {
  const text = v2([0x21, 0x11, 0, 16, 1, 2, 3, 4, 5, 6, 7, 8, 0, 80, 1, 187, 4, 0, 1, 9])
  expect(parseProxyHeader(Buffer.from(`${text}GET`, 'latin1'))).toEqual({
    kind: 'header',
    length: text.length,
    addresses: { source: '1.2.3.4', sourcePort: 80, destination: '5.6.7.8', destinationPort: 443 },
  })
})
