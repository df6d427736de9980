import { expect, test } from 'vitest'
import { openJudge } from './judge.ts'

const schema = `CREATE TABLE items (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY, sku char(9) NOT NULL UNIQUE, kind int, rank_no int,
  title varchar(50), made date, KEY made (made), KEY kind (kind, rank_no)
);`

async function hazardOf(sql: string): Promise<string | undefined> {
  const judge = await openJudge({ schema })
  const verdicts = await judge.judge({ files: [{ file: 'm.sql', sql }] })
  return verdicts.at(-1)?.hazard
}

test.each([
  ['WHERE id = 7', 'none'],
  ['WHERE 7 = id', 'none'],
  ['WHERE id = -7', 'none'],
  ['WHERE id BETWEEN 5 AND 50', 'none'],
  ['WHERE id > 5 AND id <= 50', 'none'],
  ['WHERE id > 5 AND rank_no <= 50', 'lock'],
  ['WHERE id > rank_no AND id <= 50', 'none'],
  ['WHERE id > 50 AND id <= rank_no', 'lock'],
  ['WHERE id <= 50', 'none'],
  ['WHERE id >= 50', 'lock'],
  ['WHERE id <= @last', 'lock'],
  ['WHERE kind <= 50', 'lock'],
  ['WHERE id BETWEEN first AND first + 999', 'none'],
  ['WHERE id = other.id', 'lock'],
  ['WHERE id IN (1, 2, 3)', 'none'],
  ['WHERE id IN (SELECT kind FROM items)', 'lock'],
  ['WHERE id = rank_no', 'lock'],
  ['WHERE id + 1 = 7', 'lock'],
  ['WHERE NOT (id = 7)', 'lock'],
  ['WHERE id = 7 OR kind = 1', 'lock'],
  [`WHERE sku = 'x'`, 'none'],
  ['WHERE sku = 12345', 'lock'],
  ['WHERE sku IN (1, 2)', 'lock'],
  ['WHERE year(made) = 1999', 'lock'],
  ['WHERE 1 = 0', 'none'],
  ['LIMIT 10', 'none'],
  ['WHERE id > 7 ORDER BY id LIMIT 10', 'none'],
  [`WHERE title = 'x' LIMIT 10`, 'lock'],
  [`WHERE id > 7 AND title = 'x' LIMIT 10`, 'lock'],
  ['WHERE kind = 1 ORDER BY rank_no LIMIT 10', 'none'],
  ['WHERE rank_no = 1 LIMIT 10', 'lock'],
  ['ORDER BY title LIMIT 10', 'lock'],
])('an UPDATE %s has the hazard %s', async (rest, hazard) => {
  expect(await hazardOf(`UPDATE items SET title = 'y' ${rest}`)).toBe(hazard)
})

test.each([
  ['SELECT * FROM items', 'scan'],
  ['SELECT * FROM items WHERE 1 = 0', 'none'],
  ['SELECT * FROM items LIMIT 0', 'none'],
  ['SELECT * FROM items WHERE id BETWEEN 1 AND 100', 'none'],
  ['SELECT a.* FROM items a JOIN items b ON a.id = b.kind WHERE a.id = 1', 'scan'],
])('what is made of %s has the hazard %s', async (query, hazard) => {
  expect(await hazardOf(`CREATE TABLE copy AS ${query}`)).toBe(hazard)
  expect(await hazardOf(`CREATE TABLE copy LIKE items; INSERT INTO copy ${query}`)).toBe(hazard)
})

test('what is read committed is read without locks', async () => {
  const sql = `SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
    CREATE TABLE copy AS SELECT * FROM items`
  expect(await hazardOf(sql)).toBe('none')
  const back = sql.replace(';', ';SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ;')
  expect(await hazardOf(back)).toBe('scan')
})

test('REPLACE loses what it does not name', async () => {
  expect(await hazardOf(`REPLACE INTO items (id, sku) VALUES (1, 'x')`)).toBe('data-loss')
  expect(await hazardOf(`REPLACE INTO items VALUES (1, 'x', 1, 1, 't', now())`)).toBe('none')
  expect(await hazardOf(`INSERT INTO items (id, sku) VALUES (1, 'x')`)).toBe('none')
})

test.each([
  [`SELECT 1, 'x' FROM dual WHERE NOT EXISTS (SELECT 1 FROM items WHERE id = 1)`, 'none'],
  [`SELECT 1, 'x' FROM dual WHERE NOT EXISTS (SELECT 1 FROM items WHERE title = 'x')`, 'scan'],
  [
    `SELECT * FROM (SELECT 1, 'x') AS one WHERE NOT EXISTS (SELECT 1 FROM items WHERE id = 1)`,
    'none',
  ],
  ['SELECT id, title FROM items WHERE id = 1', 'none'],
])('INSERT … %s has the hazard %s', async (select, hazard) => {
  expect(
    await hazardOf(`CREATE TABLE fresh (a int, b varchar(9)); INSERT INTO fresh ${select}`),
  ).toBe(hazard)
})

test.each([
  ['items i JOIN items j ON j.kind = i.kind SET i.title = 1 WHERE i.id = 7', 'none'],
  ['items AS i JOIN items j ON j.kind = i.kind SET i.title = 1 WHERE j.id = 7', 'lock'],
  ['items, others SET items.title = 1 WHERE items.id = 7', 'none'],
  ['items, others SET items.title = 1 WHERE others.id = 7', 'lock'],
])('UPDATE %s has the hazard %s', async (sql, hazard) => {
  expect(await hazardOf(`UPDATE ${sql}`)).toBe(hazard)
})

test.each([
  ['WHERE label IS NULL LIMIT 500', 'none'],
  ['WHERE items.label IS NULL ORDER BY id LIMIT 500', 'none'],
  ['WHERE label IS NULL AND id > 7 LIMIT 500', 'none'],
  ['WHERE label IS NULL', 'lock'],
  ['WHERE label IS NOT NULL LIMIT 500', 'lock'],
  ['WHERE title IS NULL LIMIT 500', 'lock'],
  ['WHERE label IS NULL OR kind = 1 LIMIT 500', 'lock'],
])('after a column was added an UPDATE %s has the hazard %s', async (rest, hazard) => {
  const sql = `ALTER TABLE items ADD COLUMN label varchar(50) NULL; UPDATE items SET label = title ${rest}`
  expect(await hazardOf(sql)).toBe(hazard)
})
