// Backfill statements, read and restricted; what comes out is run by the databases' own suite.

import { describe, expect, it } from 'vitest'
import { readBackfill as readPostgres } from '../postgres/backfill.ts'
import { readBackfill as readSqlite } from '../sqlite/backfill.ts'

describe.each([
  ['PostgreSQL', readPostgres],
  ['SQLite', readSqlite],
])('%s', (name, read) => {
  it.each([
    ['update t set a = b', '"t"', '"t".', /set a = b where KEY\s*$/],
    [
      'update t as x set a = b where a is null or b = 1',
      '"t"',
      '"x".',
      /where KEY and \( a is null or b = 1\s*\)/,
    ],
    ['delete from t where a = 1 -- said so', '"t"', '"t".', /where KEY and \( a = 1/],
    [
      `update t set a = (select max(b) from u where u.id = t.id), c = 'where' where c = 'é where'`,
      '"t"',
      '"t".',
      /c = 'where' where KEY and \( c = 'é where'/,
    ],
    [
      'insert into u (a) select b from t x where b > 1 on conflict (a) do update set a = 1 where u.a > 3',
      '"t"',
      '"x".',
      /from t x where KEY and \( b > 1 \s*\) on conflict \(a\) do update set a = 1 where u.a > 3/,
    ],
    ['insert into u (a) select b from "My T"', '"My T"', '"My T".', /from "My T" where KEY/],
  ])('restricts %s', async (sql, table, qualifier, expected) => {
    const statement = await read('f.sql', sql)
    expect(statement.table).toBe(table)
    expect(statement.qualifier).toBe(qualifier)
    expect(statement.restrictedTo('KEY')).toMatch(expected)
  })

  it.each([
    'update t set a = 1; update t set b = 1',
    'select 1',
    'insert into t (a) values (1)',
    'insert into u select a, count(*) from t group by a',
    'insert into u select a from t order by a limit 10',
    'insert into u select t.a from t, u',
    'insert into u select distinct a from t',
    'update t set a = 1 returning a',
    'with x as (select 1) update t set a = 1',
    'alter table t add column b int',
  ])('refuses %s', async (sql) => {
    await expect(read('f.sql', sql), name).rejects.toMatchObject({ kind: 'usage' })
  })
})
