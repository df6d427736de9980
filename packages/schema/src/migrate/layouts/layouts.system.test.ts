import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { afterAll, beforeAll } from 'vitest'
import { layoutSuite, type Subject } from './layouts.suite.ts'
import { tools } from './tools/tools.ts'

let postgres: PostgresServer
let mariadb: MariadbServer
let count = 0
const directory = mkdtempSync(join(tmpdir(), 'teal-layouts-databases-'))
beforeAll(async () => {
  ;[postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()])
})
afterAll(async () => {
  await Promise.all([postgres.stop(), mariadb.stop()])
  rmSync(directory, { recursive: true })
})

const subjects: readonly Subject[] = [
  {
    name: 'PostgreSQL',
    dialect: 'postgres',
    create: () => postgres.createDatabase(`layouts_${(count += 1)}`),
  },
  {
    name: 'MariaDB',
    dialect: 'mysql',
    create: () => mariadb.createDatabase(`layouts_${(count += 1)}`),
  },
  {
    name: 'SQLite',
    dialect: 'sqlite',
    create: async () => `sqlite:${join(directory, `${(count += 1)}.db`)}`,
  },
]

for (const tool of tools) {
  for (const subject of subjects.filter(({ dialect }) => tool.dialects.includes(dialect))) {
    layoutSuite(tool, subject)
  }
}
