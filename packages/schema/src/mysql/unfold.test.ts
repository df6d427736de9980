import { expect, test } from 'vitest'
import { openJudge } from './judge.ts'

const schema = `CREATE TABLE goods (
  id int AUTO_INCREMENT PRIMARY KEY, sku varchar(20) NOT NULL, price int, UNIQUE KEY goods_sku (sku), KEY goods_price (price)
);
CREATE PROCEDURE add_good(IN s varchar(20), IN p int) INSERT INTO goods (sku, price) VALUES (s, p);
CREATE PROCEDURE clear_goods() BEGIN DELETE FROM goods; END;
CREATE DEFINER = 'keeper'@'%' VIEW cheap AS SELECT id, sku, price FROM goods WHERE price < 5;
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DO DELETE FROM goods WHERE price IS NULL;`

async function judge(sql: string, serverVersion = '10.11'): Promise<string[]> {
  const judge = await openJudge({ schema, serverVersion })
  const verdicts = await judge.judge({ files: [{ file: 'm.sql', sql }] })
  return verdicts.map(({ verdict, hazard }) => `${verdict} ${hazard}`)
}

test.each([
  // What a block, a call or SET STATEMENT runs is judged.
  [
    'BEGIN NOT ATOMIC IF 1 THEN ALTER TABLE goods DROP COLUMN price; END IF; END',
    'unsafe data-loss',
  ],
  ['BEGIN NOT ATOMIC ALTER TABLE goods ADD COLUMN title text; END', 'safe none'],
  [`BEGIN NOT ATOMIC EXECUTE IMMEDIATE 'DROP TABLE goods'; END`, 'unsafe data-loss'],
  ['BEGIN NOT ATOMIC IF 1 THEN ALTER TABLE goods DROP KEY nothing; END IF; END', 'safe none'],
  ['CALL clear_goods()', 'unsafe data-loss'],
  ['CALL elsewhere.nobody_knows()', 'needs-info none'],
  ['SET STATEMENT lock_wait_timeout = 1 FOR DROP TABLE goods', 'unsafe data-loss'],
  ['SET STATEMENT lock_wait_timeout = 1 FOR ALTER TABLE goods ADD title text', 'safe none'],
  ['SET STATEMENT alter_algorithm = COPY FOR ALTER TABLE goods ADD title text', 'unsafe rewrite'],
  // IF EXISTS and IF NOT EXISTS are kept.
  ['CREATE UNIQUE INDEX IF NOT EXISTS goods_price ON goods (price)', 'safe none'],
  ['CREATE UNIQUE INDEX IF NOT EXISTS other ON goods (price)', 'unsafe none'],
  ['ALTER TABLE goods MODIFY IF EXISTS title int', 'safe none'],
  ['ALTER TABLE goods CHANGE IF EXISTS price cost int', 'unsafe none'],
  ['ALTER TABLE IF EXISTS bads DROP COLUMN price', 'safe none'],
  ['RENAME TABLE IF EXISTS bads TO worse', 'safe none'],
  ['RENAME TABLE IF EXISTS goods TO worse', 'unsafe none'],
  // Parameters are what they are by their place.
  [
    'CREATE OR REPLACE PROCEDURE add_good(IN a varchar(20), b int) INSERT INTO goods (sku, price) VALUES (a, b)',
    'safe none',
  ],
  [
    'CREATE OR REPLACE PROCEDURE add_good(IN a varchar(20), b bigint) INSERT INTO goods (sku, price) VALUES (a, b)',
    'unsafe none',
  ],
  ['DELETE FROM goods WHERE 1 = 0', 'safe none'],
  ['DELETE FROM goods WHERE 1 = 1', 'unsafe data-loss'],
  [`DROP USER 'keeper'@'%'`, 'unsafe none'],
  [`DROP USER 'somebody'@'%'`, 'needs-info none'],
  ['ALTER TABLE goods ADD initial varchar(1) DEFAULT (left(sku, 1))', 'unsafe rewrite'],
  ['ALTER TABLE goods ADD initial varchar(9) DEFAULT (lower("SKU"))', 'safe none'],
  ['ALTER TABLE goods CONVERT PARTITION p TO TABLE goods_past', 'unsafe data-loss'],
  ['ALTER TABLE goods ADD maker int REFERENCES goods (id)', 'unsafe rewrite'],
])('%s is %s', async (sql, said) => {
  expect(await judge(sql)).toEqual([said])
})

test('a procedure of the batch is followed when it is called', async () => {
  const procedure = `CREATE PROCEDURE upgrade() BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = 'title') THEN
      ALTER TABLE goods ADD COLUMN title int NOT NULL;
    END IF;
  END;`
  expect(await judge(`${procedure} CALL upgrade(); DROP PROCEDURE upgrade`)).toEqual([
    'safe none',
    'unsafe none',
    'safe none',
  ])
})

test('a database that the batch makes is its own', async () => {
  const own =
    'CREATE DATABASE scratch; CREATE TABLE scratch.goods (a int); DROP TABLE scratch.goods; DROP DATABASE scratch'
  expect(await judge(own)).toEqual(Array(4).fill('safe none'))
  const inside = 'CREATE DATABASE scratch; USE scratch; DROP TABLE IF EXISTS goods'
  expect(await judge(inside)).toEqual(Array(3).fill('safe none'))
  // It may be the application's, which is there.
  const there = 'CREATE DATABASE IF NOT EXISTS shop; USE shop; DROP TABLE goods'
  expect(await judge(there)).toEqual(['safe none', 'safe none', 'unsafe data-loss'])
})

test('what the session sets for ALTER TABLE counts', async () => {
  const copying = 'SET old_alter_table = ON; ALTER TABLE goods ADD title text'
  expect(await judge(copying, '8.4')).toEqual(['safe none', 'unsafe rewrite'])
  const back =
    'SET old_alter_table = ON; SET old_alter_table = OFF; ALTER TABLE goods ADD title text'
  expect(await judge(back, '8.4')).toEqual(['safe none', 'safe none', 'safe none'])
})

test('an event that writes only what is new is free', async () => {
  const log = 'CREATE TABLE log (day date PRIMARY KEY);'
  const event = (body: string): string => `CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO ${body}`
  expect(await judge(`${log} ${event('DELETE FROM log WHERE day < current_date')}`)).toEqual([
    'safe none',
    'safe none',
  ])
  expect(await judge(`${log} ${event('DELETE FROM goods WHERE price = 0')}`)).toEqual([
    'safe none',
    'unsafe data-loss',
  ])
  expect(await judge(event('UPDATE goods SET price = 1 WHERE price = 0'))).toEqual([
    'needs-info none',
  ])
  const off = 'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM goods'
  expect(await judge(off)).toEqual(['safe none'])
})

test('a trigger must not insert the same key twice', async () => {
  const counts = 'CREATE TABLE counts (price int PRIMARY KEY, goods int DEFAULT 1);'
  const trigger = (rest: string): string =>
    `CREATE TRIGGER t AFTER INSERT ON goods FOR EACH ROW ${rest}`
  const insert = 'INSERT INTO counts (price) VALUES (NEW.id)'
  expect(await judge(`${counts} ${trigger(insert)}`)).toEqual(['safe none', 'safe none'])
  const byText = 'CREATE TABLE counts (sku varchar(20), price int, PRIMARY KEY (price));'
  const repeats = 'INSERT INTO counts (sku, price) VALUES (NEW.sku, 7)'
  expect(await judge(`${byText} ${trigger(repeats)}`)).toEqual(['safe none', 'unsafe none'])
  const again = `${repeats} ON DUPLICATE KEY UPDATE sku = NEW.sku`
  expect(await judge(`${byText} ${trigger(again)}`)).toEqual(['safe none', 'safe none'])
})
