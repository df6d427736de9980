import { beforeAll, expect, test } from 'vitest'
import { loadGrammar } from './grammar.ts'
import { judgeStatically } from './static.ts'
import type { JudgeOptions } from '../judge/dialect.ts'

beforeAll(loadGrammar)

const judge = (sql: string, options: JudgeOptions = {}, transaction = false): string[] =>
  judgeStatically(
    { files: [{ file: 'm.sql', sql, ...(transaction ? { transaction } : {}) }] },
    options,
  ).map(({ verdict, hazard, rule }) => `${verdict} ${hazard} ${rule}`)

test.each([
  ['alter table t add column c int', 'safe none safe'],
  ['alter table t add column c int not null', 'unsafe none add-required-column'],
  ['alter table t add column c int not null default 1', 'safe none safe'],
  ['alter table t add column c timestamptz default now()', 'safe none safe'],
  [
    'alter table t add column c uuid default gen_random_uuid()',
    'unsafe rewrite add-column-volatile-default',
  ],
  ['alter table t add column c serial', 'unsafe rewrite add-serial-column'],
  [
    'alter table t add column c int generated always as (a + 1) stored',
    'unsafe rewrite add-generated-column',
  ],
  ['alter table t add column c int unique', 'unsafe scan add-unique'],
  ['alter table t drop column c', 'unsafe data-loss drop-column'],
  ['alter table t rename column a to b', 'unsafe none rename-column'],
  ['alter table t rename to u', 'unsafe none rename-table'],
  ['alter table t alter column c type bigint', 'unsafe rewrite change-column-type'],
  ['alter table t alter column c set not null', 'unsafe scan set-not-null'],
  ['alter table t alter column c drop not null', 'safe none safe'],
  ['alter table t add constraint k check (c > 0)', 'unsafe scan add-check'],
  ['alter table t add constraint k check (c > 0) not valid', 'needs-info none add-check'],
  ['alter table t validate constraint k', 'safe none safe'],
  ['alter table t add foreign key (c) references u', 'unsafe scan add-foreign-key'],
  ['create index i on t (c)', 'unsafe scan create-index'],
  ['create index concurrently i on t (c)', 'safe none safe'],
  ['drop table t', 'unsafe data-loss drop-table'],
  ['drop view v', 'unsafe none drop-view'],
  ['truncate t', 'unsafe data-loss truncate'],
  ['delete from t', 'unsafe data-loss delete-rows'],
  [
    'with gone as (delete from t returning c) select count(*) from gone',
    'unsafe data-loss delete-rows',
  ],
  ['update t set c = 1', 'unsafe lock update-unbatched'],
  ['update t set c = 1 where id = 7', 'safe none safe'],
  ['update t set c = 1 where id between 1 and 1000', 'safe none safe'],
  ['update t set c = 1 where id in (select id from t where c is null limit 500)', 'safe none safe'],
  ['update t set c = 1 where kind = 3', 'unsafe lock update-unbatched'],
  ['update t set c = u.c from u where u.id = t.id', 'unsafe lock update-unbatched'],
  ['vacuum full t', 'unsafe rewrite vacuum-full'],
  ['vacuum t', 'safe none safe'],
  ['vacuum (full off, analyze) t', 'safe none safe'],
  ['vacuum (full 1) t', 'unsafe rewrite vacuum-full'],
  ['reindex (concurrently false) table t', 'unsafe scan reindex'],
  ['explain update t set c = 1', 'safe none safe'],
  ['explain (analyze false) delete from t', 'safe none safe'],
  ['explain analyze update t set c = 1', 'unsafe lock update-unbatched'],
  ['explain (analyze) delete from t', 'unsafe data-loss delete-rows'],
  ['cluster t using i', 'unsafe rewrite cluster'],
  ['reindex table t', 'unsafe scan reindex'],
  ['reindex table concurrently t', 'safe none safe'],
  ['refresh materialized view m', 'unsafe rewrite refresh'],
  ['refresh materialized view concurrently m', 'safe none safe'],
  ['lock table t in share mode', 'unsafe lock lock-table'],
  ['lock table t in row exclusive mode', 'safe none safe'],
  ["alter type mood add value 'x'", 'safe none safe'],
  ["alter type mood rename value 'x' to 'y'", 'unsafe none rename-enum-value'],
  ['alter role app nologin', 'unsafe none alter-role'],
  ['drop database shop', 'unsafe data-loss drop-database'],
  ["alter system set work_mem = '1GB'", 'needs-info none alter-system'],
  ["do $$ begin execute 'drop table t'; end $$", 'unsafe data-loss drop-table'],
  ["do $$ begin execute 'drop table ' || name from names; end $$", 'needs-info none dynamic-sql'],
  ['do $$ begin update t set c = 1; end $$', 'unsafe lock update-unbatched'],
  ['comment on table t is $$x$$', 'safe none safe'],
])('%s: %s', (sql, expected) => {
  expect(judge(sql)).toEqual([expected])
})

test('what the batch made is free', () => {
  expect(
    judge('create table t (c int); create index i on t (c); update t set c = 1; drop table t'),
  ).toEqual(Array.from({ length: 4 }, () => 'safe none safe'))
})

test('older servers do otherwise', () => {
  expect(judge("alter table t add column c text default 'x'", { serverVersion: '10' })).toEqual([
    'unsafe rewrite add-column-default',
  ])
  expect(judge('reindex table concurrently t', { serverVersion: '11' })).toEqual([
    'unsafe none too-new',
  ])
  expect(() => judge('select 1', { serverVersion: 'new' })).toThrow('no PostgreSQL version')
})

test.each([
  ['begin; drop table t; rollback', ['safe none safe']],
  ['begin; alter table t alter c type int; rollback', ['unsafe rewrite change-column-type']],
  [
    'begin; savepoint s; drop table t; rollback to s; drop view v; commit',
    ['safe none safe', 'unsafe none drop-view'],
  ],
  ['select c from t for update', ['unsafe lock lock-rows']],
  ['select c from t where id = 3 for update', ['safe none safe']],
  ['select c from t limit 10 for update skip locked', ['safe none safe']],
  ['update t set c = 1 where false', ['safe none safe']],
  [
    'merge into t using u on t.id = u.id when matched then update set c = 1',
    ['unsafe lock update-unbatched'],
  ],
  [
    'merge into t using u on t.id = u.id when matched then delete',
    ['unsafe data-loss delete-rows'],
  ],
  [
    'merge into t using (values (1)) u (id) on t.id = u.id when matched then update set c = 1',
    ['safe none safe'],
  ],
  ['refresh materialized view m with no data', ['unsafe none refresh']],
])('%s', (sql, expected) => {
  expect(judge(sql)).toEqual(expected)
})

test('what cannot run in a transaction is told, in the file’s own and in the tool’s', () => {
  const refused = 'unsafe none fails-in-transaction'
  expect(judge('begin; create index concurrently i on t (c); commit')).toEqual([refused])
  expect(judge('create index concurrently i on t (c)', {}, true)).toEqual([refused])
  expect(judge('begin; commit; create index concurrently i on t (c)')).toEqual(['safe none safe'])
})

test('a check that was validated is the proof that SET NOT NULL asks for', () => {
  const add = 'alter table t add constraint k check (c is not null) not valid'
  const [validate, set] = [
    'alter table t validate constraint k',
    'alter table t alter c set not null',
  ]
  const scanned = 'unsafe scan set-not-null'
  expect(judge(`${add}; ${validate}; ${set}`).at(-1)).toBe('safe none safe')
  expect(judge(`${add}; ${set}`).at(-1)).toBe(scanned)
  expect(judge(`${add}; ${validate}; alter table t alter d set not null`).at(-1)).toBe(scanned)
  expect(judge(`${add}; ${validate}; alter table t drop constraint k; ${set}`).at(-1)).toBe(scanned)
  const or = add.replace('not null', 'not null or c is null')
  expect(judge(`${or}; ${validate}; ${set}`).at(-1)).toBe(scanned)
})

test('what was prepared counts where it is executed', () => {
  const sql = `prepare purge as delete from t; prepare count as select 1;
    execute purge; execute count; execute other`
  expect(judge(sql).slice(2)).toEqual([
    'unsafe data-loss delete-rows',
    'safe none safe',
    'needs-info none unknown-statement',
  ])
})
