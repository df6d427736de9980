import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDatabase } from './store.ts'
import { storeSuite } from './store.suite.ts'

const directory = mkdtempSync(join(tmpdir(), 'teal-store-'))
let count = 0
afterAll(() => rmSync(directory, { recursive: true, force: true }))

storeSuite('SQLite', async () => {
  count += 1
  return `sqlite:${join(directory, `${count}`, 'teal.db')}`
})

it('says what to do when the file is not a database', async () => {
  const file = join(directory, 'not-a-database')
  writeFileSync(file, 'hello '.repeat(1000))
  chmodSync(file, 0o600)
  await expect(openDatabase(`sqlite:${file}`)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('not a database'),
    hint: expect.stringContaining(file),
  })
})
