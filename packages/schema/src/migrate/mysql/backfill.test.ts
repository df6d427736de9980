import { expect, it } from 'vitest'
import { readServer } from '../../mysql/server.ts'
import { readBackfill } from './backfill.ts'

const server = readServer('10.11-MariaDB')

it.each([
  ['update t set a = 1', '`t`', '`t`.', 'update t set a = 1\nwhere C '],
  [
    'update ignore `t` as `x` set a = 1 where b or c',
    '`t`',
    '`x`.',
    'update ignore `t` as `x` set a = 1 where C and ( b or c\n) ',
  ],
  [
    'update t x set a = (select max(b) from u where u.id = x.id order by 1 limit 1) -- why\nwhere a is null -- x',
    '`t`',
    '`x`.',
    'update t x set a = (select max(b) from u where u.id = x.id order by 1 limit 1) -- why\nwhere C and ( a is null -- x\n) ',
  ],
  ['delete from t where a = 1', '`t`', '`t`.', 'delete from t where C and ( a = 1\n) '],
  [
    "insert into n (a) select concat(u.b, ' where ') from u on duplicate key update a = values(a)",
    '`u`',
    '`u`.',
    "insert into n (a) select concat(u.b, ' where ') from u \nwhere C on duplicate key update a = values(a)",
  ],
  [
    'replace into n select b from u as x where b > 0',
    '`u`',
    '`x`.',
    'replace into n select b from u as x where C and ( b > 0\n) ',
  ],
])('reads %j', async (sql, table, qualifier, restricted) => {
  const statement = await readBackfill('f', sql, server)
  expect(statement).toMatchObject({ table, qualifier })
  expect(statement.restrictedTo('C')).toBe(restricted)
})

it.each([
  'update t, u set t.a = u.a',
  'update t join u on u.id = t.id set t.a = u.a',
  'update t x, u set x.a = u.a',
  'update t set a = 1 order by b',
  'update t set a = 1 limit 5',
  'update other.t set a = 1',
  'delete t from t join u on u.id = t.id',
  'delete from t using t join u on u.id = t.id',
  'delete from t where a = 1 returning id',
  'insert into n values (1)',
  'insert into n set a = (select 1 from u)',
  'insert into n select count(*) from u',
  'insert into n select a from u group by a',
  'insert into n select distinct a from u',
  'insert into n select a from u limit 4',
  'insert into n select a from u, v',
  'insert into n select a from (select 1 as a) x',
  'insert into n select a from u union select a from v',
  'with x as (select 1) update t set a = 1',
  'create table x (id int)',
  'update t set a = 1; update t set b = 1',
  '',
])('refuses %j', async (sql) => {
  await expect(readBackfill('f.sql', sql, server)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(/^f\.sql cannot be run in batches/) as unknown,
  })
})
