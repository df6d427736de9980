import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { plainSql, sql } from './sql.ts'
import { appendAudit, listAudit, openDatabase, verifyAudit } from './store.ts'
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
  await expect(openDatabase(`sqlite:${file}`)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('not a database'),
    hint: expect.stringContaining(`restore ${file} from a copy`),
  })
})

it('says what to do when the file is damaged', async () => {
  const file = join(directory, 'damaged.db')
  await (await openDatabase(`sqlite:${file}`)).close()
  const content = readFileSync(file)
  writeFileSync(file, content.fill('?', 4_096))
  const database = await openDatabase(`sqlite:${file}`)
  await expect(listAudit(database, 'shop', 1)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('the store is damaged'),
    hint: expect.stringContaining(`restore ${file} from a copy`),
  })
  await database.close()
})

it('says what to do when the disk is full, and goes on when there is room', async () => {
  const database = await openDatabase(`sqlite:${join(directory, 'full.db')}`)
  const entry = { application: 'shop', who: 'ann', what: 'switch', why: 'v2', outcome: 'done' }
  await appendAudit(database, entry)
  // The file may not grow: to SQLite that is the same as a disk without room.
  const [row] = await database.all<{ page_count: number }>(sql`pragma page_count`)
  await database.all(plainSql(`pragma max_page_count = ${row?.page_count}`))
  const large = { ...entry, why: 'x'.repeat(1_000_000) }
  await expect(appendAudit(database, large)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/the store cannot be written: .*full/),
  })
  await database.all(sql`pragma max_page_count = 1000000`)
  await appendAudit(database, large)
  expect(await verifyAudit(database)).toMatchObject({ intact: true, entries: 2 })
  await database.close()
})

it('notices that another database has come in its place', async () => {
  const file = join(directory, 'moved.db')
  const database = await openDatabase(`sqlite:${file}`)
  expect(database.isReplaced()).toBe(false)
  for (const end of ['', '-wal', '-shm']) renameSync(`${file}${end}`, `${file}.away${end}`)
  expect(() => database.isReplaced()).toThrow(`the store is gone from ${file}`)
  const anew = await openDatabase(`sqlite:${file}`)
  expect(database.isReplaced()).toBe(true)
  // Its end takes nothing away from the new one.
  await database.close()
  expect(existsSync(`${file}-wal`)).toBe(true)
  expect(anew.isReplaced()).toBe(false)
  await anew.close()
})
