import { expect, test } from 'vitest'
import { parseStatement } from './parse.ts'
import { splitScript } from './script.ts'
import { readServer } from './server.ts'
import { sessionAfter, type Session } from './session.ts'

const first: Session = {
  foreignKeyChecks: true,
  strict: true,
  readCommitted: false,
  algorithm: 'DEFAULT',
  givesStamps: false,
}

function after(sql: string): Session {
  const statements = splitScript('m.sql', sql, readServer('8.4'))
  return statements.map(({ tokens }) => parseStatement(tokens)).reduce(sessionAfter, first)
}

test.each<[string, Partial<Session>]>([
  ['SET foreign_key_checks = 0', { foreignKeyChecks: false }],
  [
    'SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0',
    { foreignKeyChecks: false },
  ],
  ['SET FOREIGN_KEY_CHECKS=0; SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS', {}],
  ['SET GLOBAL foreign_key_checks = 0', {}],
  ['SET @x = 1, @@session.foreign_key_checks = OFF', { foreignKeyChecks: false }],
  [`SET sql_mode = ''`, { strict: false }],
  [`SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO'`, { strict: false }],
  [`SET sql_mode = concat(@@sql_mode, ',ANSI_QUOTES')`, {}],
  [`SET sql_mode = replace(@@sql_mode, 'STRICT_TRANS_TABLES', '')`, { strict: false }],
  [`SET sql_mode = ''; SET sql_mode = default`, {}],
  ['SET TRANSACTION ISOLATION LEVEL READ COMMITTED', { readCommitted: true }],
  [`SET SESSION transaction_isolation = 'READ-COMMITTED'`, { readCommitted: true }],
  ['SET TRANSACTION READ ONLY', {}],
  ['SET NAMES utf8mb4', {}],
])('%s', (sql, changed) => {
  expect(after(sql)).toEqual({ ...first, ...changed })
})
