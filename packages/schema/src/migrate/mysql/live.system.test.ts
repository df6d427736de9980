import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { renameName } from '../live/changes.suite.ts'
import { changeLive } from '../live/live.suite.ts'
import type { Client } from '../live/traffic.suite.ts'

const rows = 120_000
let server: MariadbServer
beforeAll(async () => {
  server = await startMariadb()
})
afterAll(() => server.stop())

it('renames a column while both releases work', { timeout: 180_000 }, async () => {
  const url = await server.createDatabase('live')
  const connect = async (): Promise<Client> => {
    const connection = await createConnection(url)
    return {
      query: async (sql, values) => {
        // Prepared once and kept, as applications do: the server has to prepare them anew behind each change.
        const [found] = await connection.execute(sql, values)
        return Array.isArray(found) ? (found as Record<string, unknown>[]) : []
      },
      close: () => connection.end(),
    }
  }
  const admin = await connect()
  await admin.query(
    'create table users (id int auto_increment primary key, name varchar(60) not null, age int, key users_name (name))',
    [],
  )
  await admin.query(
    `insert into users (name, age) select concat('n', seq), 0 from seq_1_to_${rows}`,
    [],
  )
  const change = renameName({ id: { type: 'int' }, name: { type: 'varchar(60)', notNull: true } })
  const subject = { dialect: 'mysql' as const, url, change, connect, rows }
  const times = await changeLive({ ...subject, clients: 4, restMs: 1 })
  expect([...times.values()].flat().length).toBeGreaterThan(1_000)
  expect(await admin.query(`show columns from users like 'name'`, [])).toEqual([])
  expect(await admin.query('select count(*) as n from users where full_name is null', [])).toEqual([
    { n: 0 },
  ])
  await admin.close()
})
