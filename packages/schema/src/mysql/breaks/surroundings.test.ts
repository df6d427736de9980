// What breaks in other places than the table that is changed: routines, recorded joins, roles.

import { expect, test } from 'vitest'
import { openJudge } from '../judge.ts'

const schema = `CREATE TABLE goods (id int PRIMARY KEY, maker_id int, price int);
CREATE TABLE makers (id int PRIMARY KEY, title varchar(50));
CREATE TABLE sold LIKE goods;
CREATE PROCEDURE rate(IN m int) INSERT INTO makers VALUES (m, 'x');
CREATE PROCEDURE sell(IN g int) INSERT INTO sold SELECT * FROM goods WHERE id = g;
CREATE TRIGGER priced BEFORE INSERT ON goods FOR EACH ROW SET NEW.price = COALESCE(NEW.price, 1);
GRANT SELECT ON shop.* TO readers; GRANT readers TO staff; GRANT staff TO app;`

async function judge(sql: string, options: { role?: string; queries?: string } = {}) {
  const judge = await openJudge({ schema, ...options })
  return (await judge.judge({ files: [{ file: 'm.sql', sql }] })).at(-1)?.verdict
}

test.each([
  ['ALTER TABLE makers ADD country char(2)', 'unsafe'],
  ['ALTER TABLE makers ADD country char(2) INVISIBLE', 'safe'],
  ['ALTER TABLE goods ADD title varchar(9)', 'unsafe'],
  ['ALTER TABLE sold ADD title varchar(9)', 'unsafe'],
  ['ALTER TABLE goods ADD INDEX (price)', 'safe'],
  [`ALTER PROCEDURE rate COMMENT 'of makers'`, 'safe'],
  ['ALTER PROCEDURE rate SQL SECURITY INVOKER', 'needs-info'],
])('with a procedure that names no columns, %s is %s', async (sql, verdict) => {
  expect(await judge(sql)).toBe(verdict)
})

test.each([
  ['SELECT title FROM goods JOIN makers ON makers.id = maker_id', 'ambiguous-name'],
  ['SELECT m.title FROM goods g JOIN makers m ON m.id = g.maker_id', 'safe'],
  [
    'SELECT goods.id AS title FROM goods JOIN makers ON makers.id = maker_id ORDER BY title',
    'safe',
  ],
  ['SELECT title FROM makers', 'safe'],
])('beside the recorded %s a new title is %s', async (queries, rule) => {
  const tables = schema.split('CREATE PROCEDURE')[0] ?? ''
  const opened = await openJudge({ schema: tables, queries })
  const sql = 'ALTER TABLE goods ADD title varchar(9)'
  const [first] = await opened.judge({ files: [{ file: 'm.sql', sql }] })
  expect(first?.rule).toBe(rule)
})

test.each([
  ['DROP ROLE readers', 'unsafe'],
  ['REVOKE SELECT ON shop.* FROM staff', 'unsafe'],
  ['REVOKE SELECT ON shop.* FROM others', 'safe'],
  ['REVOKE CREATE, DROP ON shop.* FROM staff', 'safe'],
  ['DROP ROLE others', 'safe'],
  ['SET DEFAULT ROLE NONE TO app', 'unsafe'],
  ['SET DEFAULT ROLE ALL TO app', 'safe'],
  [`SET PASSWORD FOR app = 'x'`, 'unsafe'],
])('for a user with a role of a role, %s is %s', async (sql, verdict) => {
  expect(await judge(sql, { role: 'app' })).toBe(verdict)
})

const add = 'ALTER TABLE goods ADD discount int, ADD INDEX (price);'
test.each([
  ['NEW.discount > NEW.price', 'safe'],
  ['NEW.price > 0 AND NEW.discount IS NOT NULL', 'safe'],
  ['NEW.discount IS NULL', 'unsafe'],
  ['NEW.discount > 5 OR NEW.price > 5', 'unsafe'],
  ['NEW.price > 5', 'unsafe'],
])('a trigger that refuses where %s is %s', async (condition, verdict) => {
  const trigger = `CREATE TRIGGER t BEFORE UPDATE ON goods FOR EACH ROW
    BEGIN IF ${condition} THEN SIGNAL SQLSTATE '45000'; END IF; END`
  expect(await judge(`${add} ${trigger}`)).toBe(verdict)
})

test('a trigger in other letters is the same', async () => {
  const again =
    'drop trigger priced; create trigger priced before insert on goods for each row set new.price = coalesce(new.price, 1)'
  expect(await judge(again)).not.toBe('unsafe')
})

test.each([
  ['CREATE TABLE bought (id int, FOREIGN KEY (id) REFERENCES goods (id))', 'truncate-refused'],
  ['CREATE TABLE bought (id int, FOREIGN KEY (id) REFERENCES makers (id))', 'safe'],
  [
    'CREATE TRIGGER s AFTER INSERT ON sold FOR EACH ROW UPDATE makers SET title = NULL',
    'trigger-fails',
  ],
])('with statements that empty a table or copy rows, %s is %s', async (sql, rule) => {
  const queries = 'TRUNCATE TABLE goods; INSERT INTO sold (id) SELECT id FROM makers WHERE id = 1'
  const opened = await openJudge({ schema, queries })
  const [first] = await opened.judge({ files: [{ file: 'm.sql', sql }] })
  expect(first?.rule).toBe(rule)
})

test('who may read some columns only cannot read all of them', async () => {
  const rights = 'GRANT SELECT (id, maker_id, price) ON shop.goods TO reader;'
  const tables = schema.split('CREATE PROCEDURE')[0] ?? ''
  const rule = async (queries: string): Promise<string | undefined> => {
    const opened = await openJudge({ schema: tables + rights, queries, role: 'reader' })
    const sql = 'ALTER TABLE goods ADD title varchar(9)'
    return (await opened.judge({ files: [{ file: 'm.sql', sql }] }))[0]?.rule
  }
  expect(await rule('SELECT * FROM goods WHERE id = 1')).toBe('privileges')
  expect(await rule('SELECT id, price FROM goods')).toBe('safe')
})

test('a dump says of which server it is', async () => {
  const hazardOn = async (version: string): Promise<string | undefined> => {
    const tables = 'CREATE TABLE t (id int PRIMARY KEY, a varchar(30)) DEFAULT CHARSET=utf8mb4;'
    const opened = await openJudge({ schema: `-- Server version\t${version}\n${tables}` })
    const sql = 'ALTER TABLE t MODIFY a varchar(300)'
    return (await opened.judge({ files: [{ file: 'm.sql', sql }] }))[0]?.hazard
  }
  expect(await hazardOn('8.0.36-0ubuntu0.22.04.1')).toBe('rewrite')
  expect(await hazardOn('10.11.6-MariaDB-0+deb12u1')).toBe('none')
})
