import type { Kysely as Queries } from 'kysely'
import { Kysely, PostgresDialect } from './kysely.ts'
import type { Tables } from './schema.ts'

/** PostgreSQL's type number of bigint; all of ours are times and counters, far below 2^53. */
const bigint = 20

/** The shared store, for controllers on more than one machine. Its tables live in the schema `teal`. */
export async function openPostgres(url: string): Promise<Queries<Tables>> {
  const { default: pg } = await import('pg')
  const types = new pg.TypeOverrides()
  types.setTypeParser(bigint, Number)
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    options: '-c search_path=teal',
    application_name: 'teal',
    types,
  })
  // A connection that breaks while it idles is replaced by the pool; the next query says if it cannot.
  pool.on('error', () => {})
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
