import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConnection, type Connection } from 'mysql2/promise'
import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import type { StatementVerdict } from '../../verdict.ts'
import { openJudge } from '../judge.ts'

let server: MariadbServer
let connection: Connection
let url: string

beforeAll(async () => {
  server = await startMariadb()
  connection = await createConnection({ uri: server.url, multipleStatements: true })
  await connection.query(`CREATE DATABASE shop; USE shop;
    CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, email varchar(100) NOT NULL, name varchar(50), UNIQUE (email));
    CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, user_id int NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));
    CREATE VIEW names AS SELECT id, name FROM users;
    CREATE TRIGGER trimmed BEFORE INSERT ON users FOR EACH ROW SET NEW.name = trim(NEW.name);
    CREATE PROCEDURE touch() UPDATE users SET name = name;
    INSERT INTO users (email) VALUES ('kept')`)
  url = `${server.url}/shop`
})
afterAll(async () => {
  await connection.end()
  await server.stop()
})

async function judge(sql: string, queries = ''): Promise<StatementVerdict[]> {
  const opened = await openJudge({ database: url, queries })
  try {
    return await opened.judge({ files: [{ file: 'm.sql', sql }] })
  } finally {
    await opened.close()
  }
}

test('the schema and the version are read from the server', async () => {
  const [dropped] = await judge('DROP VIEW names')
  expect(dropped).toMatchObject({ verdict: 'unsafe', rule: 'view-gone' })
  // Only MariaDB changes a collation without a copy.
  const [collated] = await judge('ALTER TABLE users MODIFY name varchar(50) COLLATE utf8mb4_bin')
  expect(collated?.hazard).toBe('none')
})

test('the server says how it does an ALTER TABLE', async () => {
  const [wider] = await judge('ALTER TABLE users MODIFY name varchar(60)')
  expect(wider).toMatchObject({ verdict: 'safe', hazard: 'none' })
  expect(wider?.evidence).toContain('the server does it with the hazard none')
  const [copied] = await judge('ALTER TABLE users MODIFY name varchar(200)')
  expect(copied).toMatchObject({ verdict: 'unsafe', hazard: 'rewrite' })
})

test('statements of the running version are tried for real', async () => {
  const [found] = await judge('ALTER TABLE users DROP COLUMN name', 'SELECT name FROM users')
  expect(found?.evidence.join('\n')).toMatch(/Unknown column 'name'/)
})

test('what the server refuses is not called safe', async () => {
  const [refused] = await judge('ALTER TABLE users ADD INDEX (email), ADD COLUMN id int')
  expect(refused?.verdict).not.toBe('safe')
})

test('keys are checked as in a session of its own', async () => {
  const [added] = await judge(
    'ALTER TABLE users ADD boss int, ADD FOREIGN KEY (boss) REFERENCES users (id)',
  )
  expect(added).toMatchObject({ verdict: 'unsafe', hazard: 'rewrite' })
  const session = await judge('SET foreign_key_checks = 0; SET foreign_key_checks = 1')
  expect(session.map(({ verdict }) => verdict)).toEqual(['safe', 'safe'])
})

test('what a later statement mends is a question, and a temporary table nobody sees', async () => {
  const there = 'ALTER TABLE users RENAME COLUMN name TO called'
  const back = 'ALTER TABLE users RENAME COLUMN called TO name'
  expect((await judge(`${there}; ${back}`)).map(({ verdict }) => verdict)).toEqual([
    'needs-info',
    'safe',
  ])
  const hidden = 'CREATE TEMPORARY TABLE users (x int); DROP TEMPORARY TABLE users'
  expect((await judge(hidden)).map(({ verdict }) => verdict)).toEqual(['safe', 'safe'])
})

test('an index is dropped in place', async () => {
  const [dropped] = await judge('DROP INDEX user_id ON orders; ')
  expect(dropped?.evidence.join()).toMatch(/needed in a foreign key/)
  const [, gone] = await judge('CREATE INDEX n ON users (name); DROP INDEX n ON users')
  expect(gone).toMatchObject({ verdict: 'safe', hazard: 'none' })
})

test('the database itself stays as it was, and nothing is left behind', async () => {
  await judge('DROP TABLE orders; DELETE FROM users')
  const [rows] = await connection.query('SELECT email FROM users')
  expect(rows).toEqual([{ email: 'kept' }])
  const [databases] = await connection.query(`SHOW DATABASES LIKE 'teal%'`)
  expect(databases).toEqual([])
})

test.each([
  'USE shop; TRUNCATE TABLE orders; DELETE FROM users',
  'DROP TABLE shop.orders; DELETE FROM `shop`.`users`',
  'DROP DATABASE shop',
  'RENAME TABLE shop.users TO shop.people',
  'SET GLOBAL max_connections = 77',
  `CREATE USER 'left_behind'@'%'`,
  `CREATE EVENT later ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.users`,
  'CREATE PROCEDURE wipe() DELETE FROM shop.users; CALL wipe()',
  `PREPARE p FROM 'DELETE FROM shop.users'; EXECUTE p`,
])('%s does nothing outside of the scratch database', async (sql) => {
  await judge(sql, sql)
  const [rows] =
    await connection.query(`SELECT email, @@global.max_connections AS most FROM shop.users
    WHERE (SELECT count(*) FROM mysql.user WHERE user = 'left_behind') = 0`)
  expect(rows).toEqual([{ email: 'kept', most: 151 }])
})

test('a dump that names its database is not loaded over it', async () => {
  const schema = `CREATE DATABASE IF NOT EXISTS shop; USE shop; SET foreign_key_checks = 0;
    DROP TABLE IF EXISTS users; CREATE TABLE users (id int PRIMARY KEY, email varchar(100));`
  const opened = await openJudge({ database: url, schema })
  const [found] = await opened.judge({
    files: [{ file: 'm.sql', sql: 'ALTER TABLE users DROP email' }],
  })
  expect(found?.verdict).toBe('unsafe')
  const [rows] = await connection.query('SELECT email FROM shop.users')
  expect(rows).toEqual([{ email: 'kept' }])
})
