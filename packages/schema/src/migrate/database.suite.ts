// What every database passes: the runner's promises, on the real thing.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@teal/testing/wait'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { contract } from './contract.ts'
import type { Database, Row } from './database.ts'
import { backfill, expand } from './expand.ts'
import { openLedger } from './ledger.ts'
import { openDatabase } from './open.ts'
import { rollbackCheck } from './rollback.ts'
import type { MigrateOptions } from './session.ts'
import { status } from './status.ts'

export type Subject = {
  name: string
  /** The URL of a new, empty database. */
  create: () => Promise<string>
  /** Whether DDL can be taken back. */
  transactionalDdl: boolean
  /** How an index is made without stopping writers, where that needs a word. */
  concurrently: '' | ' concurrently'
}

export function databaseSuite({ name, create, transactionalDdl, concurrently }: Subject): void {
  const scratch = mkdtempSync(join(tmpdir(), 'teal-migrate-'))
  afterAll(() => rmSync(scratch, { recursive: true }))

  let folder: string
  let url: string
  let told: string[]
  const write = (file: string, sql: string): void => writeFileSync(join(folder, file), sql)
  const options = (release?: string): MigrateOptions => ({
    database: url,
    folder,
    release,
    signal: new AbortController().signal,
    report: (text) => told.push(text),
  })
  const withDatabase = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const database = await openDatabase(url)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  const query = (sql: string): Promise<Row[]> =>
    withDatabase(async ({ connection }) => (await connection.query(sql)).rows)
  const numbers = async (sql: string): Promise<number[]> =>
    (await query(sql)).map((row) => Number(Object.values(row)[0]))

  beforeEach(async () => {
    folder = mkdtempSync(join(scratch, 'folder-'))
    url = await create()
    told = []
    write(
      '0001_users.sql',
      'create table users (id integer primary key, name varchar(50) not null);\ncreate index by_name on users (name);',
    )
  })
  const filled = async (): Promise<number> =>
    (await numbers('select count(*) from users where full_name is not null'))[0] ?? 0
  const fill = async (count: number): Promise<void> => {
    await expand(options('v1'))
    await withDatabase(async ({ connection }) => {
      for (let from = 1; from <= count; from += 500) {
        const rows = Array.from({ length: Math.min(500, count - from + 1) }, (_, i) => from + i)
        await connection.run(
          `insert into users (id, name) values ${rows.map((id) => `(${id}, 'n${id}')`).join(', ')}`,
        )
      }
    })
  }

  describe(`${name}: expand`, () => {
    it('runs each file once, in order, and notes for which release', async () => {
      write('0002_note.expand.sql', 'alter table users add column note varchar(50)')
      write('0010_last.sql', 'create table last (id integer primary key)')
      expect(await expand(options('v1'))).toEqual({
        ran: ['0001_users.sql', '0002_note.expand.sql', '0010_last.sql'],
        left: [],
      })
      expect(await expand(options('v2'))).toEqual({ ran: [], left: [] })
      const { migrations, releases, drifted } = await status({ ...options(), serving: [] })
      expect(migrations.map(({ name, state, release }) => [name, state, release])).toEqual([
        ['0001_users', 'done', 'v1'],
        ['0002_note', 'done', 'v1'],
        ['0010_last', 'done', 'v1'],
      ])
      expect(releases).toEqual(['v1', 'v2'])
      expect(drifted).toBe(false)
    })

    it('keeps nothing of a statement that fails and all before it, and goes on there', async () => {
      write(
        '0002_two.sql',
        'create table a (id integer primary key);\ninsert into a (id) values (1);\n  insert into nowhere values (1);\ncreate table c (id integer primary key);',
      )
      await expect(expand(options())).rejects.toMatchObject({
        kind: 'failed',
        message: expect.stringMatching(/^0002_two\.sql:3:3 failed.*nowhere/s) as unknown,
      })
      const { migrations } = await status({ ...options(), serving: [] })
      expect(migrations[1]).toMatchObject({
        state: 'failed',
        note: expect.stringMatching('nowhere'),
      })
      write(
        '0002_two.sql',
        'create table a (id integer primary key);\ninsert into a (id) values (1);\ncreate table b (id integer primary key);\ncreate table c (id integer primary key);',
      )
      expect((await expand(options())).ran).toEqual(['0002_two.sql'])
      expect(await numbers('select id from a')).toEqual([1])
      expect(await numbers('select count(*) from c')).toEqual([0])
    })

    it('refuses to go on with a file whose done part was changed', async () => {
      write(
        '0002_two.sql',
        'create table a (id integer primary key);\ninsert into nowhere values (1)',
      )
      await expect(expand(options())).rejects.toThrow('nowhere')
      write(
        '0002_two.sql',
        'create table b (id integer primary key);\ncreate table c (id integer primary key)',
      )
      await expect(expand(options())).rejects.toThrow(/changed where it has been run: statement 1/)
    })

    it('refuses a file that was changed after it was done', async () => {
      await expand(options())
      write('0001_users.sql', 'create table users (id integer primary key)')
      await expect(expand(options())).rejects.toThrow(/0001_users\.sql was changed after/)
    })

    it('runs nothing when one file does not parse, or is no expand', async () => {
      write('0002_b.sql', 'begin; create table b (id integer primary key);')
      await expect(expand(options())).rejects.toThrow(/^0002_b\.sql:1:\d+: /)
      write('0002_b.sql', 'drop table somebody_elses')
      await expect(expand(options())).rejects.toMatchObject({ kind: 'refused' })
      expect((await status({ ...options(), serving: [] })).migrations[0]).toMatchObject({
        state: 'pending',
      })
    })

    if (transactionalDdl) {
      it('does what is between BEGIN and COMMIT together or not at all', async () => {
        write(
          '0002_both.sql',
          'begin;\ncreate table a (id integer primary key);\ninsert into nowhere values (1);\ncommit;',
        )
        await expect(expand(options())).rejects.toThrow('nowhere')
        await expect(query('select * from a')).rejects.toThrow(/\ba\b/)
      })
    }

    it('runs each file once for many runners at once', async () => {
      write('0002_row.sql', 'create table a (id integer);\ninsert into a (id) values (1);')
      const runs = await Promise.all([1, 2, 3, 4].map(() => expand(options())))
      expect(runs.flatMap(({ ran }) => ran).toSorted()).toEqual(['0001_users.sql', '0002_row.sql'])
      expect(await numbers('select id from a')).toEqual([1])
    })

    it('goes on behind the last statement that is done when the process was killed', async () => {
      await expand(options())
      write(
        '0002_two.sql',
        "insert into users (id, name) values (1, 'a');\ninsert into users (id, name) values (2, 'b');",
      )
      await withDatabase(async (database) => {
        const ledger = openLedger(database)
        await expect(
          database.connection.transaction(async () => {
            await database.connection.run("insert into users (id, name) values (7, 'lost')")
            throw new Error('killed')
          }),
        ).rejects.toThrow('killed')
        expect(await ledger.entries()).toHaveLength(1)
      })
      await expand(options())
      expect(await numbers('select id from users order by id')).toEqual([1, 2])
    })

    it('tells that somebody else has changed the schema', async () => {
      await expand(options())
      await withDatabase(({ connection }) =>
        connection.run('alter table users add column x integer'),
      )
      expect((await status({ ...options(), serving: [] })).drifted).toBe(true)
    })
  })

  describe(`${name}: backfill`, () => {
    beforeEach(async () => {
      await fill(30_000)
      write('0002_full.sql', 'alter table users add column full_name varchar(50)')
      write(
        '0003_fill.backfill.sql',
        'update users set full_name = name\nwhere full_name is null or full_name <> name',
      )
      write('0004_after.sql', `create index${concurrently} by_id on users (id)`)
    })

    it('waits with what comes behind it, fills every row in batches, and goes on', async () => {
      expect(await expand(options('v2'))).toEqual({
        ran: ['0002_full.sql'],
        left: [
          { file: '0003_fill.backfill.sql', why: '`teal migrate backfill` runs it' },
          { file: '0004_after.sql', why: 'it comes behind the backfill 0003_fill.backfill.sql' },
        ],
      })
      expect((await backfill(options('v2'))).ran).toEqual([
        '0003_fill.backfill.sql',
        '0004_after.sql',
      ])
      expect(await numbers('select count(*) from users where full_name = name')).toEqual([30_000])
      expect((await backfill(options('v2'))).ran).toEqual([])
    })

    it('says of a run that was stopped just how far it came, and goes on there', async () => {
      await expand(options('v2'))
      // The name of a row tells how often it was filled.
      write(
        '0003_fill.backfill.sql',
        "update users set full_name = concat(coalesce(full_name, ''), 'x')",
      )
      const stop = new AbortController()
      const started = backfill({ ...options('v2'), signal: stop.signal })
      await waitFor('some batches', async () => (await filled()) > 0)
      stop.abort(new Error('stopped'))
      await expect(started).rejects.toThrow('stopped')
      const entry = await withDatabase((open) => openLedger(open).find('0003_fill', 'backfill'))
      expect(entry).toMatchObject({ state: 'running', rows: await filled() })
      expect(entry?.rows).toBeLessThan(30_000)
      await backfill(options('v2'))
      expect(await numbers("select count(*) from users where full_name = 'x'")).toEqual([30_000])
    })

    it('refuses a statement that cannot be run in parts', async () => {
      await expand(options('v2'))
      write(
        '0003_fill.backfill.sql',
        'update users set full_name = name; update users set name = name',
      )
      await expect(backfill(options('v2'))).rejects.toThrow(/holds one statement/)
      write('0003_fill.backfill.sql', 'create table x (id integer primary key)')
      await expect(backfill(options('v2'))).rejects.toThrow(/is an UPDATE, a DELETE/)
    })

    it('copies into another table in parts', async () => {
      write('0002_full.sql', 'create table names (user_id integer primary key, name varchar(50))')
      write(
        '0003_fill.backfill.sql',
        'insert into names (user_id, name) select u.id, u.name from users u where u.id > 10',
      )
      write('0004_after.sql', 'create table after_it (id integer primary key)')
      await expand(options('v2'))
      await backfill(options('v2'))
      expect(await numbers('select count(*) from names')).toEqual([29_990])
    })
  })

  describe(`${name}: contract and rollback`, () => {
    const yes = { confirm: () => Promise.resolve(true) }
    beforeEach(async () => {
      await fill(2)
      write('0002_x.sql', 'alter table users add column nick varchar(50)')
      await expand(options('v2'))
      write('0003_nick.contract.sql', 'alter table users drop column nick')
      await expand(options('v3'))
    })
    const dropped = async (): Promise<boolean> =>
      withDatabase(async (database) => {
        const tables = await database.tables()
        return !tables.some(({ columns }) => columns.some((column) => column.name === 'nick'))
      })

    it('waits while a release from before can get traffic, and says which and where', async () => {
      const serving = [
        { release: 'v3', where: 'is on green' },
        { release: 'v2', where: 'is the standby on blue' },
      ]
      await expect(
        contract({ ...options(), ...yes, serving: async () => serving }),
      ).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(
          /0003_nick.*v2 breaks under it and is the standby on blue/,
        ) as unknown,
      })
      expect(await dropped()).toBe(false)
      const { migrations } = await status({ ...options(), serving })
      expect(migrations.at(-1)).toMatchObject({ state: 'pending', needs: 'v3', losesData: true })
    })

    it('asks first, and does nothing when nobody agrees', async () => {
      const asked: string[][] = []
      const confirm = async (questions: readonly string[]): Promise<boolean> => {
        asked.push([...questions])
        return false
      }
      const serving = [{ release: 'v3', where: 'is on green' }]
      await expect(
        contract({ ...options(), confirm, serving: async () => serving }),
      ).rejects.toMatchObject({
        kind: 'refused',
      })
      expect(asked).toEqual([[expect.stringMatching(/0003_nick.*needs v3.*gone for good/)]])
      expect(await dropped()).toBe(false)
    })

    it('runs, and from then on refuses the releases it broke, and no other', async () => {
      expect(await rollbackCheck(url, 'v2')).toEqual({ refused: null, warnings: [] })
      const serving = [{ release: 'v3', where: 'is on green' }]
      expect(await contract({ ...options(), ...yes, serving: async () => serving })).toEqual({
        ran: ['0003_nick.contract.sql'],
        left: [],
      })
      expect(await dropped()).toBe(true)
      expect((await rollbackCheck(url, 'v2')).refused).toMatch(/0003_nick.*v2 breaks under it/)
      const answer = await rollbackCheck(url, 'v3')
      expect(answer.refused).toBeNull()
      expect(answer.warnings).toEqual([expect.stringMatching(/0003_nick.*gone/)])
      expect((await rollbackCheck(url, 'v4, which is new')).refused).toBeNull()
    })

    it('takes a release it has never seen for an older one', async () => {
      const serving = [{ release: 'v0', where: 'is on green' }]
      await expect(
        contract({ ...options(), ...yes, serving: async () => serving }),
      ).rejects.toMatchObject({
        kind: 'refused',
      })
    })

    it('believes a file that says what breaks', async () => {
      write('0003_nick.contract.sql', '-- teal: breaks none\nalter table users drop column nick')
      const serving = [{ release: 'v2', where: 'is on green' }]
      await contract({ ...options(), ...yes, serving: async () => serving })
      expect(await dropped()).toBe(true)
    })

    it('asks the schema itself: what somebody else took away refuses a rollback too', async () => {
      await withDatabase(({ connection }) => connection.run('alter table users drop column nick'))
      expect((await rollbackCheck(url, 'v2')).refused).toMatch(/v2 would fail now: .*nick/)
    })

    it('finds a column that has to be given and that the old release does not know', async () => {
      await withDatabase(async ({ connection }) => {
        if (name === 'SQLite') {
          await connection.run(
            'create table users2 (id integer primary key, name varchar(50) not null, nick varchar(50), sku varchar(9) not null)',
          )
          await connection.run("insert into users2 select id, name, nick, 'a' from users")
          await connection.run('drop table users')
          await connection.run('alter table users2 rename to users')
        } else {
          await connection.run("alter table users add column sku varchar(9) not null default 'a'")
          await connection.run('alter table users alter column sku drop default')
        }
      })
      expect((await rollbackCheck(url, 'v2')).refused).toMatch(/sku/)
    })
  })
}
