import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect as connectHttp2 } from 'node:http2'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { makeCertificate } from '@teal/testing/certificates'
import { freePort } from '@teal/testing/ports'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RawClient, exchange } from '../testing/raw-client.ts'
import { OK, RawOrigin, answering } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'
import type { CertificateFiles } from './certificate.ts'

let directory: string
let first: CertificateFiles
let second: CertificateFiles
let origin: RawOrigin
let router: TestRouter
let port: number

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'teal-tls-'))
  first = makeCertificate(directory, 'first', ['a.example'])
  second = makeCertificate(directory, 'second', ['b.example', '*.c.example'])
  origin = await RawOrigin.start(answering(OK))
  port = await freePort()
  router = await startTestRouter([origin.url], [], {
    tls: {
      listen: { host: '127.0.0.1', port },
      certificates: [first, second],
      redirectPort: 'same',
    },
    peers: { hstsSeconds: 31_536_000 },
    threads: 2,
  })
})
afterAll(async () => {
  await router.stop()
  await origin.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** The names in the certificate that is presented to who asks for this one. */
async function presented(servername: string): Promise<string> {
  const socket = await handshake({ servername })
  const names = socket.getPeerCertificate().subjectaltname ?? ''
  socket.destroy()
  return names
}

async function handshake(options: {
  servername: string
  maxVersion?: 'TLSv1.1' | 'TLSv1.2'
  minVersion?: 'TLSv1.1'
  ALPNProtocols?: string[]
}): Promise<TLSSocket> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options })
    socket.once('secureConnect', () => resolve(socket))
    socket.once('error', reject)
  })
}

test('a certificate is presented to whom it names, and the first one to everybody else', async () => {
  expect(await presented('a.example')).toBe('DNS:a.example')
  expect(await presented('B.example')).toContain('DNS:b.example')
  expect(await presented('x.c.example')).toContain('DNS:*.c.example')
  expect(await presented('x.y.c.example')).toBe('DNS:a.example')
  expect(await presented('elsewhere.example')).toBe('DNS:a.example')
})

test('TLS 1.3 and 1.2 are spoken, and nothing older', async () => {
  const newest = await handshake({ servername: 'a.example' })
  expect(newest.getProtocol()).toBe('TLSv1.3')
  newest.destroy()
  const older = await handshake({ servername: 'a.example', maxVersion: 'TLSv1.2' })
  expect(older.getProtocol()).toBe('TLSv1.2')
  older.destroy()
  await expect(
    handshake({ servername: 'a.example', minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }),
  ).rejects.toThrow(/protocol version|unsupported protocol|no protocols available/i)
})

test('HTTP/1.1 inside TLS goes the same way, and is told so', async () => {
  const answer = await new Promise<{ status: number | undefined; hsts: unknown; body: string }>(
    (resolve, reject) => {
      get(
        { port, host: '127.0.0.1', path: '/x', servername: 'a.example', rejectUnauthorized: false },
        (response) => {
          response.setEncoding('utf8')
          response.on('data', (body: string) => {
            const hsts = response.headers['strict-transport-security']
            resolve({ status: response.statusCode, hsts, body })
          })
        },
      ).on('error', reject)
    },
  )
  expect(answer).toEqual({ status: 200, hsts: 'max-age=31536000', body: 'ok' })
  expect(origin.text).toMatch(/\r\nX-Forwarded-Proto: https\r\n/)
})

test('plain requests are sent to https, with path and query', async () => {
  const before = origin.text
  const text = await exchange(
    router.port,
    'GET /a?b=c HTTP/1.1\r\nHost: A.example:80\r\nConnection: close\r\n\r\n',
  )
  expect(text).toMatch(/^HTTP\/1\.1 308 /)
  expect(text).toContain(`\r\nLocation: https://a.example:${port}/a?b=c\r\n`)
  expect(text).not.toContain('Strict-Transport-Security')
  expect(origin.text).toBe(before)
})

test('what a trusted proxy took by https is not sent to https again', async () => {
  const tls = { listen: { host: '127.0.0.1', port: 0 }, certificates: [first] }
  await using behind = await startTestRouter([origin.url], [], {
    tls: { ...tls, redirectPort: 'same' },
    peers: { trust: ['127.0.0.1'] },
  })
  const status = async (where: TestRouter, lines: string): Promise<string | undefined> => {
    const text = `GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n${lines}\r\n`
    return (await exchange(where.port, text)).split(' ')[1]
  }
  expect(await status(behind, 'X-Forwarded-Proto: https\r\n')).toBe('200')
  expect(await status(behind, 'X-Forwarded-Proto: http, HTTPS\r\n')).toBe('200')
  expect(await status(behind, 'Forwarded: for=192.0.2.1, for=_b;proto=https\r\n')).toBe('200')
  expect(await status(behind, 'X-Forwarded-Proto: https, http\r\n')).toBe('308')
  expect(await status(behind, 'Forwarded: proto=https, for=192.0.2.1\r\n')).toBe('308')
  expect(await status(behind, '')).toBe('308')
  expect(await status(router, 'X-Forwarded-Proto: https\r\n')).toBe('308')
})

test('who speaks no TLS at the TLS port is let go, and others are not harmed', async () => {
  expect(await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')).not.toContain('HTTP/1.1 200')
  expect(await presented('a.example')).toBe('DNS:a.example')
})

test('a certificate that changes on disk is served without a restart; half a change is not', async () => {
  const next = makeCertificate(directory, 'next', ['b.example', 'new.example'])
  const kept = await handshake({ servername: 'b.example', ALPNProtocols: ['http/1.1'] })
  copyFileSync(next.cert, second.cert)
  await new Promise((resolve) => {
    setTimeout(resolve, 1_300)
  })
  expect(await presented('b.example')).not.toContain('new.example')
  copyFileSync(next.key, second.key)
  await waitFor('the new certificate', async () =>
    (await presented('b.example')).includes('new.example'),
  )
  const { tls } = await router.client.status()
  expect(tls?.certificates.map(({ names }) => names)).toEqual([
    ['a.example'],
    ['b.example', 'new.example'],
  ])
  let answer = ''
  kept.on('data', (bytes: Buffer) => {
    answer += bytes.toString('latin1')
  })
  kept.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await waitFor('the answer on the old connection', () => answer.endsWith('ok'))
  kept.destroy()
  writeFileSync(second.key, 'rubbish')
  await new Promise((resolve) => {
    setTimeout(resolve, 1_300)
  })
  expect(await presented('b.example')).toContain('new.example')
})

test('a certificate without its key is refused when the router starts', async () => {
  await expect(
    startTestRouter([origin.url], [], {
      tls: {
        listen: { host: '127.0.0.1', port: 0 },
        certificates: [{ cert: first.cert, key: second.key }],
        redirectPort: null,
      },
    }),
  ).rejects.toThrow(/first\.crt and .*second\.key are not a certificate and its key/)
})

test('a session begun with one worker resumes with another', async () => {
  const resumed: boolean[] = []
  let session: Buffer | undefined
  for (let i = 0; i < 8; i++) {
    const socket = connect({
      port,
      host: '127.0.0.1',
      servername: 'a.example',
      rejectUnauthorized: false,
      ...(session === undefined ? {} : { session }),
    })
    socket.on('session', (ticket) => {
      session = ticket
    })
    await new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('data', resolve)
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    })
    resumed.push(socket.isSessionReused())
    socket.destroy()
  }
  expect(resumed.slice(1)).toEqual(Array.from({ length: 7 }, () => true))
})

test('HTTP/2 is agreed on by ALPN', async () => {
  const client = connectHttp2(`https://127.0.0.1:${port}`, {
    rejectUnauthorized: false,
    servername: 'a.example',
  })
  const status = await new Promise((resolve, reject) => {
    client.on('error', reject)
    const stream = client.request({ ':path': '/h2' })
    stream.on('response', (headers) => {
      resolve(headers[':status'])
      stream.close()
    })
    stream.on('error', reject)
  })
  client.close()
  expect(status).toBe(200)
})

test('a client that ends its side in the handshake is let go at once, one that has asked is answered', async () => {
  const quitter = await RawClient.open(port)
  quitter.send('\x16\x03\x01')
  quitter.end()
  // A handshake may take 10 s.
  expect(await quitter.all(2_000)).not.toContain('HTTP')
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  socket.setEncoding('latin1')
  let text = ''
  socket.on('data', (part: string) => {
    text += part
  })
  socket.end('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n')
  await once(socket, 'close')
  expect(text).toMatch(/200 OK.*ok$/s)
})
