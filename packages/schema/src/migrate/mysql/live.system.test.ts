import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { renameLive, type Client } from '../rename.suite.ts'

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
      query: async (sql) => {
        const [found] = await connection.query(sql)
        return Array.isArray(found) ? (found as Record<string, unknown>[]) : []
      },
      close: () => connection.end(),
    }
  }
  const admin = await connect()
  await admin.query(
    'create table users (id int auto_increment primary key, name varchar(60) not null, age int, key users_name (name))',
  )
  await admin.query(
    `insert into users (name, age) select concat('n', seq), 0 from seq_1_to_${rows}`,
  )
  const columns = { id: { type: 'int' }, name: { type: 'varchar(60)', notNull: true } }
  const counted = await renameLive({ dialect: 'mysql', url, rows, ...columns, connect })
  expect(counted.statements).toBeGreaterThan(1_000)
  expect(await admin.query(`show columns from users like 'name'`)).toEqual([])
  expect(await admin.query('select count(*) as n from users where full_name is null')).toEqual([
    { n: 0 },
  ])
  await admin.close()
})
