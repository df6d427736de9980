// What only MySQL and MariaDB have: DDL that commits by itself, queues behind a table's definition, sessions
// that outlive who began them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { waitFor } from '@teal/testing/wait'
import { createConnection, type Connection } from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashOfUnit } from '../apply.ts'
import { backfill, expand } from '../expand.ts'
import { openLedger, pendingEntry } from '../ledger.ts'
import { openDatabase } from '../open.ts'
import type { MigrateOptions } from '../session.ts'
import { status, type StatusLine } from '../status.ts'

let server: MariadbServer
let url: string
let client: Connection
let folder: string
let told: string[]
let count = 0
const scratch = mkdtempSync(join(tmpdir(), 'teal-migrate-mysql-'))
const open: Connection[] = []

beforeAll(async () => {
  server = await startMariadb()
})
afterAll(async () => {
  for (const each of open) each.destroy()
  await server.stop()
  rmSync(scratch, { recursive: true })
})
beforeEach(async () => {
  url = await server.createDatabase(`runner_${(count += 1)}`)
  folder = mkdtempSync(join(scratch, 'folder-'))
  told = []
  client = await connect()
  await client.query('create table users (id bigint primary key auto_increment, name varchar(60))')
  await client.query(`insert into users (name) select concat('n', seq) from seq_1_to_1000`)
})

async function connect(): Promise<Connection> {
  const one = await createConnection(url)
  one.on('error', () => {})
  open.push(one)
  return one
}
const rows = async (sql: string): Promise<unknown[]> => (await client.query(sql))[0] as unknown[]
const write = (file: string, sql: string): void => writeFileSync(join(folder, file), sql)
const options = (): MigrateOptions => ({
  database: url,
  folder,
  release: 'v2',
  signal: new AbortController().signal,
  report: (text) => told.push(text),
})
const isTold = (pattern: RegExp): boolean => told.some((text) => pattern.test(text))
const first = async (): Promise<StatusLine | undefined> =>
  (await status({ ...options(), serving: [] })).migrations[0]
/** A word to the judge, for what these tests do on purpose. */
const allowed = (rule: string): string =>
  `-- teal: allow ${rule} until 2999-01-01 because nobody else uses it\n`
const columns = (table: string): Promise<unknown[]> => rows(`show columns from ${table} like 'x'`)

it('gives way to others while somebody holds the lock it needs, and comes back', async () => {
  write('0001_x.sql', 'alter table users add column x text')
  const reader = await connect()
  await reader.query('begin')
  await reader.query('select count(*) from users')
  const running = expand(options())
  const others = await connect()
  // Behind a statement that waits, these would wait for the reader's end, which does not come.
  await others.query('set session lock_wait_timeout = 3')
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

it('says who is at work, and at what', async () => {
  const [one, other] = [await openDatabase(url), await openDatabase(url)]
  expect(await one.tryToBeOnlyRunner()).toBe(true)
  const sleeping = one.connection.run('do sleep(0.5)')
  await waitFor('the holder', async () => {
    const answer = await other.tryToBeOnlyRunner()
    return answer !== true && /server session \d+ from .*: do sleep/.test(answer.holder)
  })
  await sleeping
  await one.close()
  await waitFor('the lock', async () => (await other.tryToBeOnlyRunner()) === true)
  await other.close()
})

it('has a lock for each database', async () => {
  const one = await openDatabase(url)
  const other = await openDatabase(await server.createDatabase(`runner_${(count += 1)}`))
  expect(await one.tryToBeOnlyRunner()).toBe(true)
  expect(await other.tryToBeOnlyRunner()).toBe(true)
  await Promise.all([one.close(), other.close()])
})

it('runs nothing of a file whose transaction a statement would commit half-way', async () => {
  write('0001_x.sql', 'create table a (id int);\nbegin; alter table users add x int;\ncommit')
  await expect(expand(options())).rejects.toMatchObject({
    name: 'SqlError',
    message: expect.stringMatching(/^0001_x\.sql:2:8: this commits the transaction/) as unknown,
  })
  expect(await rows(`show tables like 'a'`)).toEqual([])
})

describe('a statement that commits by itself, and whose runner was killed', () => {
  type Killed = 'before it' | 'behind it'
  /** Runs one file, and dies at its only unit. */
  async function die(sql: string, when: Killed): Promise<void> {
    write('0001_x.sql', sql)
    const database = await openDatabase(url)
    await database.createLedger()
    const [unit] = await database.units('', sql)
    const ledger = openLedger(database)
    const file = { name: '0001_x', phase: 'expand', file: '0001_x.sql', sql, hash: '' } as const
    const entry = pendingEntry({ ...file, needs: undefined, breaks: undefined }, null)
    await ledger.put({ ...entry, state: 'running' })
    if (!unit) throw new Error('there is no unit')
    const killed = database.run(unit, {
      begun: null,
      begin: async (before) => {
        const begun = { unit: hashOfUnit(unit), before: before ?? null }
        await ledger.update('0001_x', 'expand', { begun })
        if (when === 'before it') throw new Error('killed')
      },
      takeBack: async () => {},
      mark: () => Promise.reject(new Error('killed')),
      signal: new AbortController().signal,
      report: () => {},
    })
    await expect(killed).rejects.toThrow('killed')
    await database.close()
  }

  it.each([
    'alter table users add column x int',
    'create table x (id int)',
    'create index x on users (name)',
    'create trigger x before insert on users for each row set new.name = 1',
    'create view x as select id from users',
    'create function x() returns int deterministic return 1',
    'create sequence x',
    `${allowed('table-gone')}rename table users to x`,
  ])('%s', async (sql) => {
    await die(sql, 'before it')
    // Others go on, and that is not to be taken for the statement.
    await client.query(`insert into users (name) values ('new')`)
    await client.query('create table somebody_elses (a int)')
    expect((await expand(options())).ran).toEqual(['0001_x.sql'])
    expect(isTold(/a run that was interrupted has done it/)).toBe(false)
    expect(await first()).toMatchObject({ state: 'done', begun: null })
  })

  it.each([
    'alter table users add column x int',
    'create table x (id int)',
    'create index x on users (name)',
    'create trigger x before insert on users for each row set new.name = 1',
    'create view x as select id from users',
    'create function x() returns int deterministic return 1',
    'create sequence x',
    `${allowed('table-gone')}rename table users to x`,
  ])('%s, done', async (sql) => {
    await die(sql, 'behind it')
    expect((await expand(options())).ran).toEqual(['0001_x.sql'])
    expect(isTold(/a run that was interrupted has done it/)).toBe(true)
    expect(await first()).toMatchObject({ state: 'done', begun: null })
  })

  it.each(['create user x_user', 'set statement max_statement_time = 9 for create user x_user'])(
    'says so when nobody can tell: %s',
    async (sql) => {
      await die(sql, 'behind it')
      await expect(expand(options())).rejects.toThrow(/nobody can tell whether this was done/)
      await client.query('drop user x_user')
    },
  )

  it('is not taken for the one that was put in its place', async () => {
    await die('alter table users add column x int', 'behind it')
    write('0001_x.sql', 'alter table users add column y int')
    await expand(options())
    expect(await rows(`show columns from users like 'y'`)).toHaveLength(1)
  })
})

it('runs a statement again that failed, though others have changed its table since', async () => {
  await client.query(`insert into users (name) values ('n1')`)
  write(
    '0001_x.sql',
    `${allowed('new-unique')}alter table users add column x int, add unique index (name)`,
  )
  const message = /nothing of this statement was kept.*Duplicate/s
  await expect(expand(options())).rejects.toThrow(message)
  expect(await first()).toMatchObject({ state: 'failed', begun: null })
  await client.query(`delete from users where id > 1000`)
  await client.query('alter table users comment = "mended"')
  expect((await expand(options())).ran).toEqual(['0001_x.sql'])
  expect(await columns('users')).toHaveLength(1)
})

it('says that a statement is done though its ledger cannot be written, and does not repeat it', async () => {
  write('0001_x.sql', 'create table a (id int)')
  await expand(options())
  await client.query(`create trigger not_today before update on teal_migrations for each row
    if new.units_done <> '[]' then signal sqlstate '45000' set message_text = 'not today'; end if`)
  write('0002_x.sql', 'create table b (id int)')
  await expect(expand(options())).rejects.toThrow(
    /^(?!.*nothing of this)0002_x\.sql:1:1 .*it was done, and the ledger cannot say so: not today/,
  )
  await client.query('drop trigger not_today')
  expect((await expand(options())).ran).toEqual(['0002_x.sql'])
  expect(isTold(/a run that was interrupted has done it/)).toBe(true)
})

it('says of a procedure that failed that a part may be done, and does not repeat it', async () => {
  await client.query(
    `create procedure p() begin insert into users (name) values ('half'); commit;
       signal sqlstate '45000' set mysql_errno = 1205, message_text = 'a lock'; end`,
  )
  write('0001_p.sql', 'call p()')
  await expect(expand(options())).rejects.toThrow(/^(?!.*nothing of this).*a part of it may have/s)
  await expect(expand(options())).rejects.toThrow(/nobody can tell/)
  expect(await rows(`select count(*) as n from users where name = 'half'`)).toEqual([{ n: 1 }])
  write('0001_p.sql', 'create table other (id int)')
  expect((await expand(options())).ran).toEqual(['0001_p.sql'])
})

it('takes nothing back from a table without transactions, and says so', async () => {
  await client.query('create table old (id int primary key) engine = MyISAM')
  write('0001_x.sql', 'insert into old values (1), (2), (2)')
  await expect(expand(options())).rejects.toThrow(/a part of it may have been done/)
  write(
    '0001_x.sql',
    'begin; insert into users (name) values (1); insert into old values (7); commit',
  )
  await expect(expand(options())).rejects.toThrow(/old knows no transactions/)
  expect(await rows('select count(*) as n from users')).toEqual([{ n: 1000 }])
})

it('says that the connection was lost, and goes on when it is run again', async () => {
  write('0001_slow.sql', 'create table a (id int);\ndo sleep(60);\ncreate table b (id int)')
  const ended = expect(expand(options())).rejects.toMatchObject({ kind: 'unavailable' })
  await waitFor('the second statement', async () => {
    const [found] = (await rows(
      `select id from information_schema.processlist where info = 'do sleep(60)'`,
    )) as { id: number }[]
    if (found) await client.query(`kill ${found.id}`)
    return found
  })
  await ended
  expect(await first()).toMatchObject({ state: 'running', units: [expect.any(String)] })
  write('0001_slow.sql', 'create table a (id int);\ncreate table b (id int)')
  expect((await expand(options())).ran).toEqual(['0001_slow.sql'])
})

it('ends a long statement when it is told to stop', async () => {
  write('0001_slow.sql', 'create table a (id int);\ninsert into a select sleep(600)')
  const stop = new AbortController()
  const running = expand({ ...options(), signal: stop.signal })
  const ended = expect(running).rejects.toThrow('stopped')
  const sleeping = `select 1 from information_schema.processlist where info like '%sleep(600)'`
  await waitFor('the long statement', async () => (await rows(sleeping)).length === 1)
  stop.abort(new Error('stopped'))
  await ended
  await waitFor('its end', async () => (await rows(sleeping)).length === 0)
  expect(await first()).toMatchObject({ state: 'running', units: [expect.any(String)] })
  expect(await rows('select * from a')).toEqual([])
})

it('sets again what a file sets, when it is gone on with, and not for the file after it', async () => {
  const set = `set session sql_mode = 'ANSI_QUOTES', time_zone = '+03:00', max_statement_time = 7.5;
    create table a (m varchar(200) default (@@sql_mode), t varchar(9) default (@@time_zone), s double default (@@max_statement_time));`
  write('0001_set.sql', `${set} insert into nowhere values (1)`)
  write('0002_not.sql', 'insert into a values (@@sql_mode, @@time_zone, @@max_statement_time)')
  await expect(expand(options())).rejects.toThrow(/nowhere/)
  write('0001_set.sql', `${set} insert into "a" values (default, default, default)`)
  await expand(options())
  const [found, after] = (await rows('select * from a')) as object[]
  expect(found).toEqual({ m: 'ANSI_QUOTES', t: '+03:00', s: 7.5 })
  expect([after]).toEqual(
    await rows('select @@global.sql_mode as m, @@time_zone as t, @@max_statement_time as s'),
  )
})

it('keeps its lock and its patience when it takes settings back', async () => {
  const [one, other] = [await openDatabase(url), await openDatabase(url)]
  expect(await one.tryToBeOnlyRunner()).toBe(true)
  const [unit] = await one.units('', 'set session lock_wait_timeout = 900')
  const run = { begun: null, signal: new AbortController().signal, report: () => {} }
  const noted = { begin: async () => {}, takeBack: async () => {}, mark: async () => {} }
  if (unit) await one.run(unit, { ...run, ...noted })
  await one.resetSession()
  expect(await other.tryToBeOnlyRunner()).not.toBe(true)
  const { rows: left } = await one.connection.query('select @@lock_wait_timeout as seconds')
  expect(left).toEqual([{ seconds: 1 }])
  await Promise.all([one.close(), other.close()])
})

it('goes through a table by a key of several columns, each row once', async () => {
  await client.query(
    `create table parts (a varchar(20) character set latin1, b varbinary(6), c datetime(3), d decimal(20, 4),
       e bigint unsigned, n int default 0, primary key (a, b, c, d, e))`,
  )
  await client.query(
    `insert into parts select concat(char(0xc0 + seq % 7 using latin1), '''\\\\', seq % 3), unhex(hex(seq % 5)),
       '2026-01-01' + interval (seq % 4) * 0.25 second, seq % 2 - 0.5, 18446744073709551615 - seq, 0
     from seq_1_to_5000`,
  )
  write('0001_n.backfill.sql', 'update parts as p set n = n + 1 -- once\nwhere p.n < 5 or true')
  await backfill(options())
  expect(await rows('select n, count(*) as c from parts group by n')).toEqual([{ n: 1, c: 5000 }])
})

it('says how to mend it when the table has no key that has an order', async () => {
  await client.query('create table loose (id int, u float unique not null)')
  write('0001_n.backfill.sql', 'update loose set id = 1')
  await expect(backfill(options())).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(/loose.* has no primary key/) as unknown,
  })
})

it('lets no client fail that writes the rows of a batch in an order of its own', async () => {
  await client.query(`insert into users (name) select 'm' from seq_1_to_20000`)
  write('0001_n.backfill.sql', `update users set name = concat(name, '!')`)
  let running = true
  let transactions = 0
  const work = async (): Promise<void> => {
    const one = await connect()
    while (running) {
      await one.query('begin')
      const from = Math.ceil(Math.random() * 20_000)
      for (const id of [from + 300, from + 200, from + 100, from]) {
        await one.query(`update users set name = concat(name, '?') where id = ${id}`)
      }
      await one.query('commit')
      transactions += 1
    }
  }
  const clients = Array.from({ length: 5 }, work)
  try {
    await Promise.race([backfill(options()), ...clients])
  } finally {
    running = false
    await Promise.all(clients)
  }
  expect(transactions).toBeGreaterThan(20)
  expect(await rows(`select count(*) as n from users where name not like '%!%'`)).toEqual([
    { n: 0 },
  ])
  expect(await rows(`select count(*) as n from users where name like '%!%!%'`)).toEqual([{ n: 0 }])
})

it('pauses a backfill while many are at work', async () => {
  await client.query(`insert into users (name) select 'm' from seq_1_to_20000`)
  write('0001_n.backfill.sql', `update users set name = concat(name, '!')`)
  const busy = await Promise.all(Array.from({ length: 26 }, connect))
  const sleeping = busy.map((each) => each.query('do sleep(2)'))
  const running = backfill(options())
  await waitFor('it to pause', () => isTold(/pausing, \d+ statements are at work/))
  await Promise.all(sleeping)
  expect((await running).ran).toEqual(['0001_n.backfill.sql'])
  expect(await rows(`select count(*) as n from users where name like '%!!'`)).toEqual([{ n: 0 }])
  expect(await rows(`select count(*) as n from users where name like '%!'`)).toEqual([
    { n: 21_000 },
  ])
})

it('reads a statement as the server does for everybody else', async () => {
  // The driver would have a space before a parenthesis ignored, and names of functions reserved.
  write('0001_x.sql', 'create table count (id int, now int)')
  expect((await expand(options())).ran).toEqual(['0001_x.sql'])
  const database = await openDatabase(url)
  const mode = 'select @@sql_mode = @@global.sql_mode as is_so'
  expect((await database.connection.query(mode)).rows).toEqual([{ is_so: 1 }])
  await database.close()
})

it.each(['ssl-mode=REQUIRED', 'sslmode=verify-full', 'sslaccept=strict'])(
  'leaves out no TLS that %s asks for',
  async (word) => {
    // This server has none.
    await expect(openDatabase(`${url}?${word}`)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/secure connection/) as unknown,
    })
    await (await openDatabase(`${url}?ssl-mode=PREFERRED`)).close()
  },
)

it('says what is wrong with a URL, and not its password', async () => {
  await expect(openDatabase(server.url)).rejects.toMatchObject({ kind: 'usage' })
  const wrong = server.url.replace('root@', 'nobody:secret-word@')
  const failed = expect(openDatabase(`${wrong}/x`)).rejects
  await failed.toMatchObject({ kind: 'unavailable', message: expect.not.stringMatching('secret') })
})
