import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { makeCertificate } from '@teal/testing/certificates'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { proxyHeader } from '../proxy-protocol/header.ts'
import { RawClient, exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, answering } from '../testing/raw-origin.ts'
import { startTestRouter } from '../testing/test-router.ts'
import type { TestRouter } from '../testing/test-router.ts'

// Who is believed about who asks: PROXY headers, X-Forwarded-* and Forwarded.

let origin: RawOrigin
let before = 0
const seen = (): string => origin.text.slice(before)

beforeAll(async () => {
  origin = await RawOrigin.start(answering(OK))
})
afterAll(async () => {
  await origin.stop()
})
beforeEach(() => {
  before = origin.text.length
})

const last = (lines = ''): string =>
  `GET / HTTP/1.1\r\nHost: a\r\n${lines}Connection: close\r\n\r\n`
const behind = (lines: object): Promise<TestRouter> => startTestRouter([origin.url], [], lines)
const FROM = {
  source: '203.0.113.7',
  sourcePort: 4711,
  destination: '192.0.2.1',
  destinationPort: 80,
}

test.each([1, 2] as const)('PROXY protocol %i says whose a connection is', async (version) => {
  await using router = await behind({ peers: { trust: ['127.0.0.0/8'] }, proxyProtocol: true })
  const text = await exchange(router.port, proxyHeader(version, FROM) + last())
  expect(text).toMatch(/200 OK.*ok$/s)
  expect(seen()).toMatch(/\r\nX-Forwarded-For: 203\.0\.113\.7\r\n/)
})

test('a PROXY header may come in pieces, and requests behind it may too', async () => {
  await using router = await behind({ peers: { trust: ['127.0.0.1'] }, proxyProtocol: true })
  const client = await RawClient.open(router.port)
  const bytes = proxyHeader(2, FROM) + last('X-Forwarded-For: 6.6.6.6\r\n')
  for (let at = 0; at < bytes.length; at += 9) {
    client.send(bytes.slice(at, at + 9))
    await new Promise((resolve) => {
      setTimeout(resolve, 2)
    })
  }
  expect(await client.all()).toMatch(/200 OK.*ok$/s)
  // Who is behind the proxy is a user, and not believed.
  expect(seen()).toMatch(/\r\nX-Forwarded-For: 203\.0\.113\.7\r\n/)
  expect(seen()).not.toContain('6.6.6.6')
})

test('kept connections, pipelining and uploads go on behind a PROXY header', async () => {
  await using router = await behind({ peers: { trust: ['127.0.0.1'] }, proxyProtocol: true })
  const client = await RawClient.open(router.port)
  const one = 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\n'
  client.send(`${proxyHeader(1, FROM)}${one}${one}`)
  await client.until(/ok.*ok$/s)
  client.send(last())
  expect((await client.all()).match(/200 OK/g)).toHaveLength(3)
})

/** Closing a connection whose bytes were not read resets it; nothing was answered either. */
async function answered(port: number, text: string): Promise<string> {
  try {
    return await exchange(port, text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return ''
    throw error
  }
}

test('without a PROXY header, or from elsewhere, there is no service', async () => {
  await using router = await behind({ peers: { trust: ['127.0.0.1'] }, proxyProtocol: true })
  expect(await answered(router.port, last())).toBe('')
  await using elsewhere = await behind({ peers: { trust: ['10.0.0.0/8'] }, proxyProtocol: true })
  expect(await answered(elsewhere.port, proxyHeader(1, FROM) + last())).toBe('')
  await using hasty = await behind({
    peers: { trust: ['127.0.0.1'] },
    proxyProtocol: true,
    limits: { headMs: 100 },
  })
  expect(await answered(hasty.port, 'PROXY TCP4')).toBe('')
  expect(seen()).toBe('')
})

test('a PROXY header may stand before TLS', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'teal-entrance-'))
  const files = makeCertificate(directory, 'a', ['a.example'])
  await using router = await behind({
    peers: { trust: ['127.0.0.1'] },
    proxyProtocol: true,
    tls: { listen: { host: '127.0.0.1', port: 0 }, certificates: [files], redirectPort: null },
  })
  const client = await RawClient.open(Number(router.running.tlsListen?.split(':').at(-1)))
  client.send(proxyHeader(2, FROM))
  client.socket.setEncoding()
  client.socket.removeAllListeners('data')
  const secure = connect({ socket: client.socket, rejectUnauthorized: false })
  let text = ''
  secure.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1')
  })
  secure.write(last())
  await waitFor('the answer', () => text.endsWith('ok'))
  expect(seen()).toMatch(/X-Forwarded-For: 203\.0\.113\.7\r\nX-Forwarded-Proto: https\r\n/)
  secure.destroy()
  rmSync(directory, { recursive: true })
})

test('what a trusted proxy says is kept and added to', async () => {
  await using router = await behind({ peers: { trust: ['127.0.0.1'] } })
  await exchange(
    router.port,
    last(
      'X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n' +
        'X-Forwarded-Prefix: /shop\r\nX-Forwarded-Host: shop.example\r\nForwarded: for=203.0.113.7;proto=https\r\n',
    ),
  )
  expect(seen()).toMatch(/\r\nX-Forwarded-For: 6\.6\.6\.6, 203\.0\.113\.7, 127\.0\.0\.1\r\n/)
  expect(seen()).toMatch(/\r\nX-Forwarded-Proto: https\r\n/)
  expect(seen()).toMatch(/\r\nX-Forwarded-Host: shop\.example\r\n/)
  expect(seen()).toMatch(/\r\nX-Forwarded-Prefix: \/shop\r\n/)
  expect(seen()).toMatch(
    /\r\nForwarded: for=203\.0\.113\.7;proto=https, for=127\.0\.0\.1;proto=http\r\n/,
  )
  expect(seen().match(/X-Forwarded-For/g)).toHaveLength(1)
})

test('users are told apart by the address that a trusted proxy saw, not by one they made up', async () => {
  await using router = await behind({ peers: { trust: ['127.0.0.1', '10.0.0.0/8'] } })
  const green = await RawOrigin.start(
    answering('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ngreen'),
  )
  await router.client.putService('app', { epoch: 0, sticky: { by: 'address' } })
  await router.client.putColour('app', 'green', { epoch: 0, release: 'v2', instances: [green.url] })
  await router.client.split('app', { epoch: 0, blue: 5_000, green: 5_000 })
  const colourOf = async (list: string): Promise<boolean> =>
    (await exchange(router.port, last(`X-Forwarded-For: ${list}\r\n`))).endsWith('green')
  const users = Array.from({ length: 20 }, (_, i) => `203.0.113.${i}`)
  const plain = await Promise.all(users.map(colourOf))
  const disguised = await Promise.all(
    users.map((user, i) => colourOf(`198.51.100.${i}, ${user}, 10.1.2.3`)),
  )
  expect(new Set(plain).size).toBe(2)
  expect(disguised).toEqual(plain)
  await green.stop()
})

test('the Forwarded field is sent when it is wanted', async () => {
  await using router = await behind({ peers: { forwarded: true } })
  await exchange(router.port, last('Forwarded: for=6.6.6.6\r\n'))
  expect(seen()).toMatch(/\r\nForwarded: for=127\.0\.0\.1;proto=http\r\n/)
  expect(seen()).not.toContain('6.6.6.6')
})

test('a network that is none is refused when the router starts', async () => {
  await expect(behind({ peers: { trust: ['10.0.0.0/33'] } })).rejects.toThrow(
    /10\.0\.0\.0\/33 is no address and no network/,
  )
})
