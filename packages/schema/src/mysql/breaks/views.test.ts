import { expect, test } from 'vitest'
import { openJudge } from '../judge.ts'

const tables = `CREATE TABLE goods (id int PRIMARY KEY, title varchar(50), price int, listed int);
CREATE TABLE makers (id int PRIMARY KEY, title varchar(50));`
const view = `CREATE VIEW shown AS SELECT id, title, price FROM goods WHERE listed = 1;`

async function verdictOf(sql: string, schema: string, role?: string): Promise<string | undefined> {
  const judge = await openJudge({ schema, ...(role === undefined ? {} : { role }) })
  return (await judge.judge({ files: [{ file: 'm.sql', sql }] })).at(-1)?.verdict
}

test.each([
  ['AS SELECT id, title, price FROM goods WHERE listed = 1', 'safe'],
  ['AS SELECT g.id, g.title AS title, g.price FROM goods AS g WHERE (g.listed = 1)', 'safe'],
  [
    'AS select `goods`.`id` AS `id`,`goods`.`title` AS `title`,`goods`.`price` AS `price` from `goods` where (`goods`.`listed` = 1)',
    'safe',
  ],
  ['(id, title, price) AS SELECT id, title, price FROM goods WHERE listed = 1', 'safe'],
  ['(price, title, id) AS SELECT price, title, id FROM goods WHERE listed = 1', 'safe'],
  ['AS SELECT id, title, price, listed FROM goods WHERE listed = 1', 'safe'],
  ['(id, name, price) AS SELECT id, title, price FROM goods WHERE listed = 1', 'unsafe'],
  ['AS SELECT id, title, listed AS price FROM goods WHERE listed = 1', 'unsafe'],
  ['(id, title, price) AS SELECT price, title, id FROM goods WHERE listed = 1', 'unsafe'],
  ['AS SELECT id, upper(title) AS title, price FROM goods WHERE listed = 1', 'unsafe'],
  ['AS SELECT g.id, g.title, g.price FROM goods g WHERE g.listed = 1 OR g.price > 5', 'unsafe'],
  [`AS SELECT id, title, price FROM goods WHERE listed = 1 AND title <> ' WHERE'`, 'unsafe'],
  ['AS SELECT m.id, m.title, 1 AS price FROM makers m', 'unsafe'],
])('the view %s is %s', async (definition, verdict) => {
  const sql = `CREATE OR REPLACE VIEW shown ${definition}`
  expect(await verdictOf(sql, tables + view)).toBe(verdict)
})

test('a view of the invoker needs rights on its tables', async () => {
  const sql =
    'ALTER SQL SECURITY INVOKER VIEW shown AS SELECT id, title, price FROM goods WHERE listed = 1'
  const granted = (object: string): string =>
    `${tables}${view} GRANT SELECT ON ${object} TO 'app'@'%';`
  expect(await verdictOf(sql, granted('shown'), 'app')).toBe('unsafe')
  expect(await verdictOf(sql, granted('goods'), 'app')).toBe('safe')
  expect(await verdictOf(sql, granted('shop.*'), 'app')).toBe('safe')
  expect(await verdictOf(sql, tables + view, 'app')).toBe('safe')
  expect(await verdictOf(sql, tables + view)).toBe('needs-info')
})

test.each([
  ['INSERT ON goods FOR EACH ROW UPDATE goods SET price = 0 WHERE id = NEW.id', 'unsafe'],
  ['INSERT ON goods FOR EACH ROW REPLACE INTO makers (title) VALUES (NEW.title)', 'unsafe'],
  ['INSERT ON goods FOR EACH ROW DELETE FROM copies WHERE id = NEW.id', 'unsafe'],
])('a trigger AFTER %s is %s', async (trigger, verdict) => {
  expect(await verdictOf(`CREATE TRIGGER t AFTER ${trigger}`, tables)).toBe(verdict)
})
