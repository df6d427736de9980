import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@teal/testing/certificates'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'
import { curl } from './curl.ts'
import type { FileOrigin } from './file-origin.ts'
import { startNginxOrigin } from './nginx-origin.ts'
import { startNodeOrigin } from './node-origin.ts'

const LARGE = randomBytes(10_000_000)
const UPLOAD = randomBytes(5_000_000)
const FILES = { large: LARGE, empty: Buffer.alloc(0) }

let directory: string
let router: TestRouter

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'teal-curl-'))
  writeFileSync(join(directory, 'upload'), UPLOAD)
  router = await startTestRouter([], [], {
    tls: {
      listen: { host: '127.0.0.1', port: 0 },
      certificates: [makeCertificate(directory, 'site', ['localhost'])],
      redirectPort: null,
    },
  })
})
afterAll(async () => {
  await router.stop()
  rmSync(directory, { recursive: true, force: true })
})

const origins = [
  ['nginx', startNginxOrigin],
  ['node', startNodeOrigin],
] as const
const protocols = [
  ['HTTP/1.1', ['--http1.1'], 'http'],
  ['HTTP/1.1 by TLS', ['--http1.1'], 'https'],
  ['HTTP/2', ['--http2'], 'https'],
] as const

describe.each(origins)('%s behind, curl in front with', (_, startOrigin) => {
  let origin: FileOrigin

  beforeAll(async () => {
    origin = await startOrigin('blue', FILES)
    await router.client.putColour('app', 'blue', {
      epoch: 0,
      release: 'v1',
      instances: [origin.url],
    })
    await router.client.switch('app', { epoch: 0, to: 'blue' })
  })
  afterAll(async () => {
    await origin.close()
  })

  describe.each(protocols)('%s', (protocol, options, scheme) => {
    let base: string
    let before: Record<string, number>
    const isHttp2 = protocol === 'HTTP/2'
    // nginx writes its log when it has done with a request, which may be after the client has.
    const answered = async (method: string, times: number): Promise<void> => {
      await expect.poll(() => origin.count(method) - (before[method] ?? 0)).toBe(times)
    }

    beforeEach(() => {
      const at = scheme === 'http' ? `127.0.0.1:${router.port}` : router.running.tlsListen
      base = `${scheme}://${at}`
      before = Object.fromEntries(['GET', 'HEAD', 'PUT'].map((one) => [one, origin.count(one)]))
    })

    test('a large file arrives byte for byte, asked for once', async () => {
      const { code, stdout, stderr } = await curl([...options, '-v', `${base}/large`])
      expect(code).toBe(0)
      expect(stdout.equals(LARGE)).toBe(true)
      expect(stderr).toMatch(isHttp2 ? /< HTTP\/2 200/ : /< HTTP\/1\.1 200 OK/)
      await answered('GET', 1)
    })

    test('an upload with a length arrives byte for byte, once', async () => {
      const argv = [...options, '-T', join(directory, 'upload'), `${base}/uploads/sized`]
      expect((await curl([...argv, '-H', 'Expect:'])).code).toBe(0)
      expect(origin.uploaded('sized').equals(UPLOAD)).toBe(true)
      await answered('PUT', 1)
    })

    test('an upload without a length arrives byte for byte, once', async () => {
      const argv = [...options, '-v', '-T', '-', `${base}/uploads/chunked`]
      const { code, stderr } = await curl(argv, UPLOAD)
      expect(code).toBe(0)
      if (!isHttp2) expect(stderr).toMatch(/> Transfer-Encoding: chunked/)
      expect(origin.uploaded('chunked').equals(UPLOAD)).toBe(true)
      await answered('PUT', 1)
    })

    test('who expects 100 is told to go on by the instance', async () => {
      const argv = [...options, '-v', '-H', 'Expect: 100-continue', '--expect100-timeout', '20']
      const upload = ['-T', join(directory, 'upload'), `${base}/uploads/expected`]
      const started = performance.now()
      const { code, stderr } = await curl([...argv, ...upload])
      expect(code).toBe(0)
      expect(stderr).toMatch(/< HTTP\/(1\.1 100 Continue|2 100)/)
      expect(performance.now() - started).toBeLessThan(15_000)
      expect(origin.uploaded('expected').equals(UPLOAD)).toBe(true)
      await answered('PUT', 1)
    })

    test('who expects 100 and is refused sends nothing', async () => {
      const argv = [...options, '-v', '-H', 'Expect: 100-continue', '--expect100-timeout', '20']
      const upload = ['-T', join(directory, 'upload'), `${base}/small/file`]
      const { stderr } = await curl([...argv, ...upload, '-w', '%{stderr}sent %{size_upload}\n'])
      expect(stderr).toMatch(/< HTTP\/(1\.1|2) 413/)
      expect(stderr).not.toMatch(/< HTTP\/\S+ 100/)
      // Over HTTP/2 curl sends what it may before it waits.
      if (!isHttp2) expect(stderr).toMatch(/sent 0\n/)
      await answered('PUT', 1)
    })

    test('HEAD says what GET would, and the connection goes on', async () => {
      const { code, stdout } = await curl([
        ...[...options, '-I', '-w', '%{num_connects} connection\n', `${base}/large`],
        ...['--next', ...options, '--insecure', '-w', '%{num_connects} more\n'],
        ...['-o', '/dev/null', `${base}/large`],
      ])
      expect(code).toBe(0)
      const text = stdout.toString('latin1')
      expect(text).toMatch(/content-length: 10000000\r\n/i)
      expect(text).toMatch(/1 connection\n0 more\n$/)
      await answered('HEAD', 1)
      await answered('GET', 1)
    })

    test('a range is that part and no other', async () => {
      const { stdout, stderr } = await curl([
        ...options,
        '-v',
        '-r',
        '1000-200999',
        `${base}/large`,
      ])
      expect(stderr).toMatch(/< HTTP\/(1\.1|2) 206/)
      expect(stderr).toMatch(/< content-range: bytes 1000-200999\/10000000/i)
      expect(stdout.equals(LARGE.subarray(1_000, 201_000))).toBe(true)
    })

    test('a resumed download is the whole file', async () => {
      const file = join(directory, 'resumed')
      writeFileSync(file, LARGE.subarray(0, 9_000_000))
      const range = `9000000-${LARGE.length - 1}`
      const { stdout } = await curl([...options, '-r', range, `${base}/large`])
      writeFileSync(file, stdout, { flag: 'a' })
      expect(readFileSync(file).equals(LARGE)).toBe(true)
    })

    test('204, 304 and an empty file leave the connection as it was', async () => {
      const etag = /^etag: (.*)\r$/im.exec(
        (await curl([...options, '-I', `${base}/large`])).stdout.toString('latin1'),
      )?.[1]
      const next = ['--next', ...options, '--insecure', '-w', '%{http_code} %{num_connects}\n']
      const { stdout } = await curl([
        ...next.slice(1),
        ...[`${base}/nothing`, ...next],
        ...['-H', `If-None-Match: ${etag}`, `${base}/large`, ...next],
        ...[`${base}/empty`, ...next],
        ...[`${base}/name`],
      ])
      expect(stdout.toString()).toBe('204 1\n304 0\n200 0\nblue200 0\n')
    })

    test('50 requests use one connection, at once or one after the other', async () => {
      const urls = Array.from({ length: 50 }, () => `${base}/name`)
      const { stdout } = await curl([...options, '-w', ' %{num_connects}\n', ...urls])
      expect(stdout.toString()).toBe(`blue 1\n${'blue 0\n'.repeat(49)}`)
      await answered('GET', 50)
      if (!isHttp2) return
      const parallel = await curl([...options, '--parallel', ...urls])
      expect(parallel.stdout.toString()).toBe('blue'.repeat(50))
      await answered('GET', 100)
    })
  })
})

test('an answer without a length arrives whole: in chunks, in frames, and until the end for HTTP/1.0', async () => {
  const origin = await startNodeOrigin('blue', FILES)
  await router.client.putColour('app', 'blue', { epoch: 0, release: 'v1', instances: [origin.url] })
  const plain = `http://127.0.0.1:${router.port}/large?chunked`
  for (const argv of [
    ['--http1.1', plain],
    ['--http1.0', plain],
    ['--http2', `https://${router.running.tlsListen}/large?chunked`],
  ]) {
    const { code, stdout, stderr } = await curl(['-v', ...argv])
    expect(code).toBe(0)
    expect(stdout.equals(LARGE)).toBe(true)
    if (argv[0] === '--http1.0') expect(stderr).not.toMatch(/< transfer-encoding/i)
  }
  expect(origin.count('GET')).toBe(3)
  await origin.close()
})
