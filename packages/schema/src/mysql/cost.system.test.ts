// What the judge says of ALTER TABLE, beside what a real MariaDB answers when it is asked with
// ALGORITHM and LOCK.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConnection, type Connection } from 'mysql2/promise'
import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { openJudge } from './judge.ts'

let server: MariadbServer
let connection: Connection

beforeAll(async () => {
  server = await startMariadb()
  connection = await createConnection({ uri: server.url, multipleStatements: true })
})
afterAll(async () => {
  await connection.end()
  await server.stop()
})

const schema = `
CREATE TABLE parents (id int PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE t (
  id int AUTO_INCREMENT PRIMARY KEY,
  a varchar(50), b varchar(10) CHARACTER SET latin1, c int, d int NOT NULL DEFAULT 1,
  e enum('a', 'b'), f text, g varchar(300), h decimal(10, 2), pid int, ch char(10),
  l varchar(20) COLLATE utf8mb4_bin, ts timestamp NULL, p point NOT NULL, s set('a', 'b'),
  KEY a (a)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
`

const actions = [
  'ADD COLUMN n int',
  'ADD COLUMN n int FIRST',
  'ADD COLUMN n int NOT NULL DEFAULT 3 AFTER a',
  'ADD COLUMN n char(36) DEFAULT (uuid())',
  'ADD COLUMN n int AS (c + 1) VIRTUAL',
  'ADD COLUMN n int AS (c + 1) STORED',
  'ADD COLUMN n int, ADD INDEX (n)',
  'RENAME COLUMN c TO cc',
  'CHANGE c cc int',
  'MODIFY c bigint',
  'MODIFY c int unsigned',
  'MODIFY c int NOT NULL',
  'MODIFY id int NOT NULL',
  'MODIFY c int AFTER d',
  `MODIFY c int COMMENT 'x'`,
  'MODIFY d int NULL DEFAULT 1',
  'MODIFY a varchar(63)',
  'MODIFY a varchar(64)',
  'MODIFY a varchar(40)',
  'MODIFY g varchar(400)',
  'MODIFY f mediumtext',
  'MODIFY ch char(20)',
  'MODIFY h decimal(12, 2)',
  'MODIFY ts datetime',
  'MODIFY b varchar(10) CHARACTER SET utf8mb4',
  'MODIFY l varchar(20) COLLATE utf8mb4_general_ci',
  `MODIFY e enum('a', 'b', 'c')`,
  `MODIFY e enum('c', 'a', 'b')`,
  'MODIFY e varchar(20)',
  `MODIFY s set('a', 'b', 'c')`,
  'ALTER c SET DEFAULT 5',
  'ALTER d DROP DEFAULT',
  'ADD INDEX (c)',
  'ADD UNIQUE (c)',
  'ADD FULLTEXT (a)',
  'ADD SPATIAL INDEX (p)',
  'DROP INDEX a',
  'RENAME INDEX a TO aa',
  'DROP PRIMARY KEY, ADD PRIMARY KEY (id, d)',
  'DROP PRIMARY KEY, MODIFY id int',
  'ADD FOREIGN KEY (pid) REFERENCES parents (id)',
  'ADD CHECK (c > 0)',
  'ENGINE = InnoDB',
  'FORCE',
  'ROW_FORMAT = COMPRESSED',
  'CONVERT TO CHARACTER SET latin1',
  'DEFAULT CHARACTER SET latin1',
  `COMMENT = 'x'`,
  'AUTO_INCREMENT = 100',
  'RENAME TO t9',
]

test.each(actions)('%s', async (action) => {
  const judge = await openJudge({ schema, serverVersion: '10.11' })
  const [found] = await judge.judge({ files: [{ file: 'm.sql', sql: `ALTER TABLE t ${action}` }] })
  expect(found?.hazard).toBe(await hazardOf(action))
})

const table = (more: string, options = 'ENGINE=InnoDB'): string =>
  `CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a varchar(42), b varchar(43), c int,
    d int NOT NULL DEFAULT 1, f text, e enum('a', 'b') ${more}) ${options} DEFAULT CHARSET=utf8mb3;`

const tables: Record<string, string> = {
  plain: table(''),
  'with a full-text index': table(', FULLTEXT f (f)'),
  'with a virtual column': table(', v int AS (c + 1) VIRTUAL, z int'),
  'with an index on a virtual column': table(', v int AS (c + 1) VIRTUAL, KEY v (v)'),
  'with a stored column': table(', v int AS (c + 1) STORED'),
  'with an index on all of its text': table(', KEY a (a), KEY b (b)'),
  redundant: table('', 'ENGINE=InnoDB ROW_FORMAT=REDUNDANT'),
  compressed: table('', 'ENGINE=InnoDB ROW_FORMAT=COMPRESSED'),
  'of MyISAM': table(', KEY a (a)', 'ENGINE=MyISAM'),
  'in partitions': table('', 'ENGINE=InnoDB').replace(
    /;$/,
    ' PARTITION BY HASH (id) PARTITIONS 2;',
  ),
}

const everywhere = [
  'ADD COLUMN n int',
  'ADD COLUMN n int FIRST',
  'ADD COLUMN n int, ADD INDEX (d)',
  'ADD COLUMN n int AS (c + 2) VIRTUAL',
  `ADD COLUMN n int AS (c + 2) VIRTUAL, COMMENT 'x'`,
  'MODIFY d int NULL DEFAULT 1',
  'MODIFY a varchar(300)',
  'MODIFY b varchar(300)',
  'MODIFY a varchar(42) CHARACTER SET utf8mb4',
  'MODIFY a varchar(42) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  `MODIFY e enum('a', 'b') CHARACTER SET utf8mb4`,
  'MODIFY f text CHARACTER SET utf8mb4',
  'CONVERT TO CHARACTER SET utf8mb4',
  'DROP PRIMARY KEY, ADD PRIMARY KEY (id, d)',
  'FORCE',
]

const matrix = Object.entries(tables).flatMap(([name, sql]) =>
  everywhere.map((action) => ({ name, sql, action })),
)

test.each(matrix)('a table $name: $action', async ({ sql, action }) => {
  const judge = await openJudge({ schema: sql, serverVersion: '10.11' })
  const [found] = await judge.judge({ files: [{ file: 'm.sql', sql: `ALTER TABLE t ${action}` }] })
  expect(found?.hazard).toBe(await hazardOf(action, sql))
})

/** The first way in which the server agrees to do it. */
async function hazardOf(action: string, tables = schema): Promise<string> {
  for (const [how, hazard] of [
    ['ALGORITHM=INSTANT', 'none'],
    ['ALGORITHM=INPLACE, LOCK=NONE', 'none'],
    ['ALGORITHM=NOCOPY, LOCK=SHARED', 'scan'],
    ['ALGORITHM=INPLACE, LOCK=SHARED', 'rewrite'],
    ['ALGORITHM=COPY, LOCK=SHARED', 'rewrite'],
  ]) {
    await connection.query('DROP DATABASE IF EXISTS ways; CREATE DATABASE ways; USE ways')
    await connection.query(tables)
    await connection.query(
      tables === schema
        ? `INSERT INTO t (a, b, c, p, ts) VALUES ('x', 'y', 3, point(1, 1), now()), ('z', 'y', 4, point(1, 1), now())`
        : `INSERT INTO t (a, c) VALUES ('x', 3), ('z', 4)`,
    )
    try {
      await connection.query(`ALTER TABLE t ${action}, ${how}`)
      return hazard ?? ''
    } catch (error) {
      const refused = /not supported/.test(error instanceof Error ? error.message : '')
      if (!refused) throw error
    }
  }
  throw new Error('the server refuses it in every way')
}
