import type { Connection as Driver } from 'mysql2/promise'
import type { Connection, Row, Value } from '../database.ts'
import { MigrateError, messageOf } from '../error.ts'

export type MysqlConnection = Connection & {
  /** The server's number for this session. */
  threadId: number
  close: () => Promise<void>
}

/**
 * How a session begins. Who waits for the lock of a table's definition keeps all who come after it waiting,
 * so nothing waits for longer than a second.
 */
export const settings = `set session autocommit = 1, lock_wait_timeout = 1, innodb_lock_wait_timeout = 1`

/** Connects to `url`. Rejects with `MigrateError` `unavailable`, which does not show the password. */
export async function connect(url: string): Promise<MysqlConnection> {
  const driver = await open(url)
  // What breaks the connection between two queries is told by the next query.
  driver.on('error', () => {})
  const ask = async (
    sql: string,
    values?: readonly Value[],
  ): Promise<{ rows: Row[]; changed: number }> => {
    try {
      // Only what has values is prepared: not every statement can be, and these are escaped by the server.
      const [result] = values
        ? await driver.execute(sql, values.map(toParameter))
        : await driver.query(sql)
      if (Array.isArray(result)) return { rows: (result as object[]).map(toRow), changed: 0 }
      return { rows: [], changed: (result as { affectedRows?: number }).affectedRows ?? 0 }
    } catch (error) {
      throw lost(error)
    }
  }
  return {
    threadId: driver.threadId,
    query: ask,
    run: async (sql) => (await ask(sql)).changed,
    transaction: async (work) => {
      await ask('start transaction')
      try {
        const result = await work()
        await ask('commit')
        return result
      } catch (error) {
        // A lost connection has taken everything back by itself.
        await ask('rollback').catch(() => {})
        throw error
      }
    },
    close: () => driver.end().catch(() => driver.destroy()),
  }
}

/** The driver is loaded only here: who has no MySQL does not need it. */
async function open(url: string): Promise<Driver> {
  let createConnection: (typeof import('mysql2/promise'))['createConnection']
  try {
    ;({ createConnection } = await import('mysql2/promise'))
  } catch (error) {
    throw new MigrateError('usage', 'the driver for MySQL and MariaDB is not installed', {
      hint: 'npm install mysql2',
      cause: error,
    })
  }
  let driver: Driver | undefined
  try {
    driver = await createConnection({
      ...addressOf(url),
      connectTimeout: 5_000,
      charset: 'utf8mb4',
      // It would have names of functions reserved, and triggers made that way keep it.
      flags: ['-IGNORE_SPACE'],
      supportBigNumbers: true,
      dateStrings: true,
      jsonStrings: true,
      connectAttributes: { program_name: 'teal migrate' },
    })
    // With the collation that is the server's own for it, or what is compared may not be comparable.
    await driver.query('set names utf8mb4')
    await driver.query(settings)
    return driver
  } catch (error) {
    driver?.destroy()
    throw new MigrateError('unavailable', `the database cannot be opened: ${messageOf(error)}`, {
      hint: 'check its URL, and that the server runs',
      cause: error,
    })
  }
}

/** The driver knows none of the words by which URLs of other tools ask for TLS, and would leave it out. */
function addressOf(url: string): { uri: string; ssl?: { rejectUnauthorized: boolean } } {
  const address = new URL(url.replace(/^mariadb:/, 'mysql:'))
  let mode = ''
  for (const name of ['ssl-mode', 'sslmode', 'sslaccept']) {
    mode = address.searchParams.get(name) ?? mode
    address.searchParams.delete(name)
  }
  const uri = address.href
  if (/^(|disabled?|preferred|prefer|allow)$/i.test(mode)) return { uri }
  return { uri, ssl: { rejectUnauthorized: !/^(required?|accept_invalid_certs)$/i.test(mode) } }
}

function toParameter(value: Value): string | number | null {
  return typeof value === 'bigint' ? String(value) : value
}

/** Bytes as hex: SQL can have them in no other way. */
function toRow(row: object): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      Buffer.isBuffer(value) ? value.toString('hex') : (value as Row[string]),
    ]),
  )
}

/** The number of an error that is the server's answer to a statement. */
export function numberOf(error: unknown): number | undefined {
  const { errno, sqlState } = error as { errno?: unknown; sqlState?: unknown }
  return typeof errno === 'number' && sqlState !== undefined ? errno : undefined
}

/** The server shuts down, or somebody has ended the session: its number is an answer, but the last one. */
const ended = new Set([1053, 1152, 1158, 1159, 1160, 1161, 1927, 3169, 4031])

function lost(error: unknown): unknown {
  const number = numberOf(error)
  if (number !== undefined && !ended.has(number)) return error
  return new MigrateError('unavailable', `the connection was lost: ${messageOf(error)}`, {
    hint: 'run it again: the ledger knows how far it came',
    cause: error,
  })
}
