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

test('the database itself stays as it was, and nothing is left behind', async () => {
  await judge('DROP TABLE orders; DELETE FROM users')
  const [rows] = await connection.query('SELECT email FROM users')
  expect(rows).toEqual([{ email: 'kept' }])
  const [databases] = await connection.query(`SHOW DATABASES LIKE 'teal%'`)
  expect(databases).toEqual([])
})
