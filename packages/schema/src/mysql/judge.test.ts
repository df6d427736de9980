import { expect, test } from 'vitest'
import type { Hazard, StatementVerdict, Verdict } from '../verdict.ts'
import { openJudge } from './judge.ts'

const schema = `
CREATE TABLE \`users\` (
  \`id\` int unsigned NOT NULL AUTO_INCREMENT,
  \`email\` varchar(100) NOT NULL,
  \`name\` varchar(50) DEFAULT NULL,
  \`status\` enum('new','active') NOT NULL DEFAULT 'new',
  \`at\` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (\`id\`),
  UNIQUE KEY \`users_email\` (\`email\`),
  KEY \`users_name\` (\`name\`)
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
`

type Options = { queries?: string; serverVersion?: string; role?: string; schema?: string }

async function judge(sql: string, options: Options = {}): Promise<StatementVerdict[]> {
  const opened = await openJudge({ schema, ...options })
  return opened.judge({ files: [{ file: 'm.sql', sql }] })
}

const cases: [string, Verdict, Hazard, string][] = [
  ['ADD COLUMN phone varchar(20)', 'safe', 'none', 'safe'],
  ['ADD COLUMN phone varchar(20) NOT NULL', 'unsafe', 'none', 'required-column'],
  [`ADD COLUMN kind ENUM('a', 'b') NOT NULL`, 'safe', 'none', 'safe'],
  ['MODIFY name varchar(63)', 'safe', 'none', 'safe'],
  ['MODIFY name varchar(64)', 'unsafe', 'rewrite', 'table-copy'],
  ['MODIFY id int unsigned NOT NULL', 'unsafe', 'none', 'no-auto-increment'],
  ['MODIFY at timestamp NULL DEFAULT CURRENT_TIMESTAMP', 'unsafe', 'none', 'no-on-update'],
  [`MODIFY status enum('new','active','gone') NOT NULL DEFAULT 'new'`, 'safe', 'none', 'safe'],
  [`MODIFY status enum('active','new') NOT NULL DEFAULT 'new'`, 'unsafe', 'rewrite', 'other-type'],
  ['ADD UNIQUE (name)', 'unsafe', 'none', 'new-unique'],
  ['ADD UNIQUE (email, name)', 'safe', 'none', 'safe'],
  ['ADD FULLTEXT (name)', 'unsafe', 'rewrite', 'table-copy'],
  ['DROP INDEX users_email', 'unsafe', 'none', 'unique-gone'],
  ['ADD INDEX (status), LOCK=SHARED', 'unsafe', 'scan', 'alter-table'],
  ['MODIFY name varchar(64), ALGORITHM=INPLACE', 'needs-info', 'none', 'refused-by-server'],
  ['CONVERT TO CHARACTER SET latin1', 'unsafe', 'rewrite', 'charset'],
  ['RENAME COLUMN name TO old_name, ADD COLUMN name varchar(50)', 'unsafe', 'none', 'other-column'],
]

test.each(cases)('%s is %s, %s: %s', async (action, verdict, hazard, rule) => {
  const [found] = await judge(`ALTER TABLE users ${action}`)
  expect([found?.verdict, found?.hazard, found?.rule]).toEqual([verdict, hazard, rule])
})

test('what a later statement mends was broken in between', async () => {
  const sql = 'RENAME TABLE users TO people; CREATE VIEW users AS SELECT * FROM people'
  expect((await judge(sql)).map(({ verdict }) => verdict)).toEqual(['needs-info', 'safe'])
})

test('a check that the columns cannot break refuses nothing', async () => {
  const [implied] = await judge('ALTER TABLE users ADD CHECK (id >= 0)')
  expect(implied).toMatchObject({ rule: 'table-copy' })
  const [real] = await judge('ALTER TABLE users ADD CHECK (char_length(name) > 2)')
  expect(real).toMatchObject({ rule: 'new-check' })
})

test('the version of the server decides how it is done', async () => {
  const sql = 'ALTER TABLE users ADD COLUMN x int FIRST, ALGORITHM=INSTANT'
  expect((await judge(sql, { serverVersion: '8.0.28' }))[0]?.verdict).toBe('needs-info')
  expect((await judge(sql, { serverVersion: '8.0.29' }))[0]?.verdict).toBe('safe')
  const copy = 'ALTER TABLE users MODIFY id bigint unsigned NOT NULL AUTO_INCREMENT'
  expect((await judge(copy, { serverVersion: '11.4' }))[0]?.hazard).toBe('none')
})

test('an index that a recorded statement names cannot go', async () => {
  const queries = `SELECT id FROM users FORCE INDEX (users_name) WHERE name = 'x'`
  const sql = 'ALTER TABLE users RENAME INDEX users_name TO u'
  expect((await judge(sql))[0]?.verdict).toBe('safe')
  expect((await judge(sql, { queries }))[0]?.rule).toBe('hinted-index')
})

test('what is not understood is never safe', async () => {
  for (const sql of [
    'ALTER TABLE users FROBNICATE',
    'CALL p()',
    'XA START 1',
    'ALTER EVENT e ENABLE',
  ]) {
    expect((await judge(sql))[0]?.verdict).toBe('needs-info')
  }
})

test.each([
  ['SELECT 1;\nALTER TABEL users ADD x int', 2, 7],
  ['ALTER TABLE users ADD COLUMN (a int', 1, 30],
  ['FOO', 1, 1],
  ['ALTER TABLE users ADD COLUM phone int', 1, 29],
  ['CREATE TABLE t (a int,)', 1, 22],
  ['ALTER TABLE users ADD a int,', 1, 28],
])('%j is refused with its place', async (sql, line, column) => {
  await expect(judge(sql)).rejects.toMatchObject({ name: 'SqlError', file: 'm.sql', line, column })
})

test('without a schema the words alone decide', async () => {
  const verdictOf = async (sql: string): Promise<string | undefined> =>
    (await judge(sql, { schema: '' }))[0]?.verdict
  expect(await verdictOf('ALTER TABLE t DROP COLUMN a')).toBe('unsafe')
  expect(await verdictOf('ALTER TABLE t ADD COLUMN a int')).toBe('safe')
  expect(await verdictOf('ALTER TABLE t MODIFY a bigint')).toBe('needs-info')
})

test('what is made in the batch is free', async () => {
  const sql = `CREATE TABLE t (id int PRIMARY KEY, a int); ALTER TABLE t MODIFY a bigint NOT NULL;
    CREATE FULLTEXT INDEX f ON t (a); DROP TABLE t`
  const verdicts = await judge(sql)
  expect(verdicts.every(({ verdict, hazard }) => verdict === 'safe' && hazard === 'none')).toBe(
    true,
  )
})

test.each([
  [
    'a temporary table hides the one of its name',
    'CREATE TEMPORARY TABLE users (id int, email int); ALTER TABLE users DROP COLUMN email; DROP TABLE users',
    ['safe', 'safe', 'safe'],
  ],
  [
    'a trigger that writes what is not there fails',
    'CREATE TRIGGER logged AFTER INSERT ON users FOR EACH ROW INSERT INTO log (id) VALUES (NEW.id)',
    ['unsafe'],
  ],
  [
    'the commas between partitions divide no actions',
    'ALTER TABLE users REORGANIZE PARTITION a, b INTO (PARTITION c VALUES LESS THAN (9))',
    ['unsafe'],
  ],
  ['rows that are found are locked', 'SELECT id FROM users FOR UPDATE', ['unsafe']],
  ['a few rows may be', 'SELECT id FROM users WHERE id = 3 FOR UPDATE', ['safe']],
  ['a replaced table has lost its rows', 'CREATE OR REPLACE TABLE users (id int)', ['unsafe']],
])('%s', async (_, sql, verdicts) => {
  const judged = await judge(sql, { serverVersion: '10.11' })
  expect(judged.map(({ verdict }) => verdict)).toEqual(verdicts)
})

const withView = `${schema} CREATE VIEW fresh AS SELECT id, email FROM users WHERE status = 'new';`

test.each([
  [`SELECT id, email, name FROM users WHERE status = 'new'`, 'safe'],
  [`SELECT id, email FROM users WHERE status = 'active'`, 'unsafe'],
  [`SELECT id, email FROM users WHERE status = 'new' WITH CHECK OPTION`, 'unsafe'],
  [`SELECT DISTINCT id, email FROM users WHERE status = 'new'`, 'unsafe'],
])('the view as %s is %s', async (query, verdict) => {
  const [found] = await judge(`CREATE OR REPLACE VIEW fresh AS ${query}`, { schema: withView })
  expect(found?.verdict).toBe(verdict)
})

test.each([
  ['fits', 'INSERT INTO log (id, mail) VALUES (NEW.id, NEW.email)', 'safe'],
  ['names a column that is not there', 'INSERT INTO log (id, nope) VALUES (NEW.id, 1)', 'unsafe'],
  ['leaves out what has to be given', 'INSERT INTO log (id) VALUES (NEW.id)', 'unsafe'],
  ['gives what may be NULL', 'INSERT INTO log (id, mail) VALUES (NEW.id, NEW.name)', 'unsafe'],
  ['gives too little', 'INSERT INTO log VALUES (NEW.id)', 'unsafe'],
  ['computes', `INSERT INTO log VALUES (NEW.id, concat(NEW.email, ','))`, 'safe'],
])('an INSERT by a trigger that %s', async (_, body, verdict) => {
  const sql = `CREATE TABLE log (id int, mail varchar(100) NOT NULL);
    CREATE TRIGGER logged AFTER INSERT ON users FOR EACH ROW ${body}`
  const [, trigger] = await judge(sql)
  expect(trigger?.verdict).toBe(verdict)
})

test.each([
  [`UPDATE users SET status = 'new' WHERE name = 'x'`, 'unsafe'],
  [`UPDATE users SET status = 'new' WHERE email = 'x'`, 'safe'],
  [`UPDATE users SET status = 'new' WHERE id > 7`, 'unsafe'],
])('%s is %s', async (sql, verdict) => {
  const [found] = await judge(sql)
  expect(found?.verdict).toBe(verdict)
})

const shop = `CREATE TABLE goods (
  id int NOT NULL PRIMARY KEY, n smallint(4) unsigned zerofill NOT NULL DEFAULT 0,
  title varchar(150) NOT NULL, note varchar(20) DEFAULT NULL, stock int NOT NULL DEFAULT 0,
  v int AS (stock + 1) VIRTUAL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
CREATE SEQUENCE numbers;`

test.each<[string, string, Verdict, Hazard]>([
  ['8.4', 'ALTER TABLE goods MODIFY n smallint unsigned NOT NULL DEFAULT 0', 'unsafe', 'none'],
  ['8.4', 'ALTER TABLE goods MODIFY title nvarchar(150) NOT NULL', 'unsafe', 'rewrite'],
  ['8.4', 'ALTER TABLE goods MODIFY title varchar(150) BINARY NOT NULL', 'unsafe', 'rewrite'],
  ['10.11', 'ALTER TABLE goods MODIFY title varchar(150) BINARY NOT NULL', 'unsafe', 'none'],
  ['8.4', 'ALTER TABLE goods ADD x int, ALGORITHM=INPLACE, LOCK=SHARED', 'unsafe', 'rewrite'],
  ['8.4', 'ALTER TABLE goods ADD x int, LOCK=EXCLUSIVE', 'unsafe', 'rewrite'],
  ['10.11', 'ALTER TABLE goods ADD x int, LOCK=SHARED', 'safe', 'none'],
  ['8.4', 'ALTER TABLE goods ADD w int AS (stock) VIRTUAL, ADD KEY (w)', 'unsafe', 'rewrite'],
  ['10.11', 'ALTER TABLE goods ADD w int AS (stock) VIRTUAL, ADD KEY (w)', 'unsafe', 'scan'],
  ['8.4', 'ALTER TABLE goods ALTER stock SET DEFAULT (0)', 'safe', 'none'],
  [
    '8.4',
    `SET sql_mode = ''; ALTER TABLE goods MODIFY title varchar(8) NOT NULL`,
    'unsafe',
    'data-loss',
  ],
  [
    '8.4',
    `SET sql_mode = ''; ALTER TABLE goods MODIFY note varchar(20) NOT NULL`,
    'unsafe',
    'rewrite',
  ],
  ['10.11', 'ALTER IGNORE TABLE goods ADD UNIQUE (title)', 'unsafe', 'data-loss'],
  ['10.11', 'ALTER TABLE goods ADD SYSTEM VERSIONING', 'unsafe', 'rewrite'],
  ['10.11', 'ALTER TABLE goods DROP SYSTEM VERSIONING', 'unsafe', 'data-loss'],
  ['10.11', 'DELETE HISTORY FROM goods', 'unsafe', 'data-loss'],
  [
    '10.11',
    'ALTER TABLE goods MODIFY stock int NOT NULL DEFAULT 0 CHECK (stock > 0)',
    'unsafe',
    'none',
  ],
  [
    '8.4',
    'ALTER TABLE goods MODIFY stock int NOT NULL DEFAULT 0 CHECK (stock > 0)',
    'unsafe',
    'rewrite',
  ],
  ['10.11', 'RENAME TABLE goods TO Goods', 'unsafe', 'none'],
  ['10.11', 'ALTER SEQUENCE numbers RESTART 1', 'unsafe', 'none'],
  ['10.11', 'ALTER SEQUENCE numbers CACHE 50', 'safe', 'none'],
  ['10.11', 'DROP SEQUENCE numbers', 'unsafe', 'none'],
  ['10.11', 'DROP SEQUENCE IF EXISTS others', 'safe', 'none'],
  ['8.4', 'SET @x = 1, GLOBAL read_only = 1', 'unsafe', 'none'],
])('on %s: %s is %s, %s', async (serverVersion, sql, verdict, hazard) => {
  const found = (await judge(sql, { schema: shop, serverVersion })).at(-1)
  expect([found?.verdict, found?.hazard]).toEqual([verdict, hazard])
})

test('only locks on tables that were there count', async () => {
  const verdictsOf = async (sql: string): Promise<string[]> =>
    (await judge(sql)).map(({ verdict, hazard }) => `${verdict} ${hazard}`)
  expect(await verdictsOf('LOCK TABLES fresh READ, users u WRITE')).toEqual(['unsafe lock'])
  const own = 'CREATE TABLE t (a int); LOCK TABLES t WRITE; UNLOCK TABLES'
  expect(await verdictsOf(own)).toEqual(['safe none', 'safe none', 'safe none'])
  expect(await verdictsOf('CREATE TABLE t (PRIMARY KEY (a)) SELECT 1 AS a')).toEqual(['safe none'])
})

test('a trigger must find room for what it copies', async () => {
  const sql = (length: number): string => `CREATE TABLE log (mail varchar(${length}));
    CREATE TRIGGER logged AFTER INSERT ON users FOR EACH ROW INSERT INTO log VALUES (NEW.email)`
  expect((await judge(sql(99)))[1]?.verdict).toBe('unsafe')
  expect((await judge(sql(100)))[1]?.verdict).toBe('safe')
})

test('the body of a routine is the same in capitals', async () => {
  const withRoutine = `${schema} create procedure touch(in x int) update users set name = 'a' where id = x;`
  const again = (name: string): string =>
    `CREATE OR REPLACE PROCEDURE TOUCH(IN X INT) UPDATE users SET NAME = '${name}' WHERE id = X`
  const options = { schema: withRoutine, serverVersion: '10.11' }
  expect((await judge(again('a'), options))[0]?.verdict).toBe('safe')
  expect((await judge(again('A'), options))[0]?.verdict).toBe('needs-info')
})
