import { expect, it } from 'vitest'
import { openJudge } from './judge.ts'

const schema =
  'create table leads (id int primary key, name varchar(20)) default charset = utf8mb4;'

async function judged(sql: string, serverVersion?: string): Promise<string[]> {
  const judge = await openJudge({ schema, ...(serverVersion ? { serverVersion } : {}) })
  const verdicts = await judge.judge({ files: [{ file: 'm.sql', sql }] })
  return verdicts.map(({ verdict, hazard }) => `${verdict} ${hazard}`)
}

it('says what both servers say', async () => {
  expect(await judged('alter table leads add column city varchar(20)')).toEqual(['safe none'])
  expect(await judged('alter table leads drop column name')).toEqual(['unsafe data-loss'])
})

it('depends on the server where they differ, and says how', async () => {
  const sql = 'alter table leads add column points int check (points >= 0)'
  expect(await judged(sql, '8.4')).toEqual(['unsafe rewrite'])
  expect(await judged(sql, '10.11')).toEqual(['safe none'])
  expect(await judged(sql)).toEqual(['needs-info rewrite'])
  const judge = await openJudge({ schema })
  const [verdict] = await judge.judge({ files: [{ file: 'm.sql', sql }] })
  expect(verdict?.why).toMatch(/on MySQL 8.4 nobody can write .*; on MariaDB 10.11 it is safe/)
})

it('knows that what is a statement for one is a comment for the other', async () => {
  const sql = '/*M!100100 drop table leads */; alter table leads add column city int;'
  expect(await judged(sql)).toEqual(['needs-info data-loss', 'safe none'])
})
