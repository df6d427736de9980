// Says where a script does not parse. SQLite names only the token it stumbled over; which of the
// places where it stands is found by trying the statement up to each of them.

import type { DatabaseSync } from 'node:sqlite'
import { positionAt, SqlError } from '../judge/source.ts'
import { splitScript, type ScriptStatement } from './script.ts'
import { openMemory } from './shadow.ts'

const syntaxError = /^near ".*": syntax error$|^unrecognized token|^incomplete input$/s

/** The statements of a file; throws `SqlError` at the first that SQLite's grammar refuses. */
export function parseScript(file: string, sql: string): ScriptStatement[] {
  const statements = splitScript(sql)
  using database = openMemory()
  for (const statement of statements) {
    const message = refusal(database, statement.sql)
    if (message === undefined) continue
    const index = statement.start + offsetOf(database, statement, message)
    throw new SqlError(file, positionAt(sql, index), message)
  }
  return statements
}

function refusal(database: DatabaseSync, sql: string): string | undefined {
  try {
    database.prepare(sql)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return syntaxError.test(message) ? message : undefined
  }
}

function offsetOf(database: DatabaseSync, statement: ScriptStatement, message: string): number {
  for (const token of statement.tokens) {
    const offset = token.start - statement.start
    const upTo = statement.sql.slice(0, offset + token.text.length)
    if (message.includes(`"${token.text}"`) && refusal(database, upTo) === message) return offset
  }
  return statement.sql.length
}
