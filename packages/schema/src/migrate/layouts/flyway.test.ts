import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection, Row } from '../database.ts'
import { checksumOf, flyway } from './flyway.ts'

const scratch = mkdtempSync(join(tmpdir(), 'teal-flyway-'))
afterAll(() => rmSync(scratch, { recursive: true }))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'folder-'))
})
const write = (file: string, sql = 'select 1;\n'): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), sql)
}

describe('the checksum', () => {
  // What Java's CRC32 gives for the lines that its BufferedReader reads, as Flyway documents it.
  it.each([
    ['', 0],
    ['create table a (id int);', -897341557],
    ['create table a (id int);\n', -897341557],
    ['create table a (\r\n  id int\r\n);\r\ninsert into a values (1);\r\n', -421413044],
    ['\uFEFFselect 1;\nselect 2;', -593479011],
    ["-- é ü 漢字 😀\rselect 'ß';\n\n", -1046757729],
    ['a\u2028b\u000Bc\u0085d\n', 1802500682],
  ])('of %j is %d', (text, checksum) => {
    expect(checksumOf(text)).toBe(checksum)
  })

  it('is the same whatever the ends of the lines are', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\uFEFF]/.test(text))
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const [unix, windows, mac] = ['\n', '\r\n', '\r'].map((end) => checksumOf(lines.join(end)))
        expect(windows).toBe(unix)
        expect(mac).toBe(unix)
      }),
    )
  })
})

describe('the files', () => {
  it('are read from folders too, by their versions as numbers, the repeatable ones last', async () => {
    write('R__b_views.sql')
    write('R__a.sql')
    write('later/V1.10__c.sql')
    write('V1_2__b.sql')
    write('V001__a_b_.sql')
    write('U1.2__b.sql')
    write('readme.md')
    const migrations = await flyway.read(folder)
    expect(migrations.map(({ name, file }) => [name, file])).toEqual([
      ['V1', 'V001__a_b_.sql'],
      ['V1.2', 'V1_2__b.sql'],
      ['V1.10', 'later/V1.10__c.sql'],
      ['R a', 'R__a.sql'],
      ['R b views', 'R__b_views.sql'],
    ])
    expect(migrations[0]?.row).toMatchObject({ version: '001', description: 'a b ' })
    expect(migrations[1]?.row).toMatchObject({ version: '1.2', script: 'V1_2__b.sql' })
  })

  it.each([
    ['V1__a.sql', 'grant select on a to ${role};', /placeholder \$\{role\}/],
    ['afterMigrate.sql', 'select 1', /is a callback/],
    ['beforeEachMigrate__x.sql', 'select 1', /is a callback/],
    ['B3__all.sql', 'select 1', /is a baseline migration/],
    ['V1_a.sql', 'select 1', /not called as Flyway wants/],
  ])('refuses %s with %j', async (file, sql, message) => {
    write(file, sql)
    await expect(flyway.read(folder)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(message) as unknown,
    })
  })

  it('refuses one version twice, however it is written', async () => {
    write('V1__a.sql')
    write('V01.0__b.sql')
    await expect(flyway.read(folder)).rejects.toThrow(/are both called V1/)
  })
})

describe('the ledger', () => {
  /** A connection that has just this table, and no other. */
  const having = (rows: readonly Row[]): Connection => ({
    query: async (sql) => ({
      rows: sql.includes('pg_') ? [{ name: 'public' }] : [...rows],
      changed: 0,
    }),
    run: () => Promise.reject(new Error('nothing is written')),
    transaction: () => Promise.reject(new Error('nothing is written')),
  })
  const row = (version: string | null, more: Row = {}): Row => ({
    version,
    description: 'a',
    type: 'SQL',
    checksum: checksumOf('select 1;\n'),
    success: true,
    ...more,
  })
  const applied = async (rows: Row[]): Promise<[string, boolean][]> => {
    const ran = await flyway.ledger?.applied(having(rows), 'postgres', await flyway.read(folder))
    return (ran ?? []).map(({ name, changed }) => [name, changed])
  }
  beforeEach(() => {
    write('V1__a.sql')
    write('V2__a.sql')
    write('V3__a.sql')
    write('R__a.sql')
  })

  it('wants a repeatable migration again when it was changed, and a versioned one never', async () => {
    expect(await applied([row('1'), row(null)])).toEqual([
      ['V1', false],
      ['R a', false],
    ])
    expect(await applied([row('1.0', { checksum: 7 }), row(null, { checksum: 7 })])).toEqual([
      ['V1', true],
    ])
    expect(await applied([row(null), row(null, { checksum: 7 })])).toEqual([])
    expect(await applied([row(null, { checksum: 7 }), row(null)])).toEqual([['R a', false]])
  })

  it('takes what a baseline stands for as run', async () => {
    const rows = [row(null, { type: 'SCHEMA', description: 'x' }), row('2', { type: 'BASELINE' })]
    expect(await applied(rows)).toEqual([
      ['V1', false],
      ['V2', false],
    ])
  })

  it('forgets what was undone or deleted, until it was run again', async () => {
    expect(await applied([row('1'), row('2'), row('2', { type: 'UNDO_SQL' })])).toHaveLength(1)
    const again = [row('1'), row('2'), row('2', { type: 'DELETE' }), row('2')]
    expect(await applied(again)).toHaveLength(2)
  })

  it('refuses to go on where Flyway failed, or would not run a file any more', async () => {
    await expect(applied([row('1', { success: false })])).rejects.toMatchObject({ kind: 'refused' })
    await expect(applied([row('2')])).rejects.toThrow(
      /V1__a\.sql was not run, but V2__a\.sql behind it was/,
    )
  })
})
