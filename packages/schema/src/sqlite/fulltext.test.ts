import { expect, test } from 'vitest'
import type { Hazard, Verdict } from '../verdict.ts'
import { openJudge } from './judge.ts'

const schema = `
  CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
  CREATE VIRTUAL TABLE titles USING fts5 (title, content='docs', content_rowid='id');
  CREATE TRIGGER docs_ai AFTER INSERT ON docs BEGIN
    INSERT INTO titles (rowid, title) VALUES (NEW.id, NEW.title);
  END;
`

const cases: [string, Verdict, Hazard][] = [
  [`INSERT INTO titles (titles) VALUES ('rebuild')`, 'unsafe', 'scan'],
  [`INSERT INTO titles (titles) VALUES ('optimize')`, 'unsafe', 'rewrite'],
  [`INSERT INTO titles (titles, rank) VALUES ('merge', 200)`, 'safe', 'none'],
  [`INSERT INTO titles (titles, rank) VALUES ('rank', 'bm25(9)')`, 'unsafe', 'none'],
  [`INSERT INTO docs (title) VALUES ('rebuild')`, 'safe', 'none'],
  ['DROP TRIGGER docs_ai', 'unsafe', 'none'],
  [
    `CREATE TRIGGER docs_ad AFTER DELETE ON docs BEGIN
       INSERT INTO titles (titles, rowid, title) VALUES ('delete', OLD.id, OLD.title);
     END`,
    'safe',
    'none',
  ],
]

test.each(cases)('%s is %s, %s', async (sql, verdict, hazard) => {
  const opened = await openJudge({ schema })
  const [found] = await opened.judge({ files: [{ file: 'm.sql', sql }] })
  expect([found?.verdict, found?.hazard]).toEqual([verdict, hazard])
})
