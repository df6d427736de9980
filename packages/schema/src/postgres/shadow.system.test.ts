import { expect, test } from 'vitest'
import type { JudgeOptions } from '../judge/dialect.ts'
import type { StatementVerdict } from '../verdict.ts'
import { openPostgresJudge } from './judge.ts'

const schema = `
  create table users (id int primary key, email varchar(50) not null, name text);
  create view named as select id, email from users where name is not null;
`

async function judge(sql: string, options: JudgeOptions = { schema }): Promise<StatementVerdict[]> {
  const opened = await openPostgresJudge(options)
  try {
    return await opened.judge({ files: [{ file: 'm.sql', sql }] })
  } finally {
    await opened.close()
  }
}

test('tells what breaks, for whom, with the statement that showed it and the locks', async () => {
  const [first, second] = await judge(
    'alter table users add column note text;\nalter table users drop column name cascade',
  )
  expect(first).toMatchObject({ verdict: 'safe', hazard: 'none', line: 1 })
  expect(second).toMatchObject({
    verdict: 'unsafe',
    hazard: 'data-loss',
    rule: 'drop-column',
    line: 2,
  })
  expect(second?.locks).toContainEqual({ relation: 'public.users', mode: 'AccessExclusiveLock' })
  expect(second?.evidence.join('\n')).toContain('column "name" does not exist')
  expect(second?.evidence.join('\n')).toContain('relation "named" does not exist')
})

test('a transaction that mends what it broke is safe, the same statements one by one are not', async () => {
  const recreate =
    'drop view named; create view named as select id, email from users where name is not null'
  const wrapped = await judge(`begin; ${recreate}; commit`)
  expect(wrapped.map(({ verdict }) => verdict)).toEqual(['safe', 'safe'])
  const alone = await judge(recreate)
  expect(alone.map(({ verdict }) => verdict)).toEqual(['unsafe', 'safe'])
})

test('the probes have the rights of the role', async () => {
  const options = { schema: `${schema} create role app; grant select on users to app;` }
  const sql = 'revoke select on users from app'
  const [withRole] = await judge(sql, { ...options, role: 'app' })
  expect(withRole).toMatchObject({ verdict: 'unsafe', rule: 'revoke' })
  expect(withRole?.evidence.join('\n')).toContain('permission denied')
  const [other] = await judge(sql, { schema: `${options.schema} create role web;`, role: 'web' })
  expect(other).toMatchObject({ verdict: 'safe' })
})

test('recorded statements are kept prepared', async () => {
  const sql = 'alter table users add column note text'
  const [one] = await judge(sql, { schema, queries: 'select * from users where id = $1' })
  expect(one).toMatchObject({ verdict: 'unsafe', rule: 'recorded-statement' })
  expect(one?.why).toContain('cached plan must not change result type')
  const [other] = await judge(sql, { schema, queries: 'select id from users where id = $1' })
  expect(other).toMatchObject({ verdict: 'safe' })
})

test('generated rows are no argument against a migration', async () => {
  const [one] = await judge('create unique index concurrently users_name on users (name)')
  expect(one).toMatchObject({ verdict: 'unsafe', hazard: 'none', rule: 'add-unique' })
  const [two] = await judge('alter table users add constraint few check (id < 0) not valid')
  expect(two).toMatchObject({ verdict: 'unsafe', hazard: 'none' })
})

test('without a schema the rules decide and say what is not known', async () => {
  const [one, two] = await judge(
    'create index i on unknown (c); alter table unknown add column d int',
    {},
  )
  expect(one).toMatchObject({ verdict: 'unsafe', hazard: 'scan', rule: 'create-index' })
  expect(two).toMatchObject({ verdict: 'needs-info' })
})

test('an error in the schema is told with its place', async () => {
  await expect(
    judge('select 1', { schema: 'select 1;\n create tabel t (id int)' }),
  ).rejects.toThrow('schema:2:9: syntax error')
  await expect(
    judge('select 1', { schema: '\ncreate view v as select * from nowhere' }),
  ).rejects.toThrow('schema:2:1: the shadow database refuses this')
})

test('a dump may name roles it does not make, and speak to psql', async () => {
  const dump = `\\restrict x1
SET search_path = '';
CREATE TABLE public.notes (id integer NOT NULL, body text);
ALTER TABLE public.notes OWNER TO alice;
COPY public.notes (id, body) FROM stdin;
1\tit's
\\.
GRANT SELECT ON TABLE public.notes TO bob;
\\unrestrict x1
`
  const [one] = await judge('revoke select on notes from bob', { schema: dump, role: 'bob' })
  expect(one).toMatchObject({ verdict: 'unsafe', rule: 'revoke' })
})

test('each batch begins with the schema as it was', async () => {
  const opened = await openPostgresJudge({ schema })
  try {
    const batch = { files: [{ file: 'm.sql', sql: 'drop view named' }] }
    const [first] = await opened.judge(batch)
    const [second] = await opened.judge(batch)
    expect([first?.verdict, second?.verdict]).toEqual(['unsafe', 'unsafe'])
    expect(second?.rule).toBe('drop-view')
  } finally {
    await opened.close()
  }
})

test('rows are found that patterns and ranges let in, so that what refuses them shows', async () => {
  const strict = `
    create domain sku as text check (value ~ '^[A-Z]{3}-[0-9]+$');
    create table items (
      id serial primary key, sku sku not null unique, stars int not null check (stars between 1 and 5),
      mail text not null check (mail like '%@%')
    );
    create table parts (id serial primary key, item int not null references items (id), size int not null);`
  const refusing = `create function skip() returns trigger language plpgsql as
      $$ begin if new.size < 2000 then return null; end if; return new; end $$;
    create trigger skipping before insert on parts for each row execute function skip();`
  const [, made] = await judge(refusing, { schema: strict })
  expect(made).toMatchObject({ verdict: 'unsafe', rule: 'create-trigger' })
})

test('what a rollback takes back breaks nothing', async () => {
  const undone = await judge('begin; drop view named; rollback; alter table users add column n int')
  expect(undone.map(({ verdict }) => verdict)).toEqual(['safe', 'safe'])
  const partly = await judge(
    'begin; savepoint a; drop view named; rollback to a; drop view named; commit',
  )
  expect(partly.map(({ verdict }) => verdict)).toEqual(['safe', 'unsafe'])
})

test('a right that the role has through another role is not lost', async () => {
  const rights = `${schema} create role readers; grant select on users to readers;
    create role app; grant readers to app; grant select on users to app;`
  const [kept] = await judge('revoke select on users from app', { schema: rights, role: 'app' })
  expect(kept).toMatchObject({ verdict: 'safe' })
  const [lost] = await judge('revoke readers from app; revoke select on users from app', {
    schema: rights.replace('grant select on users to app;', ''),
    role: 'app',
  })
  expect(lost).toMatchObject({ verdict: 'unsafe' })
})

test('the search path of a migration changes no names that are compared', async () => {
  const typed = `create type mood as enum ('low', 'high'); create table days (mood mood default 'low');`
  const elsewhere = await judge(
    'create schema next; set search_path = next; create table d (i int)',
    {
      schema: typed,
    },
  )
  expect(elsewhere.map(({ verdict }) => verdict)).toEqual(['safe', 'safe', 'safe'])
})

test.each([
  // What a lock is held behind is read whole, though the shadow reads it through an index.
  ['begin; alter table users add n int; create table ids as select id from users; commit', 'scan'],
  [
    'begin; alter table users add n int; create table ids as select max(id) from users; commit',
    'none',
  ],
  ['call rename_all()', 'lock'],
  ['select forget_all()', 'data-loss'],
  [
    "update users set name = v.n from (values (1, 'a'), (2, 'b')) v (id, n) where v.id = users.id",
    'none',
  ],
  [
    'with few as (select id from users limit 9) update users u set name = null from few where few.id = u.id',
    'none',
  ],
  ['update users set name = v.n from other v (id, n) where v.id = users.id', 'lock'],
  ['update users set name = null where id = any (array(select id from users limit 9))', 'none'],
  [
    'insert into other select id, name from users on conflict (id) do update set name = null',
    'lock',
  ],
  ["insert into other values (1, 'x') on conflict (id) do update set name = null", 'none'],
])('%s: %s', async (sql, hazard) => {
  const code = `
    create table other (id int primary key, name text);
    create procedure rename_all() language plpgsql as $$ begin update users set name = 'x'; end $$;
    create function forget_all() returns void language sql as $$ delete from users $$;`
  const verdicts = await judge(sql, { schema: schema + code })
  const found = verdicts.map((one) => one.hazard).filter((one) => one !== 'none')
  expect(found).toEqual(hazard === 'none' ? [] : [hazard])
  expect(verdicts.every(({ verdict }) => verdict !== 'unsafe')).toBe(hazard === 'none')
})

test.each([
  // An index, a domain, a default and a view may refuse or give what they did not.
  ['create index concurrently i on users ((name::int))', 'unsafe'],
  ['create index concurrently i on users (lower(name)) where length(name) > 3', 'safe'],
  ['create domain label as text; alter table users alter column note type label', 'safe'],
  ["alter table users alter column name set default lower('X')", 'unsafe'],
  ["alter table users alter column email set default lower('NOBODY')", 'safe'],
  ['alter view named set (check_option = local)', 'unsafe'],
  ['alter role reader bypassrls', 'unsafe'],
  ["create index concurrently i on users (((data ->> 'age')::int))", 'unsafe'],
  ['alter policy own on secrets using (true)', 'unsafe'],
  ['alter policy own on secrets rename to mine', 'safe'],
  ['create policy more on secrets for select to reader using (true)', 'unsafe'],
  ['alter table users disable trigger all', 'unsafe'],
  ["alter view named alter column email set default 'x'", 'unsafe'],
  ['alter table users add column total int', 'unsafe'],
  ['alter sequence numbers increment by 10', 'safe'],
])('%s is %s', async (sql, verdict) => {
  const more = `
    alter table users add column note text;
    alter table users alter column email set default 'nobody';
    create table secrets (id int primary key); alter table secrets enable row level security;
    create policy own on secrets using (id < 100); create role reader;
    alter table users add column data jsonb; create sequence numbers;
    create table orders (id int primary key, user_id int references users (id) on delete cascade);
    create function counted() returns int language plpgsql as $$ declare total int;
      begin select count(*) into total from users where id <> coalesce(total, 0); return total; end $$;`
  const verdicts = await judge(sql, { schema: schema + more, role: 'reader' })
  expect(verdicts.at(-1)?.verdict).toBe(verdict)
})

test.each([
  ["select setval('tickets_id_seq', (select max(id) from tickets))", 'safe'],
  ["select setval('tickets_id_seq', (select max(id) + 1 from tickets), false)", 'safe'],
  ['alter sequence tickets_id_seq restart with 900000', 'safe'],
  ['alter sequence tickets_id_seq restart', 'unsafe'],
  ["select setval('tickets_id_seq', 1)", 'unsafe'],
  ['alter table tickets add check (length(note) < 1000) not valid', 'unsafe'],
  ['delete from tickets where false', 'safe'],
])('%s: %s', async (sql, verdict) => {
  const tickets = 'create table tickets (id serial primary key, note text)'
  expect((await judge(sql, { schema: tickets })).at(-1)?.verdict).toBe(verdict)
})
