import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimEpoch, readClaim } from './epoch-claim.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teal-claim-'))
  file = join(folder, 'claim')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('is none at first, and then the last one', () => {
  expect(readClaim(file)).toBe(0)
  for (const epoch of [9, 10, Number.MAX_SAFE_INTEGER, 3]) {
    claimEpoch(file, epoch)
    expect(readClaim(file)).toBe(epoch)
  }
})

test.each(['', '12', '0000000000000012\n', '00000000000000\0\0'])(
  'is none when a power cut left %j',
  (text) => {
    writeFileSync(file, text)
    expect(readClaim(file)).toBe(0)
    rmSync(file)
    claimEpoch(file, 12)
    expect(readClaim(file)).toBe(12)
  },
)

test('says when it cannot be kept', () => {
  expect(() => claimEpoch(join(folder, 'none', 'claim'), 1)).toThrow('cannot be written')
  expect(() => readClaim(folder)).toThrow('cannot be read')
})
