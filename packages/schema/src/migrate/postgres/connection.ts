import pg from 'pg'
import type { Connection, Row, Value } from '../database.ts'
import { MigrateError, messageOf } from '../error.ts'

export type PostgresConnection = Connection & {
  /** The server's process for this session. */
  processId: number
  /** A transaction that begins with `opening`, sent together with BEGIN; `work` is given the rows of its last query. */
  transactionFrom: <T>(opening: string, work: (rows: Row[]) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** Under which all connections of a runner are listed by the server. */
export const applicationName = 'teal migrate'

/** Connects to `url`. Rejects with `MigrateError` `unavailable`, which does not show the password. */
export async function connect(url: string): Promise<PostgresConnection> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: applicationName,
  })
  // What breaks the connection between two queries is told by the next query.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new MigrateError('unavailable', `the database cannot be opened: ${messageOf(error)}`, {
      hint: 'check its URL, and that the server runs',
      cause: error,
    })
  }
  const ask = async (sql: string, values?: readonly Value[]): Promise<pg.QueryResult<Row>> => {
    try {
      return await client.query<Row>(sql, values && [...values])
    } catch (error) {
      throw lost(error)
    }
  }
  const transactionFrom: PostgresConnection['transactionFrom'] = async (opening, work) => {
    try {
      // Of several statements in one message none is run behind one that fails; there is an answer for each.
      const answers: pg.QueryResult<Row>[] = [await ask(`begin; ${opening}`)].flat()
      const result = await work(answers.at(-1)?.rows ?? [])
      await ask('commit')
      return result
    } catch (error) {
      // A lost connection has taken everything back by itself.
      await ask('rollback').catch(() => {})
      throw error
    }
  }
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return {
    processId: rows[0]?.pid ?? 0,
    query: async (sql, values) => {
      const { rows, rowCount } = await ask(numbered(sql), values)
      return { rows, changed: rowCount ?? 0 }
    },
    run: async (sql) => (await ask(sql)).rowCount ?? 0,
    transaction: (work) => transactionFrom('', work),
    transactionFrom,
    close: () => client.end(),
  }
}

/** `?` to `$1`, `$2`, …; only for SQL of ours, which has no `?` in a string or as an operator. */
function numbered(sql: string): string {
  let number = 0
  return sql.replaceAll('?', () => `$${(number += 1)}`)
}

/** Whether an error is an answer of the server's to a statement, by its SQLSTATE. */
export function stateOf(error: unknown): string | undefined {
  const { code, severity } = error as { code?: unknown; severity?: unknown }
  return typeof code === 'string' && severity !== undefined ? code : undefined
}

function lost(error: unknown): unknown {
  const state = stateOf(error)
  // 57P01 and its kin: an administrator, or a restart, ended the session.
  if (state !== undefined && !/^(57P0|08)/.test(state)) return error
  return new MigrateError('unavailable', `the connection was lost: ${messageOf(error)}`, {
    hint: 'run it again: the ledger knows how far it came',
    cause: error,
  })
}
