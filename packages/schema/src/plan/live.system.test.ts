// Plans on real databases, with the releases that share each deployment reading and writing all the
// while. Not one of their statements may fail, and each has to see what the other wrote.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createConnection, type Connection } from 'mysql2/promise'
import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import type { Intention, Shape } from './intention.ts'
import { planFor } from './plan.ts'
import type { Plan } from './deployment.ts'

type Rows = Record<string, unknown>[]
type Query = (sql: string) => Promise<Rows>

/** What a release does with a person: each is a statement, with the key and the value in it. */
type Release = {
  insert: (id: number, value: string) => string
  read: (id: number) => string
  update: (id: number, value: string) => string
}

/** A release that names one table and column for writing and another for reading. */
function release(table: string, write: string, read = write): Release {
  return {
    insert: (id, value) => `INSERT INTO ${table} (id, ${write}) VALUES (${id}, ${value})`,
    read: (id) => `SELECT ${read} AS value FROM ${table} WHERE id = ${id}`,
    update: (id, value) => `UPDATE ${table} SET ${write} = ${value} WHERE id = ${id}`,
  }
}

let next = 100_000

/** One turn of every release: it writes, and all of them read what it wrote. */
async function turn(query: Query, releases: readonly Release[], value: string): Promise<void> {
  for (const writer of releases) {
    const id = next++
    const other = value.startsWith(`'`) ? `'other'` : `${value} + 1`
    await query(writer.insert(id, value))
    await query(writer.update(1, value))
    for (const reader of releases) {
      const [row] = await query(reader.read(id))
      expect(String(row?.['value'])).toBe(value.replaceAll(`'`, ''))
    }
    await query(writer.update(id, other))
    for (const reader of releases) {
      const [row] = await query(reader.read(id))
      expect(String(row?.['value'])).not.toBe(value.replaceAll(`'`, ''))
    }
  }
}

/**
 * Runs a plan. While deployment i is being made, the releases of i - 1 and of i are there; what it
 * contracts comes when only its own is left.
 */
async function live(
  plan: Plan,
  releases: readonly Release[],
  migrate: Query,
  clients: Query,
  value: string,
): Promise<void> {
  expect(releases).toHaveLength(plan.deployments.length)
  for (const [i, { steps }] of plan.deployments.entries()) {
    const after = releases[i]
    const before = releases[i - 1] ?? after
    if (before === undefined || after === undefined) throw new Error('there is no release')
    for (const { phase, sql } of steps) {
      const there = phase === 'contract' || i === 0 ? [after] : [before]
      for (const statement of sql) {
        const running = busily(() => turn(clients, there, value))
        try {
          await migrate(statement)
        } finally {
          await running.stop()
        }
      }
      await turn(clients, there, value)
    }
    // Both at once: the switch, and the way back.
    await turn(
      clients,
      steps.some(({ phase }) => phase === 'contract') ? [after] : [before, after],
      value,
    )
  }
}

/** The steps of a deployment, each as one text. */
function wholeSteps(deployment: Plan['deployments'][number]): Plan['deployments'][number] {
  const steps = deployment.steps.map((step) => ({ ...step, sql: [step.sql.join('; ')] }))
  return { ...deployment, steps }
}

/** Does something again and again until it is stopped, which rethrows what failed. */
function busily(act: () => Promise<void>): { stop: () => Promise<void> } {
  let going = true
  const done = (async () => {
    do await act()
    while (going)
  })()
  done.catch(() => undefined)
  return {
    stop: async () => {
      going = false
      await done
    },
  }
}

const rename: Intention = { kind: 'rename-column', table: 'users', column: 'name', to: 'full_name' }
const renamed = [
  release('users', 'name'),
  release('users', 'name', 'full_name'),
  release('users', 'full_name'),
  release('users', 'full_name'),
]
const renameTable: Intention = { kind: 'rename-table', table: 'users', to: 'people' }
const tables = [release('users', 'name'), release('people', 'name'), release('people', 'name')]

function shape(types: { id: string; name: string; serial?: string }): Shape {
  const columns = [
    { name: 'id', type: types.id, notNull: true, default: types.serial ?? null },
    { name: 'name', type: types.name, notNull: false, default: null },
    { name: 'age', type: 'integer', notNull: false, default: null },
  ]
  const indexes = [{ name: 'users_name', columns: ['name'], unique: false }]
  return { tables: [{ name: 'users', key: ['id'], columns, indexes }] }
}

describe('PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  const types = { id: 'integer', name: 'text', serial: `nextval('users_id_seq'::regclass)` }
  const cases: [Intention, Release[], string][] = [
    [rename, renamed, `'Ada'`],
    [renameTable, tables, `'Ada'`],
    [
      { kind: 'retype-column', table: 'users', column: 'age', type: 'text' },
      [
        release('users', 'age'),
        release('users', 'age', 'age_text'),
        textual('age_text'),
        textual('age_text'),
      ],
      '41',
    ],
    [
      { kind: 'widen-key', table: 'users', column: 'id' },
      Array.from({ length: 4 }, () => release('users', 'name')),
      `'Ada'`,
    ],
    [
      { kind: 'split-table', table: 'users', into: 'profiles', columns: ['name'] },
      [
        release('users', 'name'),
        { ...release('users', 'name'), read: release('profiles', 'name').read },
        split(),
        split(),
      ],
      `'Ada'`,
    ],
  ]

  test.each(cases)('$kind', async (intention, releases, value) => {
    const url = await server.createDatabase(`plan_${intention.kind.replaceAll('-', '_')}`)
    const admin = new pg.Client({ connectionString: url })
    const client = new pg.Client({ connectionString: url })
    await Promise.all([admin.connect(), client.connect()])
    try {
      await admin.query(`CREATE TABLE users (id serial PRIMARY KEY, name text, age integer);
        CREATE INDEX users_name ON users (name);
        INSERT INTO users (name, age) SELECT 'n' || g, g % 90 FROM generate_series(1, 5000) g`)
      const plan = planFor(intention, shape(types), 'postgres')
      const query =
        (by: pg.Client): Query =>
        async (sql) =>
          (await by.query<Rows[number]>(sql)).rows
      // A step is one transaction, except for what builds an index beside the work of others.
      const whole = { ...plan, deployments: plan.deployments.map(wholeSteps) }
      await live(whole, releases, query(admin), query(client), value)
    } finally {
      await Promise.all([admin.end(), client.end()])
    }
  })

  function textual(column: string): Release {
    const plain = release('users', column)
    const quoted = (value: string): string => `(${value})::text`
    return {
      insert: (id, value) => plain.insert(id, quoted(value)),
      read: plain.read,
      update: (id, value) => plain.update(id, quoted(value)),
    }
  }

  function split(): Release {
    return {
      insert: (id, value) =>
        `INSERT INTO users (id) VALUES (${id}); INSERT INTO profiles (id, name) VALUES (${id}, ${value})`,
      read: release('profiles', 'name').read,
      update: release('profiles', 'name').update,
    }
  }
})

describe('MariaDB', () => {
  let server: MariadbServer
  beforeAll(async () => {
    server = await startMariadb()
  })
  afterAll(() => server.stop())

  test.each([
    [rename, renamed],
    [renameTable, tables],
  ] as const)('$kind', async (intention, releases) => {
    const [admin, client] = [await createConnection(server.url), await createConnection(server.url)]
    try {
      const database = `plan_${intention.kind.replaceAll('-', '_')}`
      await admin.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`)
      await admin.query(`USE ${database}`)
      await client.query(`USE ${database}`)
      await admin.query(
        'CREATE TABLE users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(60), age int, KEY users_name (name))',
      )
      await admin.query(`INSERT INTO users (name) SELECT concat('n', seq) FROM seq_1_to_5000`)
      const plan = planFor(intention, shape({ id: 'int', name: 'varchar(60)' }), 'mysql')
      const query =
        (by: Connection): Query =>
        async (sql) => {
          const [rows] = await by.query(sql)
          return Array.isArray(rows) ? (rows as Rows) : []
        }
      await live(plan, releases, query(admin), query(client), `'Ada'`)
    } finally {
      await Promise.all([admin.end(), client.end()])
    }
  })
})

describe('SQLite', () => {
  const dropName: Intention = { kind: 'drop-column', table: 'users', column: 'name' }
  const dropped = [
    {
      ...release('users', 'age'),
      insert: (id, value) => insert('name, age', `${id}, '', ${value}`),
    },
    release('users', 'age'),
  ] satisfies Release[]
  function insert(columns: string, values: string): string {
    return `INSERT INTO users (id, ${columns}) VALUES (${values})`
  }

  test.each([
    ['rename-column', 'text', rename, renamed, `'Ada'`],
    ['rename-column', 'text NOT NULL', rename, renamed, `'Ada'`],
    ['rename-table', 'text', renameTable, tables, `'Ada'`],
    ['drop-column', 'text NOT NULL', dropName, dropped, '41'],
  ] as const)('%s of %s', async (_, type, intention, releases, value) => {
    const directory = mkdtempSync(join(tmpdir(), 'teal-plan-'))
    try {
      const file = join(directory, 'app.db')
      using admin = new DatabaseSync(file)
      using client = new DatabaseSync(file)
      admin.exec(`PRAGMA journal_mode = WAL;
        CREATE TABLE users (id integer PRIMARY KEY, name ${type}, age integer);
        CREATE INDEX users_name ON users (name);
        WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 5000)
        INSERT INTO users (name) SELECT 'n' || n FROM g`)
      const there = shape({ id: 'integer', name: 'text' })
      const [name] = there.tables[0]?.columns.filter((column) => column.name === 'name') ?? []
      if (name) name.notNull = type.endsWith('NOT NULL')
      const plan = planFor(intention, there, 'sqlite')
      const query =
        (by: DatabaseSync): Query =>
        (sql) =>
          Promise.resolve(by.prepare(sql).all())
      // SQLite shows others only whole transactions, so the steps are run as such.
      const steps = { ...plan, deployments: plan.deployments.map(wholeSteps) }
      const transaction: Query = (sql) => {
        admin.exec(`BEGIN; ${sql}; COMMIT`)
        return Promise.resolve([])
      }
      await live(steps, releases, transaction, query(client), value)
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  })
})
