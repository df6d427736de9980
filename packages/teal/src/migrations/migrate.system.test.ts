import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from './migrate.ts'

type Kind = {
  name: string
  open: () => Promise<string>
  query: (url: string, sql: string) => Promise<unknown[]>
}

let server: PostgresServer
let count = 0
const directory = mkdtempSync(join(tmpdir(), 'teal-migrations-'))
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  await server.stop()
  rmSync(directory, { recursive: true })
})

const kinds: Kind[] = [
  {
    name: 'SQLite',
    open: async () => `sqlite:${join(directory, `${(count += 1)}.db`)}`,
    query: async (url, sql) => {
      const db = new DatabaseSync(url.slice('sqlite:'.length))
      const rows = db.prepare(sql).all()
      db.close()
      return rows
    },
  },
  {
    name: 'PostgreSQL',
    open: () => server.createDatabase(`migrations_${(count += 1)}`),
    query: async (url, sql) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query(sql)
      await client.end()
      return rows as unknown[]
    },
  },
]

describe.each(kinds)('plain SQL files on $name', ({ open, query }) => {
  let folder: string
  let database: string
  const run = (release = 'v1') =>
    migrate({ folder, database, release, signal: new AbortController().signal })
  const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql)

  beforeEach(async () => {
    folder = mkdtempSync(join(directory, 'folder-'))
    database = await open()
    write(
      '0002_more.expand.sql',
      'alter table things add column note text; insert into things (id) values (2);',
    )
    write(
      '0001_things.sql',
      'create table things (id integer); insert into things (id) values (1);',
    )
    write('0003_less.contract.sql', 'drop table things')
    write('0004_fill.backfill.sql', 'nonsense')
    write('readme.txt', 'nonsense')
  })

  it('runs what expands, in order and once, and notes for which release', async () => {
    expect(await run()).toEqual(['0001_things.sql', '0002_more.expand.sql'])
    expect(await run('v2')).toEqual([])
    write('0005_last.sql', 'insert into things (id) values (5)')
    expect(await run('v2')).toEqual(['0005_last.sql'])
    expect(await query(database, 'select id from things order by id')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 5 },
    ])
    expect(await query(database, 'select release from teal_migrations order by name')).toEqual([
      { release: 'v1' },
      { release: 'v1' },
      { release: 'v2' },
    ])
  })

  it('keeps nothing of a file that fails, and all before it', async () => {
    write('0005_broken.sql', 'insert into things (id) values (5); insert into nowhere values (1);')
    await expect(run()).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(
        /^0005_broken.sql failed, and nothing of it was kept: .*nowhere/,
      ),
    })
    expect(await query(database, 'select id from things order by id')).toEqual([
      { id: 1 },
      { id: 2 },
    ])
    write('0005_broken.sql', 'insert into things (id) values (5)')
    expect(await run()).toEqual(['0005_broken.sql'])
  })

  it('refuses a file that was changed after it had been run', async () => {
    await run()
    write('0001_things.sql', 'create table other (id integer)')
    await expect(run()).rejects.toThrow(/0001_things.sql was changed after it had been run/)
  })

  it('runs each file once for many runners at once', async () => {
    const runs = await Promise.all([run(), run(), run(), run()])
    expect(runs.flat().toSorted()).toEqual(['0001_things.sql', '0002_more.expand.sql'])
    expect(await query(database, 'select id from things order by id')).toEqual([
      { id: 1 },
      { id: 2 },
    ])
  })
})

it('says what to do when the folder or the database is not there', async () => {
  const signal = new AbortController().signal
  const none = { release: 'v1', signal }
  await expect(
    migrate({ ...none, folder: join(directory, 'nowhere'), database: 'sqlite::memory:' }),
  ).rejects.toMatchObject({ kind: 'usage', message: expect.stringContaining('nowhere') })
  await expect(
    migrate({ ...none, folder: directory, database: 'postgres://a:hunter2@127.0.0.1:1/x' }),
  ).rejects.toMatchObject({ kind: 'unavailable', message: expect.not.stringContaining('hunter2') })
})
