// What only PostgreSQL has: queues behind locks, CONCURRENTLY, sessions that end.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { waitFor } from '@teal/testing/wait'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { backfill, expand } from '../expand.ts'
import type { MigrateOptions } from '../session.ts'
import { status } from '../status.ts'
import { connect as openRunner } from './connection.ts'
import { pressure } from './pressure.ts'

let server: PostgresServer
let url: string
let client: pg.Client
let folder: string
let told: string[]
let count = 0
const scratch = mkdtempSync(join(tmpdir(), 'teal-migrate-postgres-'))
const open: pg.Client[] = []

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  for (const each of open) await each.end().catch(() => {})
  await server.stop()
  rmSync(scratch, { recursive: true })
})
beforeEach(async () => {
  url = await server.createDatabase(`runner_${(count += 1)}`)
  folder = mkdtempSync(join(scratch, 'folder-'))
  told = []
  client = await connect()
  await client.query(
    `create table users (id bigint primary key generated always as identity, name text);
     insert into users (name) select 'n' || i from generate_series(1, 1000) i;
     create table orders (id int)`,
  )
})

async function connect(): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: url })
  one.on('error', () => {})
  await one.connect()
  open.push(one)
  return one
}
const write = (file: string, sql: string): void => writeFileSync(join(folder, file), sql)
const options = (): MigrateOptions => ({
  database: url,
  folder,
  release: 'v2',
  signal: new AbortController().signal,
  report: (text) => told.push(text),
})
const isTold = (pattern: RegExp): boolean => told.some((text) => pattern.test(text))

it('gives way to others while somebody holds the lock it needs, and comes back', async () => {
  write('0001_x.sql', 'alter table users add column x text')
  const reader = await connect()
  await reader.query('begin; select count(*) from users')
  const running = expand(options())
  const others = await connect()
  // Behind a statement that waits, these would wait for the reader's end, which does not come.
  await others.query(`set statement_timeout = '3s'`)
  let read = 0
  await waitFor(
    'three attempts',
    async () => {
      await others.query('select count(*) from users')
      read += 1
      return isTold(/attempt 3/)
    },
    30_000,
  )
  expect(read).toBeGreaterThan(3)
  await reader.query('commit')
  expect((await running).ran).toEqual(['0001_x.sql'])
})

it('ends an autovacuum that holds the table, without making anybody wait for that', async () => {
  // Who waits ends an autovacuum after this time only.
  const database = new URL(url).pathname.slice(1)
  await client.query(`alter database ${database} set deadlock_timeout = '6s'`)
  await client.query(`alter system set autovacuum_naptime = '1s'`)
  await client.query('select pg_reload_conf()')
  await client.query(
    `alter table users set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
       autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);
     insert into users (name) select repeat('n', 500) from generate_series(1, 20000);
     delete from users where id % 2 = 0`,
  )
  await waitFor(
    'the autovacuum',
    async () => {
      const here = 'datname = current_database()'
      return (
        (await client.query(`select 1 from pg_stat_progress_vacuum where ${here}`)).rowCount === 1
      )
    },
    60_000,
  )
  write('0001_x.sql', 'alter table users add column x text')
  let ends = false
  const running = expand(options()).finally(() => (ends = true))
  const others = await connect()
  await others.query(`set statement_timeout = '4s'`)
  while (!ends && !isTold(/a lock is in the way/))
    await others.query('select id from users limit 1')
  expect(isTold(/a lock is in the way/)).toBe(false)
  expect((await running).ran).toEqual(['0001_x.sql'])
}, 120_000)

it('builds an index anew that was left INVALID, also when IF NOT EXISTS would take it for good', async () => {
  await client.query(`insert into users (name) values ('twice'), ('twice')`)
  write('0001_i.sql', 'create unique index concurrently if not exists by_name on users (name)')
  await expect(expand(options())).rejects.toThrow(/could not create unique index/)
  const invalid = `select 1 from pg_index where not indisvalid`
  expect((await client.query(invalid)).rowCount).toBe(1)
  await client.query(`delete from users where id = (select max(id) from users)`)
  expect((await expand(options())).ran).toEqual(['0001_i.sql'])
  expect((await client.query(invalid)).rowCount).toBe(0)
  expect(
    (await client.query(`select 1 from pg_indexes where indexname = 'by_name'`)).rowCount,
  ).toBe(1)
  expect(isTold(/by_name was left INVALID/)).toBe(true)
})

it('refuses a CONCURRENTLY without a name, whose left-over nobody could find', async () => {
  write('0001_i.sql', 'create index concurrently on users (name)')
  await expect(expand(options())).rejects.toThrow(/gives no name/)
})

it('waits for an old transaction before CONCURRENTLY, and says whose', async () => {
  write('0001_i.sql', 'create index concurrently by_name on users (name)')
  const old = await connect()
  await old.query(
    `set application_name = 'the report'; begin isolation level repeatable read; select 1 from orders`,
  )
  await sleep(5_500)
  const running = expand(options())
  await waitFor('it to say so', () => isTold(/has to end first: process \d+ \(the report\)/))
  expect((await client.query(`select 1 from pg_class where relname = 'by_name'`)).rowCount).toBe(0)
  await old.query('commit')
  expect((await running).ran).toEqual(['0001_i.sql'])
})

it('locks one table a transaction against everybody', async () => {
  write(
    '0001_two.sql',
    'begin; alter table users add column x int; alter table orders add column x int; commit',
  )
  await expect(expand(options())).rejects.toThrow(/locks (users and orders|orders and users)/)
  expect((await client.query(`select 1 from pg_attribute where attname = 'x'`)).rowCount).toBe(0)
  write(
    '0001_two.sql',
    `begin; create table new (id int); alter table new add column x int;
     alter table orders add column x int; alter table orders alter column x set default 1; commit`,
  )
  expect((await expand(options())).ran).toEqual(['0001_two.sql'])
})

it('says that the connection was lost, and goes on when it is run again', async () => {
  write('0001_slow.sql', 'create table a (id int);\nselect pg_sleep(60);\ncreate table b (id int)')
  const running = expand(options())
  const ended = expect(running).rejects.toMatchObject({ kind: 'unavailable' })
  await waitFor('the second statement', async () => {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where query = 'select pg_sleep(60)' and pid <> pg_backend_pid()`,
    )
    return rowCount === 1
  })
  await ended
  const { migrations } = await status({ ...options(), serving: [] })
  expect(migrations[0]).toMatchObject({ state: 'running', units: [expect.any(String)] })
  write('0001_slow.sql', 'create table a (id int);\ncreate table b (id int)')
  expect((await expand(options())).ran).toEqual(['0001_slow.sql'])
})

it('ends a long statement when it is told to stop', async () => {
  write('0001_slow.sql', 'create table a (id int);\nselect pg_sleep(600)')
  const stop = new AbortController()
  const running = expand({ ...options(), signal: stop.signal })
  const ended = expect(running).rejects.toThrow('stopped')
  const sleeping = `select 1 from pg_stat_activity where query = 'select pg_sleep(600)'`
  await waitFor('the long statement', async () => (await client.query(sleeping)).rowCount === 1)
  stop.abort(new Error('stopped'))
  await ended
  await waitFor('its end', async () => (await client.query(sleeping)).rowCount === 0)
  const { migrations } = await status({ ...options(), serving: [] })
  expect(migrations[0]).toMatchObject({ state: 'running', units: [expect.any(String)] })
})

it('sets again what a file sets, when it is gone on with, and not for the file after it', async () => {
  write(
    '0001_set.sql',
    `create schema s;\nset search_path = s;\ncreate table a (id int);\nselect 1 / 0;`,
  )
  write('0002_not.sql', 'create table c (id int)')
  await expect(expand(options())).rejects.toThrow(/division by zero/)
  write(
    '0001_set.sql',
    `create schema s;\nset search_path = s;\ncreate table a (id int);\ncreate table b (id int)`,
  )
  await expand(options())
  const { rows } = await client.query(
    `select oid::regclass::text as name from pg_class where relname in ('a', 'b', 'c') order by 1`,
  )
  expect(rows.map(({ name }) => name as string)).toEqual(['c', 's.a', 's.b'])
})

it('pauses a backfill while others wait', async () => {
  await client.query(`insert into users (name) select 'm' from generate_series(1, 20000)`)
  write('0001_n.backfill.sql', `update users set name = name || '!'`)
  const holder = await connect()
  await holder.query('begin; lock table orders in access exclusive mode')
  const waiting = await Promise.all(Array.from({ length: 9 }, connect))
  const queries = waiting.map((each) => each.query('select 1 from orders'))
  const running = backfill(options())
  await waitFor('it to pause', () => isTold(/pausing, \d+ sessions wait/))
  await holder.query('rollback')
  await Promise.all(queries)
  expect((await running).ran).toEqual(['0001_n.backfill.sql'])
  const { rows } = await client.query(`select count(*)::int as n from users where name like '%!!'`)
  expect(rows).toEqual([{ n: 0 }])
  const all = await client.query(`select count(*)::int as n from users where name like '%!'`)
  expect(all.rows).toEqual([{ n: 21_000 }])
})

it('takes those for a queue who have waited for a while, and not all who commit at the same time', async () => {
  const runner = await openRunner(url)
  const holder = await connect()
  await holder.query('begin; lock table orders in access exclusive mode')
  const waiting = await Promise.all(Array.from({ length: 9 }, connect))
  const began = performance.now()
  const queries = waiting.map((each) => each.query('select 1 from orders'))
  expect(await waitFor('a queue', () => pressure(runner))).toMatch(/sessions wait/)
  expect(performance.now() - began).toBeGreaterThanOrEqual(100)
  await holder.query('rollback')
  await Promise.all(queries)
  await runner.close()
})

it('goes through a table by a key of several columns, of any type', async () => {
  await client.query(
    `create table parts (a uuid default gen_random_uuid(), b timestamptz default now(), "C" text, n int default 0,
       primary key ("C", a, b));
     insert into parts ("C") select 'it''s ' || i % 7 from generate_series(1, 5000) i`,
  )
  write('0001_n.backfill.sql', `update parts as p set n = n + 1 -- once\nwhere p.n < 5 or true`)
  await backfill(options())
  const { rows } = await client.query('select n, count(*)::int as rows from parts group by n')
  expect(rows).toEqual([{ n: 1, rows: 5_000 }])
})

it('goes through both halves of a large table at once, and after a failure on where each was', async () => {
  await client.query(
    `create table many (id bigint primary key, n int default 0);
     insert into many (id) select g from generate_series(1, 60000) g; analyze many;
     create function refuse() returns trigger language plpgsql as $$
       begin if new.id = 50000 then raise 'not this one'; end if; return new; end $$;
     create trigger refuse before update on many for each row execute function refuse()`,
  )
  write('0001_n.backfill.sql', 'update many set n = n + 1')
  const seen = new Set<number>()
  const running = backfill(options())
  let ends = false
  const ended = expect(running.finally(() => (ends = true))).rejects.toThrow(/not this one/)
  while (!ends) {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'teal migrate' and datname = current_database()`,
    )
    for (const { pid } of rows) seen.add(pid)
  }
  await ended
  expect(seen.size).toBe(2)
  const counts = `select count(*) filter (where n = 1)::int as once, count(*) filter (where n > 1)::int as more from many`
  const [failed] = (await status({ ...options(), serving: [] })).migrations
  expect((await client.query(counts)).rows).toEqual([{ once: failed?.rows, more: 0 }])
  expect(failed).toMatchObject({ state: 'failed' })
  await client.query('drop trigger refuse on many')
  await backfill(options())
  expect((await client.query(counts)).rows).toEqual([{ once: 60_000, more: 0 }])
})

it('goes through one half after the other where a second connection is refused', async () => {
  await client.query(
    `create role narrow login connection limit 1;
     create table many (id bigint primary key, n int default 0);
     insert into many (id) select g from generate_series(1, 30000) g; analyze many;
     alter table many owner to narrow`,
  )
  await client.query(`grant create on database ${new URL(url).pathname.slice(1)} to narrow`)
  write('0001_n.backfill.sql', 'update many set n = n + 1')
  const narrow = new URL(url)
  narrow.username = 'narrow'
  await backfill({ ...options(), database: narrow.href })
  expect(isTold(/one half after the other: .*too many connections/)).toBe(true)
  const { rows } = await client.query('select n, count(*)::int as rows from many group by n')
  expect(rows).toEqual([{ n: 1, rows: 30_000 }])
})

it('does not begin while the second connection of a runner that died is at work', async () => {
  write('0001_n.backfill.sql', `update users set name = 'new'`)
  const orphan = await connect()
  await orphan.query('select pg_advisory_lock(7364253198 + 2)')
  const running = backfill(options())
  await waitFor('it to ask', async () => {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity where query like '%pg_try_advisory_lock(7364253198 + 2)%' and pid <> pg_backend_pid()`,
    )
    return rowCount === 1
  })
  await orphan.query(`update users set name = 'old' where id = 1`)
  expect((await client.query(`select 1 from users where name = 'new'`)).rowCount).toBe(0)
  await orphan.end()
  expect((await running).ran).toEqual(['0001_n.backfill.sql'])
})

it('says how to mend it when the table has no key', async () => {
  write('0001_n.backfill.sql', 'update orders set id = 1')
  await expect(backfill(options())).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(/orders.* has no primary key/) as unknown,
  })
})
