import { expect, test } from 'vitest'
import { openJudge } from '../judge.ts'

const schema = `CREATE TABLE goods (id int PRIMARY KEY, maker_id int, price int);
CREATE TABLE makers (id int PRIMARY KEY, title varchar(50));
CREATE TABLE sold LIKE goods;`

async function ruleOf(queries: string, sql: string, more = ''): Promise<string | undefined> {
  const judge = await openJudge({ schema: schema + more, queries })
  return (await judge.judge({ files: [{ file: 'm.sql', sql }] }))[0]?.rule
}

test.each([
  ['SELECT maker_id + 1 AS day FROM goods GROUP BY day', 'name-taken'],
  ['SELECT maker_id + 1 AS day FROM goods GROUP BY maker_id ORDER BY day', 'safe'],
  ['SELECT id FROM goods WHERE EXISTS (SELECT 1 FROM makers WHERE title = price)', 'safe'],
  ['SELECT id FROM (SELECT id AS day FROM goods) g WHERE day = 1', 'safe'],
  ['SELECT * FROM sold UNION ALL SELECT * FROM goods', 'column-count'],
  ['SELECT id FROM sold UNION ALL SELECT id FROM goods', 'safe'],
  ['INSERT INTO sold SELECT * FROM goods WHERE id = 1', 'column-count'],
  ['INSERT INTO sold (id, maker_id, price) SELECT * FROM goods', 'column-count'],
  ['INSERT INTO sold (id) SELECT id FROM goods', 'safe'],
  ['SELECT price FROM goods WHERE id = 1 FOR UPDATE', 'safe'],
])('under %s a new column is %s', async (query, rule) => {
  expect(await ruleOf(query, 'ALTER TABLE goods ADD COLUMN day date')).toBe(rule)
})

test.each([
  ['SELECT id FROM goods WHERE EXISTS (SELECT 1 FROM makers WHERE title = price)', 'name-taken'],
  ['SELECT id FROM goods g WHERE EXISTS (SELECT 1 FROM makers WHERE title = g.price)', 'safe'],
  ['SELECT price FROM goods JOIN makers ON makers.id = maker_id', 'ambiguous-name'],
  ['SELECT price FROM goods, makers WHERE makers.id = maker_id', 'ambiguous-name'],
  ['SELECT id FROM goods NATURAL JOIN makers', 'natural-join'],
  ['UPDATE goods, makers SET price = 1 WHERE makers.id = maker_id', 'ambiguous-name'],
])('under %s a column of the name of another is %s', async (query, rule) => {
  expect(await ruleOf(query, 'ALTER TABLE makers ADD COLUMN price int')).toBe(rule)
})

test.each([
  [
    '(m int) RETURNS int RETURN (SELECT price FROM goods JOIN makers ON makers.id = maker_id)',
    'ambiguous-name',
  ],
  // A parameter comes before any column.
  [
    '(price int) RETURNS int RETURN (SELECT count(*) FROM goods JOIN makers ON title = price)',
    'safe',
  ],
])('in a function %s a column of the name of another is %s', async (rest, rule) => {
  const found = await ruleOf(
    '',
    'ALTER TABLE makers ADD COLUMN price int',
    `CREATE FUNCTION f ${rest};`,
  )
  expect(found).toBe(rule)
})
