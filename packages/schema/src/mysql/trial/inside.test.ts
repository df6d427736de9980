import { expect, test } from 'vitest'
import { parseStatement } from '../parse.ts'
import { Unknown } from '../reader.ts'
import { splitScript } from '../script.ts'
import { readServer } from '../server.ts'
import type { Statement } from '../statement.ts'
import { staysInside } from './inside.ts'

function isInside(sql: string): boolean {
  const [statement] = splitScript('m.sql', sql, readServer('10.11'))
  let meaning: Statement | undefined
  try {
    meaning = parseStatement(statement?.tokens ?? [])
  } catch (error) {
    if (!(error instanceof Unknown)) throw error
  }
  return staysInside(statement?.sql ?? '', meaning, ['shop', 'mysql', 'my-db'])
}

test.each([
  ['ALTER TABLE users ADD x int', true],
  ['UPDATE users u SET u.name = 1', true],
  ['SELECT 1', true],
  ['SET SESSION sql_mode = DEFAULT', true],
  ['ALTER TABLE users FROBNICATE', true],
  ['USE shop', false],
  ['DELETE FROM shop.users', false],
  ['DELETE FROM SHOP . users', false],
  ['DELETE FROM `my-db` /* here */ .`users`', false],
  ['CREATE VIEW v AS SELECT * FROM mysql.user', false],
  ['CREATE DATABASE other', false],
  ['DROP DATABASE IF EXISTS other', false],
  ['CREATE USER app', false],
  ['GRANT ALL ON *.* TO app', false],
  ['SET @a = 1, GLOBAL read_only = 1', false],
  ['CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1', false],
  ['CALL p()', false],
  ['EXECUTE p', false],
  [`SELECT * FROM users INTO OUTFILE '/tmp/x'`, false],
  ['FLUSH TABLES WITH READ LOCK', false],
  ['SHUTDOWN', false],
  ['KILL 1', false],
])('%s: %s', (sql, inside) => {
  expect(isInside(sql)).toBe(inside)
})
