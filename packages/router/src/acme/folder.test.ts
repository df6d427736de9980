import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AcmeFolder } from './folder.ts'

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'teal-folder-'))
})
afterEach(() => {
  rmSync(path, { recursive: true, force: true })
})

test('the key of the account is made once, for the owner alone', () => {
  const key = new AcmeFolder(path).accountKey()
  expect(new AcmeFolder(path).accountKey()).toBe(key)
  expect(statSync(join(path, 'account.key')).mode & 0o777).toBe(0o600)
})

test('one that is damaged is not replaced, and is named', () => {
  const file = join(path, 'account.key')
  for (const text of [
    'rubbish',
    '',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
  ]) {
    writeFileSync(file, text)
    expect(() => new AcmeFolder(path).accountKey()).toThrow(`${file} is not the key of an account`)
  }
})
