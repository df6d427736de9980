import { afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import type { JudgeOptions } from '../judge/dialect.ts'
import type { StatementVerdict } from '../verdict.ts'
import { openPostgresJudge } from './judge.ts'

// The same statements on the embedded shadow and on a real server must take the same locks and do the
// same work: else what the judge says by default would not be true of production.

const schema = `
  create table users (id int primary key, email varchar(50) not null, name text, age int);
  create table orders (id serial primary key, user_id int references users (id), total numeric(10, 2));
  create index orders_user on orders (user_id);
  create materialized view totals as select user_id, sum(total) as sum from orders group by 1;
`

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

async function judge(sql: string, options: JudgeOptions): Promise<StatementVerdict[]> {
  const opened = await openPostgresJudge(options)
  try {
    return await opened.judge({ files: [{ file: 'm.sql', sql }] })
  } finally {
    await opened.close()
  }
}

const told = (verdicts: StatementVerdict[]): unknown =>
  verdicts.map(({ verdict, hazard, locks }) => ({
    verdict,
    hazard,
    locks: locks.map(({ relation, mode }) => `${mode} ${relation}`).sort(),
  }))

test.each([
  'alter table users add column sku text',
  'alter table users add column sku uuid default gen_random_uuid()',
  'alter table users alter column age type bigint',
  'alter table users alter column email type varchar(80)',
  'alter table users alter column age set not null',
  'alter table orders add constraint positive check (total > 0)',
  'begin; alter table orders add constraint p check (total > 0) not valid; alter table orders validate constraint p; commit',
  'alter table orders add constraint u foreign key (user_id) references users (id)',
  'alter table orders add constraint u foreign key (user_id) references users (id) not valid',
  'create index users_name on users (name)',
  'create index concurrently users_name on users (name)',
  'reindex table users',
  'refresh materialized view totals',
  'vacuum full users',
  'drop table orders cascade',
  'update users set age = 1',
  'create table carts (id int primary key, user_id int references users (id))',
])('%s', async (sql) => {
  const embedded = await judge(sql, { schema })
  const real = await judge(sql, { schema, database: server.url })
  expect(told(embedded)).toEqual(told(real))
})

test('nothing is left on the server, and its own database is not touched', async () => {
  const url = await server.createDatabase('shop')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table people (id int primary key, name text)')
    await client.query("insert into people values (1, 'Ada')")
    const [verdict] = await judge('drop table people', { database: url })
    expect(verdict).toMatchObject({ verdict: 'unsafe', hazard: 'data-loss' })
    expect((await client.query('select name from people')).rows).toEqual([{ name: 'Ada' }])
    const left = await client.query("select 1 from pg_database where datname like 'teal_shadow%'")
    expect(left.rows).toEqual([])
  } finally {
    await client.end()
  }
})

test('nothing on the server changes but the judge’s own database', async () => {
  const url = await server.createDatabase('live')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const whole = async (): Promise<unknown[]> => {
    const questions = [
      `select rolname, rolcanlogin, rolconnlimit, rolconfig, shobj_description(oid, 'pg_authid')
       from pg_roles order by 1`,
      `select datname, datdba::regrole::text, datacl::text, datconnlimit, shobj_description(oid, 'pg_database')
       from pg_database order by 1`,
      'select roleid::regrole::text, member::regrole::text from pg_auth_members order by 1, 2',
      'select setdatabase, setrole, setconfig from pg_db_role_setting order by 1, 2',
      'select name, setting from pg_file_settings order by 1',
      `select pid from pg_stat_activity where pid = ${(await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid}`,
    ]
    const answers = []
    for (const question of questions) answers.push((await client.query(question)).rows)
    return answers
  }
  try {
    await client.query('create role clerk; create role boss; alter database live owner to clerk')
    const before = await whole()
    const outside = [
      'create role intruder',
      'drop role boss',
      'alter role clerk login',
      "alter role clerk set work_mem = '1MB'",
      'alter role clerk rename to thief',
      'grant boss to clerk',
      'reassign owned by clerk to boss',
      'drop owned by clerk',
      'alter database live owner to boss',
      'alter database live connection limit 0',
      "alter database live set work_mem = '1MB'",
      'alter database live rename to dead',
      'drop database live',
      'grant create on database live to boss',
      'revoke connect on database live from public',
      "comment on database live is 'x'",
      "comment on role clerk is 'x'",
      "alter system set work_mem = '1MB'",
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'live'",
      'do $$ begin create role intruder; end $$',
      "do $$ begin execute 'create ro' || 'le intruder'; end $$",
      "do $$ begin perform pg_terminate_backend(pid) from pg_stat_activity where datname = 'live'; end $$",
      "update users set age = 1 where pg_terminate_backend((select pid from pg_stat_activity where datname = 'live'))",
    ]
    for (const sql of outside) await judge(sql, { schema: `${schema};\n${sql}`, database: url })
    expect(await whole()).toEqual(before)
  } finally {
    await client.end()
  }
})
