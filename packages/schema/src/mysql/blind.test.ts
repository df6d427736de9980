import { expect, test } from 'vitest'
import { openJudge } from './judge.ts'

async function judge(sql: string, before?: string): Promise<string[]> {
  const judge = await openJudge({ static: true, serverVersion: '8.4' })
  const files = [{ file: 'm.sql', sql }]
  const verdicts = await judge.judge(
    before === undefined ? { files } : { files, before: [{ file: 'before.sql', sql: before }] },
  )
  return verdicts.map(({ verdict, hazard }) => `${verdict} ${hazard}`)
}

test.each([
  ['ALTER TABLE t ADD a int', 'safe none'],
  ['ALTER TABLE t ADD a int, ALGORITHM=COPY', 'unsafe rewrite'],
  ['ALTER TABLE t ADD a int, LOCK=SHARED', 'unsafe rewrite'],
  ['ALTER TABLE t ADD INDEX (a)', 'safe none'],
  ['ALTER TABLE t ADD INDEX (a), LOCK=SHARED', 'unsafe scan'],
  ['ALTER TABLE t ADD a int AS (b + 1) STORED', 'unsafe rewrite'],
  ['ALTER TABLE t ADD FULLTEXT (a)', 'unsafe rewrite'],
  ['ALTER TABLE t ADD a int, ADD UNIQUE (a)', 'safe none'],
  ['ALTER TABLE t ADD UNIQUE (a)', 'unsafe none'],
  ['ALTER TABLE t ADD a int NOT NULL, ALTER a SET DEFAULT 1', 'safe none'],
  ['ALTER TABLE t ORDER BY a', 'unsafe rewrite'],
  ['ALTER TABLE t MODIFY a bigint', 'needs-info none'],
  ['UPDATE t SET a = 1', 'unsafe lock'],
  ['UPDATE t SET a = 1 WHERE b = 2', 'needs-info none'],
  ['INSERT INTO t SELECT * FROM u', 'unsafe scan'],
  [`INSERT INTO t VALUES ('x')`, 'safe none'],
  [`REPLACE INTO t VALUES ('x')`, 'needs-info none'],
  ['CREATE OR REPLACE TABLE t (a int)', 'unsafe data-loss'],
  ['CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1', 'needs-info none'],
  ['CREATE OR REPLACE VIEW v AS SELECT 1 AS one', 'needs-info none'],
  ['DROP VIEW v', 'unsafe none'],
  ['DROP PROCEDURE IF EXISTS p', 'unsafe none'],
  ['DROP EVENT e', 'needs-info none'],
  ['DROP TRIGGER g', 'unsafe none'],
  ['ALTER SEQUENCE s RESTART WITH 1', 'unsafe none'],
  ['RENAME TABLE t TO t_old, u TO t', 'unsafe none'],
  ['ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4', 'unsafe rewrite'],
  ['ALTER TABLE t DROP PRIMARY KEY', 'unsafe rewrite'],
  ['ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (a, b)', 'needs-info none'],
  ['ALTER TABLE t ADD UNIQUE (a, id)', 'needs-info none'],
  ['ALTER TABLE t DROP INDEX x, ADD UNIQUE (a)', 'needs-info none'],
  ['ALTER TABLE t DROP INDEX x, ADD UNIQUE (a(9))', 'unsafe none'],
  ['ALTER TABLE t ADD COLUMN IF NOT EXISTS a int NOT NULL', 'needs-info none'],
  ['ALTER TABLE t DROP COLUMN IF EXISTS a', 'needs-info none'],
  ['ALTER TABLE IF EXISTS t RENAME u', 'needs-info none'],
  ['UPDATE t SET a = 1 WHERE id > 7 AND id <= 9', 'needs-info none'],
  ['ALTER TABLE t ALTER a SET INVISIBLE', 'unsafe none'],
  ['ALTER TABLE t ALTER a DROP DEFAULT', 'needs-info none'],
  ['ALTER TABLE t DROP CHECK c', 'safe none'],
  [`ALTER TABLE t COMMENT = 'x'`, 'safe none'],
  ['ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u', 'unsafe none'],
  ['UPDATE t SET a = 1 WHERE b IS NULL', 'unsafe lock'],
  ['UPDATE t SET a = 1 WHERE b IS NULL LIMIT 100', 'needs-info none'],
  [`INSERT INTO t SELECT 'x' FROM information_schema.tables`, 'safe none'],
  [`CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SIGNAL SQLSTATE '45000'`, 'unsafe none'],
  ['OPTIMIZE TABLE t', 'needs-info none'],
])('without a schema %s is %s', async (sql, said) => {
  expect(await judge(sql)).toEqual([said])
})

test('what the batch makes is nobody else’s, with or without a schema', async () => {
  const own =
    'CREATE TABLE t (a int); ALTER TABLE t DROP COLUMN a; UPDATE t SET b = 1; DROP TABLE t'
  expect(await judge(own)).toEqual(Array(4).fill('safe none'))
  const like = 'CREATE TABLE t LIKE u; ALTER TABLE t MODIFY a bigint, DROP COLUMN b; DROP TABLE t'
  expect(await judge(like)).toEqual(Array(3).fill('safe none'))
})

test('what was run before is known', async () => {
  const before = 'CREATE TABLE t (a varchar(50) DEFAULT NULL, b int) DEFAULT CHARSET = utf8mb4'
  expect(await judge('ALTER TABLE t MODIFY a varchar(60)', before)).toEqual(['safe none'])
  expect(await judge('ALTER TABLE t MODIFY a varchar(64)', before)).toEqual(['unsafe rewrite'])
  expect(await judge('ALTER TABLE t MODIFY a varchar(60) NOT NULL', before)).toEqual([
    'unsafe none',
  ])
  expect(await judge('DROP TABLE t', before)).toEqual(['unsafe data-loss'])
  expect(await judge('ALTER TABLE u MODIFY a bigint', before)).toEqual(['needs-info none'])
})

test('a column that the batch has added is nobody else’s', async () => {
  const add = 'ALTER TABLE t ADD a varchar(9);'
  expect(await judge(`${add} ALTER TABLE t DROP a`)).toEqual(['safe none', 'safe none'])
  expect(await judge(`${add} ALTER TABLE t MODIFY a varchar(12)`)).toEqual([
    'safe none',
    'safe none',
  ])
  // The rows of the table are the running version's.
  expect(await judge(`${add} ALTER TABLE t MODIFY a int`)).toEqual(['safe none', 'unsafe rewrite'])
  expect(await judge(`${add} ALTER TABLE t ADD UNIQUE (a)`)).toEqual(['safe none', 'safe none'])
  expect(await judge(`${add} ALTER TABLE t CHANGE a b varchar(9) NOT NULL`)).toEqual([
    'safe none',
    'unsafe none',
  ])
})

test('what is dropped and made again may be the same as before', async () => {
  const again = 'DROP PROCEDURE IF EXISTS p; CREATE PROCEDURE p() SELECT 1'
  expect(await judge(again)).toEqual(['needs-info none', 'safe none'])
})
