import { dialectOf } from '../check/dialects.ts'
import type { Dialect } from '../verdict.ts'
import type { Database } from './database.ts'
import { MigrateError } from './error.ts'

const databases: Record<Dialect, (url: string) => Promise<Database>> = {
  postgres: async (url) => (await import('./postgres/database.ts')).openPostgres(url),
  mysql: async (url) => (await import('./mysql/database.ts')).openMysql(url),
  sqlite: async (url) => (await import('./sqlite/database.ts')).openSqlite(url),
}

/**
 * Opens a database by its URL: `postgres://…`, `mysql://…`, `mariadb://…` or `sqlite:<path>`. Rejects with
 * `MigrateError`: `usage` for a URL of no known kind, `unavailable` when it does not answer.
 */
export async function openDatabase(url: string): Promise<Database> {
  const open = /^(postgres|postgresql|mysql|mariadb|sqlite|file):/.test(url)
    ? databases[dialectOf(undefined, url)]
    : undefined
  if (open) return open(url)
  throw new MigrateError('usage', 'this is no URL of a database Teal knows', {
    hint: 'it begins with postgres://, mysql://, mariadb:// or sqlite:',
  })
}
