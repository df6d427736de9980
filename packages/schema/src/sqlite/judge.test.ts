import { expect, test } from 'vitest'
import { SqlError } from '../judge/source.ts'
import type { Hazard, Verdict } from '../verdict.ts'
import { openJudge } from './judge.ts'

const schema = `
  CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    age INTEGER CHECK (age >= 0),
    status TEXT NOT NULL DEFAULT 'new'
  );
  CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    total REAL NOT NULL
  );
  CREATE VIEW new_users AS SELECT id, email FROM users WHERE status = 'new';
`

async function judge(sql: string, options: { queries?: string; transaction?: boolean } = {}) {
  const { transaction, ...rest } = options
  const opened = await openJudge({ schema, ...rest })
  const file = { file: 'm.sql', sql, ...(transaction === undefined ? {} : { transaction }) }
  return opened.judge({ files: [file] })
}

const cases: [string, Verdict, Hazard][] = [
  ['ALTER TABLE users ADD COLUMN phone TEXT', 'safe', 'none'],
  ['ALTER TABLE users DROP COLUMN name', 'unsafe', 'data-loss'],
  ['ALTER TABLE users RENAME COLUMN name TO full_name', 'unsafe', 'none'],
  ['CREATE INDEX users_name ON users (name)', 'unsafe', 'scan'],
  ['CREATE UNIQUE INDEX users_name ON users (name)', 'unsafe', 'scan'],
  ['DROP VIEW new_users', 'unsafe', 'none'],
  ['DELETE FROM orders', 'unsafe', 'data-loss'],
  [`UPDATE users SET name = 'root' WHERE id = 1`, 'safe', 'none'],
  [`UPDATE users SET status = 'old' WHERE name = 'x'`, 'unsafe', 'lock'],
  ['VACUUM', 'unsafe', 'rewrite'],
  [`ATTACH 'other.db' AS other`, 'safe', 'none'],
  ['CREATE TEMP TABLE orders (id); DROP TABLE orders', 'safe', 'none'],
  ['CREATE TEMP TABLE orders (id); DROP TABLE main.orders', 'unsafe', 'data-loss'],
  ['PRAGMA analysis_limit = 100; ANALYZE', 'safe', 'none'],
  ['ALTER TABLE users ADD COLUMN name TEXT', 'needs-info', 'none'],
  ['CREATE TABLE copy AS SELECT * FROM orders LIMIT 0', 'safe', 'none'],
  ['CREATE TABLE copy AS SELECT * FROM orders WHERE 0', 'safe', 'none'],
  ['CREATE TABLE copy AS SELECT * FROM orders LIMIT 5', 'safe', 'none'],
  ['CREATE TABLE copy AS SELECT * FROM orders ORDER BY total LIMIT 5', 'unsafe', 'scan'],
  ['CREATE TABLE copy AS SELECT * FROM orders WHERE total > 7 LIMIT 5', 'unsafe', 'scan'],
  ['DELETE FROM orders WHERE 0', 'safe', 'none'],
  [
    "UPDATE users SET name = 'x' WHERE id IN (SELECT id FROM users ORDER BY id LIMIT 9)",
    'safe',
    'none',
  ],
  [
    `CREATE TEMP TRIGGER t BEFORE INSERT ON users BEGIN SELECT raise(ABORT, 'no'); END`,
    'safe',
    'none',
  ],
  ['INSERT INTO orders VALUES (9223372036854775807, 1, 1)', 'unsafe', 'none'],
  [`UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'orders'`, 'safe', 'none'],
  [
    `CREATE TRIGGER t BEFORE UPDATE OF status ON users WHEN old.status = 'gone' BEGIN SELECT raise(ROLLBACK, 'no'); END`,
    'unsafe',
    'none',
  ],
  [
    `DROP VIEW new_users; CREATE VIEW new_users AS SELECT id, email FROM users WHERE status IN ('new', 'old')`,
    'unsafe',
    'none',
  ],
]

test.each(cases)('%s is %s, %s', async (sql, verdict, hazard) => {
  const verdicts = await judge(sql)
  const found = verdicts.find((one) => one.verdict === 'unsafe') ?? verdicts[0]
  expect([found?.verdict, found?.hazard]).toEqual([verdict, hazard])
})

test('a transaction keeps foreign keys as they were', async () => {
  const remade = `
    CREATE TABLE users_new AS SELECT * FROM users;
    DROP TABLE users;`
  const hazardOf = async (before: string): Promise<Hazard | undefined> =>
    (await judge(`${before} ${remade} COMMIT;`)).find(({ sql }) => sql.startsWith('DROP'))?.hazard
  const off = 'PRAGMA foreign_keys = OFF;'
  expect(await hazardOf(`PRAGMA foreign_keys = ON; BEGIN; ${off}`)).toBe('data-loss')
  expect(await hazardOf(`PRAGMA foreign_keys = ON; ${off} BEGIN;`)).toBe('none')
})

test.each([
  [`status = 'paid'`, 'lock'],
  [`status = 'payed'`, 'none'],
  [`kind = 'sold'`, 'scan'],
  [`email = 'a@example.com'`, 'none'],
  ['user_id IN (SELECT id FROM users ORDER BY id LIMIT 5)', 'lock'],
  ['user_id = 7', 'none'],
  ['id <= 500', 'none'],
  ['id > 500', 'lock'],
  [`id IN (SELECT id FROM sales WHERE status = 'paid' LIMIT 500)`, 'none'],
  ['id IN (SELECT id FROM sales ORDER BY note LIMIT 500)', 'scan'],
] as const)('UPDATE … WHERE %s is %s', async (condition, hazard) => {
  const sales = `
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE sales (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id),
      status TEXT NOT NULL CHECK (status IN ('new', 'paid')), email TEXT, note TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('sale', 'loan')));
    CREATE INDEX sales_user ON sales (user_id);
    CREATE INDEX sales_status ON sales (status);
    CREATE INDEX sales_email ON sales (email);`
  const opened = await openJudge({ schema: sales })
  const sql = `UPDATE sales SET note = 'x' WHERE ${condition}`
  expect(await opened.judge({ files: [{ file: 'm.sql', sql }] })).toMatchObject([{ hazard }])
})

const rebuild = (columns: string): string => `
  BEGIN;
  DROP VIEW new_users;
  CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, ${columns});
  INSERT INTO users_new SELECT id, email, name, age, status FROM users;
  DROP TABLE users;
  ALTER TABLE users_new RENAME TO users;
  CREATE VIEW new_users AS SELECT id, email FROM users WHERE status = 'new';
  COMMIT;`

test('a rebuilt table is a rewrite, and nothing else when it is the same', async () => {
  const same = rebuild(
    `name TEXT, age INTEGER CHECK (age >= 0), status TEXT NOT NULL DEFAULT 'new'`,
  )
  const verdicts = await judge(same)
  expect(verdicts.filter(({ verdict }) => verdict !== 'safe')).toMatchObject([
    { line: 5, column: 3, hazard: 'rewrite', evidence: ['users was scanned'] },
  ])
})

test('what a rebuilt table no longer takes is put down to the statement that took the old one away', async () => {
  const stricter = rebuild(`name TEXT NOT NULL, age INTEGER, status TEXT NOT NULL DEFAULT 'new'`)
  const dropped = (await judge(stricter)).find(({ sql }) => sql.startsWith('DROP TABLE'))
  expect(dropped).toMatchObject({ verdict: 'unsafe', hazard: 'none' })
  expect(dropped?.why).toMatch(
    /an INSERT into users .* fails: NOT NULL constraint failed: users.name/,
  )
})

test('outside a transaction others see what is in between', async () => {
  const sql = 'ALTER TABLE orders RENAME TO o; ALTER TABLE o RENAME TO orders'
  const verdictsOf = async (transaction: boolean): Promise<Verdict[]> =>
    (await judge(sql, { transaction })).map(({ verdict }) => verdict)
  expect(await verdictsOf(true)).toEqual(['safe', 'safe'])
  expect(await verdictsOf(false)).toEqual(['unsafe', 'safe'])
})

test('a view is told to show other rows by rows beside the literals it compares with', async () => {
  const sql = `DROP VIEW new_users;
    CREATE VIEW new_users AS SELECT id, email FROM users WHERE status = 'new' AND age > 70`
  const [dropped] = await judge(sql)
  expect(dropped).toMatchObject({ verdict: 'unsafe' })
  expect(dropped?.why).toMatch(/the view new_users reads other rows/)
})

test('a view is read with many rows, and with rows that belong together by their names alone', async () => {
  const rooms = `
    CREATE TABLE rooms (room_id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE stays (id INTEGER PRIMARY KEY, room_id INTEGER, note TEXT);
    CREATE VIEW notes AS SELECT id, name FROM stays NATURAL JOIN rooms;
    CREATE VIEW all_stays AS SELECT id FROM stays;`
  const told = async (sql: string): Promise<(Verdict | undefined)[]> => {
    const opened = await openJudge({ schema: rooms })
    return (await opened.judge({ files: [{ file: 'm.sql', sql }] })).map(({ verdict }) => verdict)
  }
  expect(await told('ALTER TABLE rooms ADD COLUMN floor INTEGER')).toEqual(['safe'])
  expect(await told('ALTER TABLE rooms ADD COLUMN note TEXT')).toEqual(['unsafe'])
  const limited = 'DROP VIEW all_stays; CREATE VIEW all_stays AS SELECT id FROM stays LIMIT 100'
  expect(await told(limited)).toContain('unsafe')
})

test('recorded statements are tried too', async () => {
  const sql = 'ALTER TABLE users ADD COLUMN phone TEXT'
  const queries = `INSERT INTO users VALUES (7, 'e', 'n', 1, 'new')`
  expect((await judge(sql, { queries }))[0]).toMatchObject({
    verdict: 'unsafe',
    rule: 'add-column',
  })
})

test.each([
  ['EXISTS (SELECT 1 FROM b WHERE a_id = a.id AND region = 1)', 'unsafe'],
  ['EXISTS (SELECT 1 FROM b WHERE a_id = a.id AND a.region = 1)', 'safe'],
] as const)('in a view and a trigger, %s', async (condition, verdict) => {
  const tables = `CREATE TABLE a (id INTEGER PRIMARY KEY, region INT);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INT);`
  for (const object of [
    `CREATE VIEW v AS SELECT id FROM a WHERE ${condition}`,
    `CREATE TRIGGER t AFTER DELETE ON b BEGIN DELETE FROM a WHERE ${condition}; END`,
  ]) {
    const opened = await openJudge({ schema: `${tables} ${object};` })
    const sql = 'ALTER TABLE b ADD COLUMN region INT'
    expect(await opened.judge({ files: [{ file: 'm.sql', sql }] })).toMatchObject([{ verdict }])
  }
})

test('what does not parse is refused with its place', async () => {
  const sql = `CREATE TABLE t (a);\n  INSERT INTO t VALUES ('FROM') FROM 3;`
  await expect(judge(sql)).rejects.toThrow(
    new SqlError('m.sql', { line: 2, column: 33 }, 'near "FROM": syntax error'),
  )
})

test('migrations reach no other file', async () => {
  const path = '/tmp/teal-never-made.db'
  const verdicts = await judge(`VACUUM INTO '${path}'; ATTACH '${path}' AS x`)
  expect(verdicts).toHaveLength(2)
  const { existsSync } = await import('node:fs')
  expect(existsSync(path)).toBe(false)
})

test('what a savepoint takes back is not there, and what follows it is', async () => {
  const sql = `SAVEPOINT a; DROP TABLE orders; ROLLBACK TO a; RELEASE a; DROP VIEW new_users`
  const verdicts = (await judge(sql)).map(({ verdict }) => verdict)
  expect(verdicts).toEqual(['safe', 'safe', 'safe', 'safe', 'unsafe'])
})

test('each of several statements that are not tried is judged by itself', async () => {
  const found = await judge('PRAGMA auto_vacuum = full; VACUUM', { transaction: false })
  expect(found.map(({ sql, hazard }) => `${sql}: ${hazard}`)).toEqual([
    'PRAGMA auto_vacuum = full: none',
    'VACUUM: rewrite',
  ])
})

test('a view that can be written through its trigger is written', async () => {
  const trigger = `CREATE TRIGGER added INSTEAD OF INSERT ON new_users
    BEGIN INSERT INTO users (email) VALUES (new.email || random()); END;`
  const opened = await openJudge({ schema: schema + trigger })
  const [found] = await opened.judge({ files: [{ file: 'm.sql', sql: 'DROP TRIGGER added' }] })
  expect(found).toMatchObject({ verdict: 'unsafe', rule: 'drop-trigger' })
})

test.each([
  ['INSERT INTO orders VALUES (?, ?, ?)', 'ALTER TABLE orders ADD COLUMN note TEXT', 'unsafe'],
  ['SELECT rowid FROM users WHERE rowid = :id', 'ALTER TABLE users ADD COLUMN rowid INT', 'unsafe'],
  [
    'SELECT id FROM users WHERE EXISTS (SELECT 1 FROM orders WHERE total = age)',
    'ALTER TABLE orders ADD COLUMN age INT',
    'unsafe',
  ],
  ['SELECT total FROM orders', 'ALTER TABLE orders RENAME total TO Total', 'unsafe'],
  ['SELECT count(*) FROM orders WHERE id = ?', 'ALTER TABLE orders ADD COLUMN age INT', 'safe'],
] as const)('%s, then %s', async (queries, sql, verdict) => {
  expect(await judge(sql, { queries })).toMatchObject([{ verdict }])
})
