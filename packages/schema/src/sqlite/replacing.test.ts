import { expect, test } from 'vitest'
import { openJudge } from './judge.ts'

const schema = `
  CREATE TABLE countries (code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, note TEXT,
    seen_at TEXT DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE provinces (id INTEGER PRIMARY KEY,
    country TEXT NOT NULL REFERENCES countries (code) ON DELETE CASCADE);
  CREATE TABLE roles (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL UNIQUE);`

test.each([
  ['ON', `REPLACE INTO countries (code, name, note) VALUES ('TR', 'T', 'n')`, 'data-loss'],
  ['OFF', `REPLACE INTO countries (code, name, note) VALUES ('TR', 'T', 'n')`, 'none'],
  ['OFF', `REPLACE INTO countries (code, name) VALUES ('TR', 'T')`, 'data-loss'],
  ['ON', `INSERT OR IGNORE INTO countries (code, name) VALUES ('TR', 'T')`, 'none'],
  ['OFF', `REPLACE INTO roles (code) VALUES ('admin')`, 'data-loss'],
] as const)('with foreign keys %s, %s is %s', async (keys, statement, hazard) => {
  const opened = await openJudge({ schema })
  const sql = `PRAGMA foreign_keys = ${keys}; ${statement}`
  const verdicts = await opened.judge({ files: [{ file: 'm.sql', sql, transaction: false }] })
  expect(verdicts[1]).toMatchObject({ hazard })
})
