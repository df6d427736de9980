import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { afterAll, beforeAll } from 'vitest'
import { databaseSuite } from './database.suite.ts'

let postgres: PostgresServer
let count = 0
const directory = mkdtempSync(join(tmpdir(), 'teal-databases-'))
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
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
