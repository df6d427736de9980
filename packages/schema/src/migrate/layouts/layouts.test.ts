import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Migration } from '../migration.ts'
import { layoutOf } from './layouts.ts'

const scratch = mkdtempSync(join(tmpdir(), 'teal-layouts-'))
afterAll(() => rmSync(scratch, { recursive: true }))
let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(scratch, 'project-')), 'migrations')
  mkdirSync(folder)
})
const write = (file: string, text = 'select 1;\n'): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}
const layout = async (): Promise<string> => (await layoutOf(folder, undefined)).name
const read = async (name?: string): Promise<Migration[]> =>
  (await layoutOf(folder, name)).read(folder)
const names = async (name?: string): Promise<string[]> =>
  (await read(name)).map((each) => each.name)

describe('a folder', () => {
  it.each([
    ['teal', '0001_a.sql', 'select 1'],
    ['dbmate', '20240101_a.sql', '-- migrate:up\nselect 1\n-- migrate:down\n'],
    ['node-pg-migrate', '1704067200000_a.sql', '-- Up Migration\nselect 1\n'],
    ['node-pg-migrate', '1704067200000_a.js', 'exports.up = (pgm) => pgm.sql("select 1")'],
    ['graphile-migrate', 'committed/000001.sql', '--! Previous: -\n--! Hash: sha1:x\n\nselect 1\n'],
    ['prisma', 'migration_lock.toml', 'provider = "postgresql"'],
    ['drizzle-journal', 'meta/_journal.json', '{"entries":[]}'],
    ['drizzle', '20240101000000_a/migration.sql', 'select 1'],
    ['knex', '20240101_a.js', 'exports.up = (knex) => knex.raw("select 1")'],
    ['knex', '20240101_a.ts', "import type { Knex } from 'knex'\n"],
    ['flyway', 'V1__a.sql', 'select 1'],
    ['flyway', 'views/R__a.sql', 'select 1'],
  ])('of %s is known by %s', async (name, file, text) => {
    write(file, text)
    expect(await layout()).toBe(name)
  })

  it('that is not there is told as such', async () => {
    folder = join(folder, 'nowhere')
    await expect(read()).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/nowhere.*cannot be read/) as unknown,
    })
  })

  it('of another tool is refused by its name, with the names there are', async () => {
    await expect(layoutOf(folder, 'sqitch')).rejects.toMatchObject({
      hint: expect.stringMatching('prisma, drizzle-journal, drizzle, graphile-migrate') as unknown,
    })
  })
})

describe('the head of a file', () => {
  it('says the phase, in SQL and in code', async () => {
    write('1_a.js', '// teal: contract\n// teal: needs v3\nexports.up = (knex) => knex.raw("")')
    write('2_b.js', '// teal: backfill\nexports.up = (knex) => knex.raw("")')
    write('3_c.js', 'exports.up = (knex) => knex.raw("")')
    expect((await read()).map(({ phase, needs, sql }) => [phase, needs, sql])).toEqual([
      ['contract', 'v3', null],
      ['backfill', undefined, null],
      ['expand', undefined, null],
    ])
  })
})

describe('dbmate', () => {
  it('runs what is below each "migrate:up", with lines and columns as they are', async () => {
    write(
      '1_a.sql',
      '-- why\n-- migrate:up transaction:false\nselect 1;\n-- migrate:down\nselect 2;\n-- migrate:up\nselect 3;\n',
    )
    const [migration] = await read()
    expect(migration?.sql?.split('\n').map((line) => line.trim())).toEqual([
      '',
      '-- migrate:up transaction:false',
      'select 1;',
      '',
      '',
      '-- migrate:up',
      'select 3;',
      '',
    ])
  })

  it('refuses what would not be run, or could not be told apart', async () => {
    write('1_a.sql', 'select 1;\n-- migrate:up\nselect 2;\n')
    await expect(read()).rejects.toThrow(/1_a\.sql has statements above/)
    write('1_a.sql', '-- migrate:upwards\nselect 2;\n')
    await expect(read('dbmate')).rejects.toThrow(/1_a\.sql has no line/)
    write('1_a.sql', '-- migrate:up\nselect 2;\n')
    write('1_b.sql', '-- migrate:up\nselect 2;\n')
    await expect(read()).rejects.toThrow(/1_a\.sql and 1_b\.sql are both called 1/)
  })
})

describe('node-pg-migrate', () => {
  it('sorts by numbers, and by the time that 17 digits say', async () => {
    write('20240101000000000_c.sql')
    write('1704067199999_b.sql')
    write('1704067200001_d.sql')
    write('2_a.ts')
    expect(await names('node-pg-migrate')).toEqual([
      '2_a',
      '1704067199999_b',
      '20240101000000000_c',
      '1704067200001_d',
    ])
    write('readme.sql')
    await expect(read('node-pg-migrate')).rejects.toThrow(
      /readme\.sql does not begin with a number/,
    )
  })

  it('leaves the way down alone, and runs code by its command', async () => {
    write('1_a.sql', '-- Down Migration\ndrop table a;\n-- Up Migration\nselect 1;\n')
    write('2_b.mjs', 'export const up = (pgm) => {}')
    const { command } = await layoutOf(folder, undefined)
    const [sql, code] = await read()
    expect(sql?.sql?.trim()).toBe('-- Up Migration\nselect 1;')
    expect(code && command?.(folder, code)).toEqual([
      'node-pg-migrate',
      'up',
      '2_b',
      '--migrations-dir',
      folder,
    ])
  })
})

describe('graphile-migrate', () => {
  const commit = (number: number, body: string, previous = '-', more = ''): string => {
    const text = `${`${previous === '-' ? '' : previous}\n${body}`.trim()}\n`
    const hash = `sha1:${createHash('sha1').update(text).digest('hex')}`
    write(
      `committed/00000${number}-a-b.sql`,
      `--! Previous: ${previous}\n--! Hash: ${hash}\n${more}\n${body}\n`,
    )
    return hash
  }

  it('has a chain that starts with none', async () => {
    const first = commit(1, 'select 1;')
    commit(2, '--! no-transaction\nselect 2;', first, '--! Message: a b\n')
    expect(await names()).toEqual(['000001.sql', '000002.sql'])
    commit(2, 'select 2;', 'sha1:another')
    await expect(read()).rejects.toThrow(/000002-a-b\.sql does not come behind 000001-a-b\.sql/)
  })

  it('refuses what was not committed, was changed after, or has placeholders', async () => {
    commit(1, 'grant all on a to :DATABASE_OWNER;')
    await expect(read()).rejects.toThrow(/placeholder :DATABASE_OWNER/)
    commit(1, 'select a::TEXT, b[1:N] from t;')
    expect(await names()).toEqual(['000001.sql'])
    write('committed/000001.sql', '--! Previous: -\n--! Hash: sha1:1\n\nselect 1;\n')
    await expect(read('graphile-migrate')).rejects.toThrow(/was changed after/)
    write('committed/000001.sql', 'select 1;\n')
    await expect(read('graphile-migrate')).rejects.toThrow(/was not committed/)
  })
})

describe('Prisma and Drizzle', () => {
  it('refuse a folder or an entry without its file', async () => {
    write('migration_lock.toml')
    mkdirSync(join(folder, '20240101_a'))
    await expect(read()).rejects.toThrow(/20240101_a\/migration\.sql cannot be read/)
    await expect(read('drizzle-journal')).rejects.toThrow(/_journal\.json cannot be read/)
    write('meta/_journal.json', '{"entries":[{"tag":"0001_a","when":1}]}')
    await expect(read('drizzle-journal')).rejects.toThrow(/0001_a\.sql cannot be read/)
    write('meta/_journal.json', '{"entries":[{"tag":"0001_a"}]}')
    await expect(read('drizzle-journal')).rejects.toThrow(/has no tag or no time/)
    write('other/migration.sql')
    await expect(read('drizzle')).rejects.toThrow(/other does not begin with a time/)
  })

  it('ends a statement where Drizzle does, with lines and columns as they are', async () => {
    const mark = '--> statement-breakpoint'
    write('20240131120501_a/migration.sql', `select 1;${mark}\nselect 2 -- x\n${mark}\nselect 3`)
    const blank = ' '.repeat(mark.length - 1)
    expect((await read())[0]?.sql).toBe(`select 1; ${blank}\nselect 2 -- x\n;${blank}\nselect 3`)
  })

  it('take the time from the name of the folder', async () => {
    write('20240131120501_a/migration.sql')
    expect((await read())[0]?.row).toEqual({ created_at: Date.UTC(2024, 0, 31, 12, 5, 1) })
  })
})

describe('Knex', () => {
  it('is run for one migration by its name, with the knexfile above the folder', async () => {
    write('1_a.ts', "import type { Knex } from 'knex'")
    write('types.d.ts')
    const { command } = await layoutOf(folder, undefined)
    const [migration, ...others] = await read()
    expect(others).toEqual([])
    if (!migration) throw new Error('no migration')
    expect(() => command?.(folder, migration)).toThrow(/no knexfile/)
    write('../knexfile.mjs')
    mkdirSync(join(folder, '../node_modules/.bin'), { recursive: true })
    write('../node_modules/.bin/knex')
    const project = dirname(folder)
    expect(command?.(folder, migration)).toEqual([
      join(project, 'node_modules/.bin/knex'),
      'migrate:up',
      '1_a.ts',
      '--knexfile',
      join(project, 'knexfile.mjs'),
      '--migrations-directory',
      folder,
    ])
  })
})
