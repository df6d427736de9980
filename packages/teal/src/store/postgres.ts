import type { ClientBase } from 'pg'
import type { Connection, Statement } from './sql.ts'

/** PostgreSQL's type number of bigint; all of ours are times and counters, far below 2^53. */
const bigint = 20

/** The shared store, for controllers on more than one machine. Its tables live in the schema `teal`. */
export async function openPostgres(url: string): Promise<Connection> {
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
  return {
    all: (statement) => query(pool, statement),
    transaction: async (work) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const result = await work({ all: (statement) => query(client, statement) })
        await client.query('commit')
        client.release()
        return result
      } catch (error) {
        // A connection that cannot even roll back is of no more use; the server takes its work back.
        await client.query('rollback').then(
          () => client.release(),
          (broken: Error) => client.release(broken),
        )
        throw error
      }
    },
    // It is found by its address each time it is asked.
    isReplaced: () => false,
    close: async () => {
      if (!pool.ending) await pool.end()
    },
  }
}

async function query<Row>(
  on: Pick<ClientBase, 'query'>,
  { texts, values }: Statement,
): Promise<Row[]> {
  const text = texts.reduce((before, after, index) => `${before}$${index}${after}`)
  const { rows } = await on.query(text, [...values])
  return rows as Row[]
}
