// Proves the labels of the MySQL cases on a real MariaDB: `node bench/judge/prove-mariadb.ts [name…]`.
// Breaks: a statement of `old` fails or answers differently afterwards. Blocks: the server is asked
// with ALGORITHM and LOCK, and, where there is no such question, another session is seen to wait.

import { createConnection, type Connection } from 'mysql2/promise'
import { startMariadb } from '@teal/testing/mariadb'
import { splitScript } from '../../packages/schema/src/mysql/script.ts'
import { readServer } from '../../packages/schema/src/mysql/server.ts'
import { gravest, type Hazard } from '@teal/schema'
import { loadCases, type Case } from './cases.ts'

const rows = 2000
const dialect = readServer('10.11')
const statementsOf = (sql: string): string[] => splitScript('case', sql, dialect).map((s) => s.sql)

/** Runs the statements one after the other; gives the first error. */
async function run(connection: Connection, sql: string): Promise<string | undefined> {
  for (const statement of statementsOf(sql)) {
    try {
      await connection.query(statement)
    } catch (error) {
      return error instanceof Error ? `${statement}: ${error.message}` : String(error)
    }
  }
  return undefined
}

/** What each statement of the running version gives, each on its own and undone. */
async function answersOf(connection: Connection, old: string): Promise<string[]> {
  const answers: string[] = []
  for (const statement of statementsOf(old)) {
    await connection.query('START TRANSACTION')
    try {
      const [result] = await connection.query(statement)
      const affected = 'affectedRows' in result ? result.affectedRows : undefined
      answers.push(JSON.stringify(Array.isArray(result) ? result : affected))
    } catch (error) {
      answers.push(`fails: ${error instanceof Error ? error.message : String(error)}`)
    }
    await connection.query('ROLLBACK')
  }
  return answers
}

async function fresh(connection: Connection, one: Case): Promise<void> {
  // What the case before set in its session is forgotten, and its locks are let go.
  await connection.changeUser({ database: 'mysql' })
  if (one.role !== undefined) await connection.query('DROP USER IF EXISTS ?', [one.role])
  await connection.query('DROP DATABASE IF EXISTS proof')
  await connection.query('CREATE DATABASE proof CHARACTER SET utf8mb4')
  await connection.query('USE proof')
  const failed =
    (await run(connection, one.schema)) ??
    (await run(connection, one.data.replaceAll(':rows', String(rows))))
  if (failed !== undefined) throw new Error(`${one.name}: ${failed}`)
}

/** The first way in which the server agrees to do an ALTER TABLE. */
async function hazardOfAlter(make: () => Promise<Connection>, statement: string): Promise<Hazard> {
  const ways: [string, string, Hazard][] = [
    // A table that gets another name takes no word about its lock.
    ['INSTANT', 'DEFAULT', 'none'],
    ['INPLACE', 'NONE', 'none'],
    ['NOCOPY', 'SHARED', 'scan'],
    ['COPY', 'SHARED', 'rewrite'],
  ]
  const said = /\b(algorithm|lock)\s*=\s*(\w+)/gi
  const own = [...statement.matchAll(said)].map(([, what, value]) =>
    `${what} ${value}`.toLowerCase(),
  )
  const comma = /^\s*alter/i.test(statement) ? ',' : ''
  const bare = statement.replaceAll(/,?\s*\b(algorithm|lock)\s*=\s*\w+/gi, '')
  for (const [algorithm, lock, hazard] of ways) {
    if (own.includes('algorithm copy') && algorithm !== 'COPY') continue
    if (own.includes('lock shared') && lock !== 'SHARED') continue
    const asked = `ALGORITHM=${algorithm}${comma} LOCK=${lock}`
    // Behind a list, as of ORDER BY, there is no place for them.
    const first = bare.replace(/^(alter (?:ignore )?table \S+)/i, `$1 ${asked},`)
    const all = [`${bare}${comma} ${asked}`, ...(first === bare ? [] : [first])]
    for (const way of all) {
      const connection = await make()
      try {
        await connection.query(way)
        return hazard
      } catch {
        continue
      }
    }
  }
  return 'none'
}

/** Whether a statement of the running version waits while this statement's transaction is open. */
async function blocks(
  connection: Connection,
  other: Connection,
  statement: string,
  old: string,
): Promise<boolean> {
  await other.query('USE proof')
  await other.query('SET innodb_lock_wait_timeout = 1, lock_wait_timeout = 1')
  await connection.query('START TRANSACTION')
  await connection.query(statement)
  try {
    const answers = await answersOf(other, old)
    return answers.some((answer) => /^fails: .*lock/i.test(answer))
  } finally {
    await connection.query('ROLLBACK')
    await connection.query('UNLOCK TABLES')
  }
}

/** The tables of the running version. */
function tablesOf(one: Case): string[] {
  return [...one.schema.matchAll(/^create table `?(\w+)/gim)].map(([, table]) => table ?? '')
}

/** A session of the application, without the rights of the owner. */
async function as(role: string): Promise<Connection> {
  const url = new URL('/proof', server.url)
  url.username = role
  return createConnection(url.href)
}

/** The answers in a session that begins after the migration: rights are read when it begins. */
async function again({ role = '', old }: Case): Promise<string[]> {
  try {
    const session = await as(role)
    const answers = await answersOf(session, old)
    await session.end()
    return answers
  } catch (error) {
    return statementsOf(old).map(() => `fails: ${String(error)}`)
  }
}

async function prove(one: Case, connection: Connection, other: Connection): Promise<string[]> {
  await fresh(connection, one)
  const asked = one.role === undefined ? connection : await as(one.role)
  const before = await answersOf(asked, one.old)
  const broken = before.filter((answer) => answer.startsWith('fails'))
  if (broken.length > 0) return [`a statement of old fails before: ${broken[0]}`]
  const failed = await run(connection, one.migration)
  if (failed !== undefined) return [`the migration fails: ${failed}`]
  // The running version has sessions of its own.
  await connection.query('SET foreign_key_checks = 1')
  const after = one.role === undefined ? await answersOf(connection, one.old) : await again(one)
  if (asked !== connection) await asked.end()
  const breaks = before.findIndex((answer, i) => answer !== after[i])
  const hazards = await hazardsOf(one, connection, other)
  const hazard = gravest(hazards)
  const unsafe = breaks >= 0 || hazard !== 'none'
  return [
    ...(hazard === one.hazard ? [] : [`hazard ${one.hazard} is labelled, ${hazard} found`]),
    ...(unsafe === (one.verdict === 'unsafe')
      ? []
      : [
          `${one.verdict} is labelled, breaks: ${breaks >= 0 ? `${before[breaks]} -> ${after[breaks]}` : 'nothing'}`,
        ]),
  ]
}

async function hazardsOf(one: Case, connection: Connection, other: Connection): Promise<Hazard[]> {
  const hazards: Hazard[] = []
  const tables = tablesOf(one)
  const statements = statementsOf(one.migration)
  for (const [i, statement] of statements.entries()) {
    const upTo = async (): Promise<Connection> => {
      await fresh(connection, one)
      await run(
        connection,
        statements
          .slice(0, i)
          .map((s) => `${s};`)
          .join('\n'),
      )
      return connection
    }
    const words: string[] = statement.match(/\w+/g) ?? []
    if (/temporary/i.test(one.migration)) continue
    if (!tables.some((table) => words.includes(table))) continue
    const before = await contentsOf(await upTo(), tables)
    await connection.query(statement)
    const after = await contentsOf(connection, tables)
    if (
      /^(drop table|truncate|delete|replace|alter|create or replace)/i.test(statement) &&
      !/ exchange | rename (as|to|=) /i.test(statement) &&
      before.some((line) => !after.includes(line))
    ) {
      hazards.push('data-loss')
    } else if (/^(alter (ignore )?table|create (unique |fulltext )?index)/i.test(statement)) {
      hazards.push(await hazardOfAlter(upTo, statement))
    } else if (/^optimize table \w+$/i.test(statement)) {
      // It is told as an ALTER TABLE that builds the table anew.
      const rebuilt = statement.replace(/^optimize/i, 'alter')
      hazards.push(await hazardOfAlter(upTo, `${rebuilt} force`))
    } else if (
      /^(update|insert .* select|create table .* select|lock|flush|select .* (for update|in share mode))/i.test(
        statement,
      )
    ) {
      await upTo()
      if (await blocks(connection, other, statement, one.old)) {
        hazards.push(/^(insert|create)/i.test(statement) ? 'scan' : 'lock')
      }
    }
  }
  return hazards
}

/** The values of each stored column, without names: what is gone is gone from all of them. */
async function contentsOf(connection: Connection, tables: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const table of tables) {
    try {
      const [named] = await connection.query(`SHOW COLUMNS FROM \`${table}\``)
      const columns = (named as { Field: string; Extra: string }[])
        .filter(({ Extra }) => !/generated|on update/i.test(Extra))
        .map(({ Field }) => Field)
      const list = columns.map((column) => `\`${column}\``).join(', ')
      const [found] = await connection.query(`SELECT ${list} FROM \`${table}\``)
      for (const column of columns) {
        const values = (found as Record<string, unknown>[]).map((row) => normal(row[column])).sort()
        if (values.length > 0) lines.push(`${table}: ${values.join()}`)
      }
    } catch {
      continue
    }
  }
  return lines
}

function normal(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return /^\d+\.\d+$/.test(String(value)) ? String(Number(value)) : JSON.stringify(value)
}

const server = await startMariadb()
const open = (): Promise<Connection> => createConnection({ uri: server.url, jsonStrings: true })
const [connection, other] = [await open(), await open()]
const wanted = process.argv.slice(2)
let wrong = 0
try {
  for (const one of loadCases('mysql')) {
    if (wanted.length > 0 && !wanted.includes(one.name)) continue
    // What only MySQL does is taken from its documentation.
    if (readServer(one.serverVersion ?? '10.11').flavour === 'mysql') continue
    for (const problem of await prove(one, connection, other)) {
      wrong++
      console.log(`${one.name}: ${problem.slice(0, 300)}`)
    }
  }
} finally {
  await connection.end()
  await other.end()
  await server.stop()
}
console.log(wrong === 0 ? 'every label is proved' : `${wrong} labels are not proved`)
process.exitCode = wrong === 0 ? 0 : 1
