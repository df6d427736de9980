// A scratch database on a real server, beside the one its URL names, dropped at the end. The database
// of the URL is only read.

import { randomBytes } from 'node:crypto'
import type { Connection } from 'mysql2/promise'

export type Row = Record<string, unknown>

export type Scratch = {
  /** What the server says its version is, as `10.11.6-MariaDB`. */
  version: string
  /** The other databases of the server. */
  databases: string[]
  /** The SQL of the schema that was read. */
  schema: string
  /** Runs one statement in the scratch database. */
  run: (sql: string) => Promise<Row[]>
  close: () => Promise<void>
}

/**
 * Reads the schema of the database at `url` and makes an empty scratch database there. The user needs
 * the right to create databases.
 */
export async function openScratch(url: string): Promise<Scratch> {
  const connection = await connect(url)
  const name = `teal_shadow_${randomBytes(6).toString('hex')}`
  const run = async (sql: string): Promise<Row[]> => {
    const [rows] = await connection.query(sql)
    return Array.isArray(rows) ? (rows as Row[]) : []
  }
  try {
    const version = String((await run('SELECT version() AS version'))[0]?.['version'])
    const schema = await readSchema(run)
    const databases = (await run('SHOW DATABASES')).map((row) => String(Object.values(row)[0]))
    await run(`CREATE DATABASE ${name}`)
    await run(`USE ${name}`)
    return {
      version,
      databases,
      schema,
      run,
      close: async () => {
        await run(`DROP DATABASE IF EXISTS ${name}`)
        await connection.end()
      },
    }
  } catch (error) {
    await connection.end()
    throw error
  }
}

/** The driver is loaded only here: who gives no URL does not need it. */
async function connect(url: string): Promise<Connection> {
  let driver: typeof import('mysql2/promise')
  try {
    driver = await import('mysql2/promise')
  } catch (error) {
    throw new Error('to ask a MySQL server, install the npm package mysql2', { cause: error })
  }
  return driver.createConnection({ uri: url.replace(/^mariadb:/, 'mysql:') })
}

async function readSchema(run: (sql: string) => Promise<Row[]>): Promise<string> {
  const parts: string[] = []
  const show = async (what: string, name: unknown, field: string): Promise<void> => {
    const row = (await run(`SHOW CREATE ${what} \`${String(name).replaceAll('`', '``')}\``))[0]
    const sql = row?.[field]
    // Without the right to see it there is nothing to see.
    if (typeof sql === 'string') parts.push(`${sql}//`)
  }
  const [current] = await run('SELECT database() AS name')
  if (current?.['name'] == null) return ''
  const tables = await run(
    `SELECT table_name AS name, table_type AS type FROM information_schema.tables
     WHERE table_schema = database() ORDER BY table_type, table_name`,
  )
  for (const { name, type } of tables) {
    if (type === 'VIEW') await show('VIEW', name, 'Create View')
    else await show('TABLE', name, 'Create Table')
  }
  const triggers = await run(
    'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = database()',
  )
  for (const { name } of triggers) await show('TRIGGER', name, 'SQL Original Statement')
  const routines = await run(
    `SELECT routine_name AS name, routine_type AS type FROM information_schema.routines
     WHERE routine_schema = database()`,
  )
  for (const { name, type } of routines) {
    await show(String(type), name, type === 'FUNCTION' ? 'Create Function' : 'Create Procedure')
  }
  return parts.length === 0 ? '' : `DELIMITER //\n${parts.join('\n')}\nDELIMITER ;\n`
}
