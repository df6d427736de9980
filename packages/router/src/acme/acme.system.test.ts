import { X509Certificate } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { startPebble } from '@teal/testing/pebble'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterEach, expect, test } from 'vitest'
import { exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, answering } from '../testing/raw-origin.ts'
import { startRouterProcess, type RouterProcess } from '../testing/router-process.ts'

const cleanup: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const undo of cleanup.splice(0).toReversed()) await undo()
  delete process.env['NODE_EXTRA_CA_CERTS']
})

type Setup = {
  router: RouterProcess
  folder: string
  tlsPort: number
  restart: () => Promise<void>
}

/** A router that gets certificates for a.example; `directory` stands in for that of a real authority. */
async function setUp(challenge: string, directory?: string): Promise<Setup> {
  const origin = await RawOrigin.start(answering(OK))
  cleanup.push(async () => await origin.stop())
  const folder = mkdtempSync(join(tmpdir(), 'teal-acme-'))
  cleanup.push(() => rmSync(folder, { recursive: true, force: true }))
  const tlsPort = await freePort()
  const port = await freePort()
  const pebble = await startPebble({ http: port, tls: tlsPort })
  cleanup.push(async () => await pebble.stop())
  process.env['NODE_EXTRA_CA_CERTS'] = pebble.caFile
  const start = async (): Promise<RouterProcess> =>
    await startRouterProcess(origin.url, origin.url, [
      ...['--listen', `127.0.0.1:${port}`],
      ...['--tls-listen', `127.0.0.1:${tlsPort}`, '--redirect-https', '--threads', '2'],
      ...['--acme-domain', 'a.example', '--acme-challenge', challenge],
      ...['--acme-directory', directory ?? pebble.directory, '--acme-folder', folder],
    ])
  const setup: Setup = {
    router: await start(),
    folder,
    tlsPort,
    restart: async () => {
      await setup.router.stop()
      setup.router = await start()
    },
  }
  setup.router.port = port
  cleanup.push(async () => await setup.router.stop())
  return setup
}

async function presented(port: number): Promise<string> {
  return await new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      servername: 'a.example',
      rejectUnauthorized: false,
    })
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      const { fingerprint256 } = socket.getPeerCertificate()
      socket.destroy()
      resolve(fingerprint256)
    })
  })
}

test.each(['http-01', 'tls-alpn-01'])(
  'a certificate is got by %s, kept and served',
  async (challenge) => {
    const setup = await setUp(challenge)
    const { folder, tlsPort } = setup
    const first = await waitFor('the certificate', async () => await presented(tlsPort), 60_000)
    const kept = new X509Certificate(readFileSync(join(folder, 'a.example.crt')))
    expect(kept.subjectAltName).toBe('DNS:a.example')
    expect(kept.fingerprint256).toBe(first)
    for (const file of ['account.key', 'a.example.key', 'a.example.crt'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    const { tls } = await setup.router.client.status()
    expect(tls?.certificates).toEqual([
      { names: ['a.example'], expires: kept.validToDate.toISOString() },
    ])
    // A router that comes back serves what is kept, and does not ask again.
    const account = readFileSync(join(folder, 'account.key'), 'utf8')
    await setup.restart()
    expect(await presented(tlsPort)).toBe(first)
    expect(readFileSync(join(folder, 'account.key'), 'utf8')).toBe(account)
    // One that is damaged or at its end is replaced.
    writeFileSync(join(folder, 'a.example.crt'), 'damaged')
    await setup.restart()
    const second = await waitFor('a new one', async () => await presented(tlsPort), 60_000)
    expect(second).not.toBe(first)
  },
)

test('an authority that cannot be reached takes nothing down', async () => {
  const { router, tlsPort } = await setUp('http-01', 'https://localhost:1/dir')
  const answer = await exchange(
    router.port,
    'GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n',
  )
  expect(answer).toMatch(/^HTTP\/1\.1 308 /)
  await expect(presented(tlsPort)).rejects.toThrow(/handshake|alert|socket|ECONNRESET/i)
  expect((await router.client.status()).tls?.certificates).toEqual([])
})
