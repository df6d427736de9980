import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@teal/testing/certificates'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCertificate } from './certificate.ts'

// What cannot be served must be refused where it is read: every worker would die of it.

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'teal-certificate-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('a chain whose second certificate is damaged is refused', () => {
  const files = makeCertificate(folder, 'chain', ['a.example'])
  expect(readCertificate(files).names).toEqual(['a.example'])
  appendFileSync(files.cert, '-----BEGIN CERTIFICATE-----\nrubbish!\n-----END CERTIFICATE-----\n')
  expect(() => readCertificate(files)).toThrow(
    /chain\.crt and .* are not a certificate and its key/,
  )
})

test('a key that is too weak for TLS is refused', () => {
  const files = { cert: join(folder, 'weak.crt'), key: join(folder, 'weak.key') }
  execFileSync(
    '/usr/bin/openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:512', '-nodes', '-keyout', files.key, '-out', files.cert],
      ...['-subj', '/CN=a.example', '-addext', 'subjectAltName=DNS:a.example'],
    ],
    { stdio: 'pipe' },
  )
  expect(() => readCertificate(files)).toThrow(/weak\.crt and .*too small/)
})
