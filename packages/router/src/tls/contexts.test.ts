import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@teal/testing/certificates'
import { expect, test } from 'vitest'
import { readCertificate } from './certificate.ts'
import { Contexts } from './contexts.ts'

test('of two certificates for a name the one given first is served', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teal-contexts-'))
  const [other, first, second] = [['c.example'], ['a.example'], ['a.example', 'b.example']].map(
    (hosts, i) => readCertificate(makeCertificate(folder, String(i), hosts)),
  )
  rmSync(folder, { recursive: true, force: true })
  if (other === undefined || first === undefined || second === undefined) throw new Error('none')
  const keys = Buffer.alloc(48)
  const contexts = new Contexts([other, first, second], keys)
  const a = contexts.find('a.example')
  const b = contexts.find('b.example')
  expect(a).not.toBe(b)
  expect(a).not.toBe(contexts.first)
  expect(contexts.find('nobody.example')).toBe(contexts.first)
  const names = new Contexts([first, second], keys)
  expect(names.find('a.example')).toBe(names.first)
})
