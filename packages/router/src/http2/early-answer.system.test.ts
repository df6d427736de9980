import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@teal/testing/certificates'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RawOrigin } from '../testing/raw-origin.ts'
import { startTestRouter, type TestRouter } from '../testing/test-router.ts'

// An instance answers an upload at its head and reads no more of it.

const UPLOAD_BYTES = 3_000_000
const CURL_SECONDS = 8

let folder: string
let origin: RawOrigin
let router: TestRouter

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teal-early-'))
  writeFileSync(join(folder, 'upload'), Buffer.alloc(UPLOAD_BYTES))
  origin = await RawOrigin.start((socket, received) => {
    socket.pause()
    const answer = received.includes(' /refused ') ? '413 Content Too Large' : '200 OK'
    socket.write(`HTTP/1.1 ${answer}\r\nConnection: close\r\nContent-Length: 3\r\n\r\nno!`)
  })
  router = await startTestRouter([origin.url], [], {
    tls: {
      listen: { host: '127.0.0.1', port: 0 },
      certificates: [makeCertificate(folder, 'a', ['a.example'])],
      redirectPort: null,
    },
  })
})
afterAll(async () => {
  await router.stop()
  await origin.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function curl(...argv: string[]): Promise<{ code: number; output: string }> {
  const asked = ['-sSk', '-m', String(CURL_SECONDS), '-w', ' %{http_version} %{http_code}']
  return await new Promise((resolve) => {
    execFile('curl', [...asked, ...argv], (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0
      resolve({ code, output: stdout + stderr })
    })
  })
}

describe.each([
  ['accepted', 200],
  ['refused', 413],
])('an upload that is %s early', (path, status) => {
  test.each([
    ['with a length', ['-T', 'upload']],
    ['without a length', ['-T', 'upload', '-H', 'Transfer-Encoding: chunked']],
    ['after 100-continue', ['-T', 'upload', '-H', 'Expect: 100-continue']],
    ['of a form', ['--data-binary', '@upload']],
  ])('is answered %s', async (_, argv) => {
    const files = argv.map((word) => word.replace('upload', join(folder, 'upload')))
    for (const [version, where] of [
      ['2', ['--http2', `https://${router.running.tlsListen}/${path}`]],
      ['1.1', ['--http1.1', `https://${router.running.tlsListen}/${path}`]],
      ['1.1', [`http://127.0.0.1:${router.port}/${path}`]],
    ] as const)
      expect(await curl(...files, ...where)).toEqual({
        code: 0,
        output: `no! ${version} ${status}`,
      })
  })
})
