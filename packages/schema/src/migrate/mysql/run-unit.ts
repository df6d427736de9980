// How a unit is run without harm to those who use the database, and so that the ledger is true.
//
// Statements on rows are one transaction with their mark. A statement on the schema commits by itself, whole
// or not at all, and its mark comes after it:
//
//   begin (with a digest of what it names) ── statement ── mark
//        └─ killed here, or further on: the next run takes the digest again.
//           As it was: not done, run it. Another one: done, mark it.
//
// A session outlives its runner for as long as its statement goes on. It also holds the runner's lock until
// then, so the next run does not look before it has ended.

import { splitScript, type ScriptStatement } from '../../mysql/script.ts'
import type { Server } from '../../mysql/server.ts'
import type { Run, Unit } from '../database.ts'
import { MigrateError, messageOf } from '../error.ts'
import type { MysqlConnection } from './connection.ts'
import { kindOf, type Kind } from './kinds.ts'
import { withRetries } from '../retries.ts'
import { isPassing } from './passing.ts'
import type { SessionSettings } from './session.ts'
import { digestOf } from './world.ts'

export type Runner = {
  connection: MysqlConnection
  server: Server
  /** The application's. */
  database: string
  settings: SessionSettings
}

export async function runUnit(runner: Runner, unit: Unit, run: Run): Promise<void> {
  const { connection, server, settings } = runner
  const statements = unit.statements.flatMap(({ sql }) => splitScript('', sql, server))
  const [only] = statements
  if (!only) return
  const kind = statements.length > 1 ? 'rows' : kindOf(only.tokens)
  const { sql } = unit.statements[0] ?? only
  if (kind === 'setting') {
    await settings.remember()
    await connection.run(sql)
    return markDone(connection, run)
  }
  if (kind === 'repeatable') {
    await withRetries(() => connection.run(sql), { ...run, isPassing })
    return markDone(connection, run)
  }
  if (kind !== 'rows') return runAlone(runner, kind, { ...only, sql }, run)
  const table = await tableThatKeeps(runner, statements)
  if (table === undefined) return inTransaction(runner, unit, run)
  if (statements.length === 1) return runAlone(runner, 'opaque', { ...only, sql }, run)
  throw new MigrateError('failed', `${table} knows no transactions, and this is one`, {
    hint: 'write the statements without BEGIN and COMMIT, or make it an InnoDB table',
  })
}

async function inTransaction(
  { connection, settings }: Runner,
  unit: Unit,
  run: Run,
): Promise<void> {
  if (unit.statements.length > 1) await settings.remember()
  const work = (): Promise<void> =>
    connection.transaction(async () => {
      for (const { sql } of unit.statements) await connection.run(sql)
      await run.mark()
    })
  await withRetries(work, { ...run, isPassing })
}

async function runAlone(
  { connection, database }: Runner,
  kind: Exclude<Kind, 'rows' | 'setting' | 'repeatable'>,
  statement: ScriptStatement,
  run: Run,
): Promise<void> {
  const { sql } = statement
  const names = namesIn(statement)
  const digest =
    kind === 'schema'
      ? await withRetries(() => digestOf(connection, [database, ...names], names), {
          ...run,
          isPassing,
        })
      : undefined
  if (run.begun && digest === undefined) {
    throw new MigrateError('failed', `nobody can tell whether this was done: ${sql}`, {
      hint: 'see for yourself; if it was, take it out of the file',
    })
  }
  if (run.begun && run.begun.before !== digest) {
    run.report('a run that was interrupted has done it')
    return markDone(connection, run)
  }
  await run.begin(digest)
  const attempt = (): Promise<number> => connection.run(sql)
  try {
    // What may be done in part may not be tried twice.
    await (kind === 'opaque' ? attempt() : withRetries(attempt, { ...run, isPassing }))
  } catch (error) {
    if (error instanceof MigrateError) throw error
    if (kind === 'opaque') {
      throw new MigrateError('failed', `${messageOf(error)}; a part of it may have been done`, {
        hint: 'see what is there, and take that out of the file',
        cause: error,
      })
    }
    await run.takeBack()
    throw error
  }
  await markDone(connection, run)
}

/** The ledger, and with it that of the migration's own tool; the statement itself is done already. */
async function markDone(connection: MysqlConnection, run: Run): Promise<void> {
  try {
    await withRetries(() => connection.transaction(run.mark), { ...run, isPassing })
  } catch (error) {
    if (error instanceof MigrateError) throw error
    throw new MigrateError(
      'failed',
      `it was done, and the ledger cannot say so: ${messageOf(error)}`,
      {
        hint: 'run it again when the reason is gone: it is not repeated',
        cause: error,
      },
    )
  }
}

/** A table named in the statements from which nothing can be taken back, as MyISAM. */
async function tableThatKeeps(
  { connection }: Runner,
  statements: readonly ScriptStatement[],
): Promise<string | undefined> {
  const names = [...new Set(statements.flatMap(namesIn))]
  if (names.length === 0) return undefined
  const { rows } = await connection.query(
    `select t.table_name as name from information_schema.tables t
     join information_schema.engines e on e.engine = t.engine
     where t.table_schema = database() and e.transactions = 'NO'
       and t.table_name in (${names.map(() => '?').join(', ')})`,
    names,
  )
  return rows[0] && String(rows[0]['name'])
}

/** All that may be a name. */
function namesIn({ tokens }: ScriptStatement): string[] {
  const names = tokens.filter(({ kind }) => kind === 'word' || kind === 'name')
  return [...new Set(names.map(({ value }) => value))]
}
