import pg from 'pg'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { renameName, widenId } from '../live/changes.suite.ts'
import { changeLive } from '../live/live.suite.ts'
import { connectClient, createUsers, users } from './live/users.suite.ts'

let server: PostgresServer
let admin: pg.Client
beforeAll(async () => {
  server = await startPostgres({ durable: true })
})
afterEach(() => admin.end())
afterAll(() => server.stop())

const rows = 50_000

async function live(name: string, change: ReturnType<typeof renameName>): Promise<number> {
  const url = await server.createDatabase(name)
  await createUsers(url, rows)
  admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const connect = (): ReturnType<typeof connectClient> => connectClient(url)
  const subject = { dialect: 'postgres' as const, url, change, connect, rows }
  const times = await changeLive({ ...subject, clients: 8, restMs: 5 })
  return [...times.values()].flat().length
}

const ask = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await admin.query<Record<string, unknown>>(sql)).rows

const columns = `select column_name as name, data_type as type, is_nullable as optional
  from information_schema.columns where table_name = 'users' order by 1`

it('renames a column while both releases work', { timeout: 180_000 }, async () => {
  expect(await live('rename', renameName(users))).toBeGreaterThan(1_000)
  expect(await ask(columns)).toEqual([
    { name: 'age', type: 'integer', optional: 'YES' },
    { name: 'full_name', type: 'text', optional: 'NO' },
    { name: 'id', type: 'integer', optional: 'NO' },
  ])
})

it('widens a key while both releases work', { timeout: 180_000 }, async () => {
  expect(await live('widen', widenId(users))).toBeGreaterThan(1_000)
  expect(await ask(columns)).toEqual([
    { name: 'age', type: 'integer', optional: 'YES' },
    { name: 'id', type: 'bigint', optional: 'NO' },
    { name: 'name', type: 'text', optional: 'NO' },
  ])
  await ask(`select setval('users_id_seq', 3000000000)`)
  expect(await ask(`insert into users (name) values ('wide') returning id`)).toEqual([
    { id: '3000000001' },
  ])
})
