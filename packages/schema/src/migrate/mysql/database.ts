import { readServer } from '../../mysql/server.ts'
import { writtenOut } from '../backfill/compare.ts'
import type { Database } from '../database.ts'
import { MigrateError, messageOf, TakeBack } from '../error.ts'
import { ledgerTables } from '../ledger.ts'
import { hashOf } from '../migration.ts'
import { readBackfill } from './backfill.ts'
import { withoutWaiting } from './batch.ts'
import { estimateRows, keyOf, literal, readTables } from './catalogue.ts'
import { connect, numberOf, type MysqlConnection } from './connection.ts'
import { pressure } from './pressure.ts'
import { quiet, withRetries } from '../retries.ts'
import { isPassing } from './passing.ts'
import { runUnit } from './run-unit.ts'
import { sessionSettings } from './session.ts'
import { readUnits } from './units.ts'
import { fingerprint, quote } from './world.ts'

/** Connects to a MySQL or MariaDB server. Rejects with `MigrateError`: `unavailable`, or `usage`. */
export async function openMysql(url: string): Promise<Database> {
  const connection = await connect(url)
  const asked = await connection.query('select version() as version, database() as name')
  const [about] = asked.rows
  if (typeof about?.['name'] !== 'string') {
    await connection.close()
    throw new MigrateError('usage', 'the URL names a server and no database', {
      hint: 'put the name of the application’s database behind the host: mysql://host/name',
    })
  }
  const name = about['name']
  const server = readServer(String(about['version']))
  const settings = sessionSettings(connection, name)
  const runner = { connection, server, database: name, settings }
  // Locks have names in the whole server, of at most 64 characters.
  const lock = `teal ${hashOf(name.toLowerCase()).slice(0, 32)}`

  const database: Database = {
    dialect: 'mysql',
    connection,
    quote,
    ledgerTable: (table) => `${quote(name)}.teal_${table}`,

    createLedger: async () => {
      const there = await connection.query(
        `select 1 from information_schema.tables where table_schema = ? and table_name = 'teal_releases'`,
        [name],
      )
      if (there.rows.length > 0) return
      try {
        for (const sql of ledgerTables(database, 'longtext')) {
          const options = 'engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin'
          await withRetries(() => connection.run(`${sql} ${options}`), patient)
        }
      } catch (error) {
        if (error instanceof MigrateError) throw error
        throw new MigrateError('usage', `the ledger cannot be made: ${messageOf(error)}`, {
          hint: `the user of the URL needs the right to create tables in ${name}`,
          cause: error,
        })
      }
    },

    // Held by the session, so also by one whose runner is gone as long as its last statement goes on.
    tryToBeOnlyRunner: async () => {
      const { rows } = await connection.query('select get_lock(?, 0) as mine', [lock])
      return Number(rows[0]?.['mine']) === 1 ? true : { holder: await holderOf(connection, lock) }
    },

    units: (file, sql) => readUnits(file, sql, server),
    run: (unit, run) => runUnit(runner, unit, run),
    resetSession: () => settings.restore(),
    fingerprint: () => withRetries(() => fingerprint(connection, name), patient),
    tables: () => readTables(connection),
    probe: (sql) => probe(connection, sql),

    backfill: {
      read: (file, sql) => readBackfill(file, sql, server),
      key: (table) => keyOf(connection, table),
      estimateRows: (table) => estimateRows(connection, table),
      compare: writtenOut,
      literal,
      // As the server gives it: numbers and times as text, and bytes as hex.
      asText: (expression) => expression,
      lane: {
        connection,
        pressure: () => pressure(connection),
        batch: (find, work, signal) => {
          const all = async (): ReturnType<typeof work> =>
            work((await connection.query(find)).rows[0])
          return withRetries(() => withoutWaiting(connection, server, all), {
            ...patient,
            signal,
            pauseMs: 20,
          })
        },
      },
    },

    cancel: async () => {
      const other = await connect(url)
      try {
        await other.run(`kill query ${connection.threadId}`)
      } finally {
        await other.close()
      }
    },

    close: () => connection.close(),
  }
  return database
}

const patient = { ...quiet, isPassing }

async function holderOf(connection: MysqlConnection, lock: string): Promise<string> {
  const { rows } = await connection.query(
    `select id, host, time, left(info, 80) as sql_text from information_schema.processlist
     where id = is_used_lock(?)`,
    [lock],
  )
  const [row] = rows
  if (!row) return 'another runner'
  const [id, host, time, sql] = Object.values(row)
  const doing = sql === null ? '' : `, for ${String(time)} s at: ${String(sql)}`
  return `the runner with server session ${String(id)} from ${String(host)}${doing}`
}

/**
 * A name or right that is not there, or a column that must be given: unknown column, table or view, a value
 * that is missing or NULL, a right that is missing.
 */
const schemas = new Set([1054, 1146, 1356, 1364, 1048, 1142, 1143])

async function probe(connection: MysqlConnection, sql: string): Promise<string | undefined> {
  try {
    await connection.transaction(async () => {
      await connection.run(sql)
      throw new TakeBack()
    })
  } catch (error) {
    const number = numberOf(error)
    if (schemas.has(number ?? 0)) return messageOf(error)
    if (!(error instanceof TakeBack) && number === undefined) throw error
  }
  return undefined
}
