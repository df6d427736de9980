import { expect, test } from 'vitest'
import type { Hazard } from '../verdict.ts'
import { openJudge } from './judge.ts'

const schema = `
  CREATE TABLE people (
    id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, postcode TEXT, price REAL, joined_at TEXT
  );`

async function hazardsOf(sql: string): Promise<Hazard[]> {
  const opened = await openJudge({ schema })
  const verdicts = await opened.judge({ files: [{ file: 'm.sql', sql }] })
  return verdicts.map(({ hazard }) => hazard)
}

test.each([
  ['email = lower(email)', 'data-loss'],
  ['price = round(price)', 'data-loss'],
  ['joined_at = date(joined_at)', 'data-loss'],
  [`postcode = replace(postcode, ' ', '')`, 'data-loss'],
  ['postcode = NULL', 'data-loss'],
  ['price = price * 100', 'lock'],
  [`joined_at = strftime('%s', joined_at)`, 'lock'],
  [`postcode = coalesce(postcode, '')`, 'lock'],
  [`postcode = nullif(postcode, '')`, 'lock'],
  [`email = email || '.invalid'`, 'lock'],
] as const)('UPDATE people SET %s is %s', async (assignment, hazard) => {
  expect(await hazardsOf(`UPDATE people SET ${assignment}`)).toEqual([hazard])
})

test.each([
  ['open', 'on_hold', 'data-loss'],
  ['closed', 'open', 'lock'],
] as const)('a status that becomes %s where it was %s is %s', async (value, was, hazard) => {
  const opened = await openJudge({
    schema: `CREATE TABLE claims (id INTEGER PRIMARY KEY, status TEXT NOT NULL DEFAULT 'open');`,
  })
  const sql = `UPDATE claims SET status = '${value}' WHERE status = '${was}'`
  expect(await opened.judge({ files: [{ file: 'm.sql', sql }] })).toMatchObject([{ hazard }])
})

test.each([
  ['INTEGER', 'data-loss'],
  ['STRING', 'data-loss'],
  ['VARCHAR(9)', 'rewrite'],
  ['BLOB', 'rewrite'],
] as const)('a postcode that becomes %s is %s', async (type, hazard) => {
  const hazards = await hazardsOf(`
    CREATE TABLE remade (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, postcode ${type},
      price REAL, joined_at TEXT);
    INSERT INTO remade SELECT * FROM people;
    DROP TABLE people;
    ALTER TABLE remade RENAME TO people;`)
  expect(hazards).toEqual(['none', hazard, 'none', 'none'])
})

test.each([
  ['INSERT OR IGNORE INTO remade SELECT id, email, price FROM people', 'data-loss'],
  ['INSERT INTO remade SELECT min(id), email, price FROM people GROUP BY price', 'data-loss'],
  ['INSERT INTO remade SELECT id, email, price FROM people', 'rewrite'],
] as const)('a copy with one row a price, %s, is %s', async (copy, hazard) => {
  const hazards = await hazardsOf(`
    CREATE TABLE remade (id INTEGER PRIMARY KEY, email TEXT NOT NULL, price REAL UNIQUE);
    ${copy};
    DROP TABLE people;
    ALTER TABLE remade RENAME TO people;`)
  expect(hazards[1]).toBe(hazard)
})
