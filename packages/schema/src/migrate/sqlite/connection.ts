import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Connection, Row } from '../database.ts'
import { MigrateError, messageOf } from '../error.ts'

/** How long a statement waits for another writer, in ms. */
const busyMs = 1_000

export type SqliteConnection = Connection & {
  /** Several statements, or one that gives no rows. */
  execute: (sql: string) => void
  close: () => void
}

/** Opens a file; makes it when it is not there. Throws `MigrateError` `unavailable`. */
export function connect(path: string): SqliteConnection {
  const database = open(path)
  return {
    query: async (sql, values = []) => {
      const statement = database.prepare(sql)
      statement.setReadBigInts(false)
      const given = values as SQLInputValue[]
      if (statement.columns().length > 0)
        return { rows: statement.all(...given) as Row[], changed: 0 }
      return { rows: [], changed: Number(statement.run(...given).changes) }
    },
    run: async (sql) => Number(database.prepare(sql).run().changes),
    execute: (sql) => database.exec(sql),
    transaction: async (work) => {
      // A deferred transaction that reads first fails when another one writes before it does.
      database.exec('begin immediate')
      try {
        const result = await work()
        database.exec('commit')
        return result
      } catch (error) {
        if (database.isTransaction) database.exec('rollback')
        throw error
      }
    },
    close: () => database.close(),
  }
}

function open(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { timeout: busyMs })
    database.prepare('select count(*) from sqlite_schema').get()
    return database
  } catch (error) {
    throw new MigrateError(
      'unavailable',
      `the database ${path} cannot be opened: ${messageOf(error)}`,
      {
        hint: 'check the path, and that its folder may be written to',
        cause: error,
      },
    )
  }
}

/** Whether somebody else was writing. */
export function isBusy(error: unknown): boolean {
  return [5, 6, 261, 517, 773].includes(Number((error as { errcode?: unknown }).errcode))
}
