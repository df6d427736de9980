import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseConnection, Kysely as Queries, SqliteDatabase, SqliteStatement } from 'kysely'
import { messageOf, TealError } from '../model/error.ts'
import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver } from './kysely.ts'
import type { Tables } from './schema.ts'

/** How long a transaction waits for another one to end, in milliseconds. */
const patienceMs = 10_000

/**
 * The embedded store: `node:sqlite` behind Kysely. Every commit is synced, since what was acknowledged
 * must be there after the power fails.
 */
export async function openSqlite(path: string): Promise<Queries<Tables>> {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    await whileBusy(() => database.exec('pragma journal_mode = wal'))
    database.exec('pragma synchronous = full')
    database.exec('pragma foreign_keys = on')
  } catch (error) {
    database.close()
    throw error
  }
  return new Kysely<Tables>({ dialect: new PatientDialect({ database: adapt(database) }) })
}

class PatientDialect extends SqliteDialect {
  readonly #database: SqliteDatabase

  constructor(config: { database: SqliteDatabase }) {
    super(config)
    this.#database = config.database
  }

  override createDriver(): PatientDriver {
    return new PatientDriver({ database: this.#database })
  }
}

/**
 * Takes the write lock when a transaction begins (a deferred one that reads first and writes then fails
 * when another wrote in between), and waits for it without holding up the event loop, which SQLite's own
 * busy handler would.
 */
class PatientDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await whileBusy(() => connection.executeQuery(CompiledQuery.raw('begin immediate')))
  }
}

async function whileBusy<T>(act: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      return await act()
    } catch (error) {
      const busy = (error as { errcode?: number }).errcode === resultCode.busy
      if (!busy || performance.now() > deadline) throw error
      await sleep(1 + Math.random() * 10)
    }
  }
}

/** SQLite's result codes that this file knows; https://sqlite.org/rescode.html */
const resultCode = { busy: 5, ioError: 10, full: 13, readOnly: 8 }

function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => {
      // After a full disk SQLite has rolled back by itself; to say so would hide why.
      if (sql === 'rollback' && !database.isTransaction) return nothingToDo
      const statement = database.prepare(sql)
      const values = (parameters: readonly unknown[]): SQLInputValue[] =>
        parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => explained(() => statement.all(...values(parameters))),
        run: (parameters) => explained(() => statement.run(...values(parameters))),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}

const nothingToDo: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

/** What an operator can do something about is said in words. */
function explained<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    // Extended codes have the plain one in their lowest byte.
    const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff
    const { full, ioError, readOnly } = resultCode
    if (code !== full && code !== ioError && code !== readOnly) throw error
    throw new TealError('unavailable', `the store cannot be written: ${messageOf(error)}`, {
      hint: 'make room on its disk, or make it writable; nothing was changed, and users stay where they are',
      cause: error,
    })
  }
}
