import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { requireNewestEpoch } from './colour-epoch.ts'

test('an older epoch than was there is refused, for each colour by itself', () => {
  const directory = mkdtempSync(join(tmpdir(), 'teal-epoch-'))
  requireNewestEpoch(directory, 'blue', 7)
  requireNewestEpoch(directory, 'blue', 7)
  requireNewestEpoch(directory, 'green', 3)
  requireNewestEpoch(directory, 'blue', undefined)
  expect(() => requireNewestEpoch(directory, 'blue', 6)).toThrow('epoch 6 is older than 7')
  requireNewestEpoch(directory, 'blue', 8)
  expect(() => requireNewestEpoch(directory, 'blue', 7)).toThrow('epoch 7 is older than 8')
  rmSync(directory, { recursive: true })
})
