import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { afterAll, beforeAll } from 'vitest'
import { databaseSuite } from './database.suite.ts'

let postgres: PostgresServer
let mariadb: MariadbServer
let count = 0
const directory = mkdtempSync(join(tmpdir(), 'teal-databases-'))
beforeAll(async () => {
  ;[postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()])
})
afterAll(async () => {
  await Promise.all([postgres.stop(), mariadb.stop()])
  rmSync(directory, { recursive: true })
})

databaseSuite({
  name: 'SQLite',
  create: async () => `sqlite:${join(directory, `${(count += 1)}.db`)}`,
  transactionalDdl: true,
  concurrently: '',
})

databaseSuite({
  name: 'PostgreSQL',
  create: () => postgres.createDatabase(`migrate_${(count += 1)}`),
  transactionalDdl: true,
  concurrently: ' concurrently',
})

databaseSuite({
  name: 'MariaDB',
  create: () => mariadb.createDatabase(`migrate_${(count += 1)}`),
  transactionalDdl: false,
  concurrently: '',
})
