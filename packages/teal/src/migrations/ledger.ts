import { DatabaseSync } from 'node:sqlite'
import { messageOf, TealError } from '../model/error.ts'

/** The application's own database, and what of our files it has seen. */
export type Ledger = {
  hashOf: (name: string) => Promise<string | null>
  /** Runs a file and notes it, in one transaction; false when somebody else has done it meanwhile. */
  run: (file: { name: string; sql: string; hash: string; release: string }) => Promise<boolean>
  close: () => Promise<void>
}

const createTable = `create table if not exists teal_migrations (
  name text primary key,
  hash text not null,
  release text not null,
  applied_at text not null default current_timestamp
)`

/** Any number that others do not use. */
const advisoryLock = '32417'

/** How long a statement waits for a lock before it gives up, so that no queue of users forms behind it. */
const lockTimeoutMs = 5_000

export async function openLedger(database: string): Promise<Ledger> {
  try {
    return database.startsWith('sqlite:')
      ? openSqlite(database.slice('sqlite:'.length))
      : await openPostgres(database)
  } catch (error) {
    throw new TealError(
      'unavailable',
      `the application's database cannot be opened: ${messageOf(error)}`,
      {
        hint: 'check stages: expand: database: in teal.yaml, and that the server runs',
        cause: error,
      },
    )
  }
}

function openSqlite(path: string): Ledger {
  const db = new DatabaseSync(path, { timeout: lockTimeoutMs })
  db.exec(createTable)
  const find = db.prepare('select hash from teal_migrations where name = ?')
  const hashOf = (name: string): string | null =>
    (find.get(name)?.hash as string | undefined) ?? null
  return {
    hashOf: async (name) => hashOf(name),
    run: async ({ name, sql, hash, release }) => {
      db.exec('begin immediate')
      try {
        const first = hashOf(name) === null
        if (first) {
          db.exec(sql)
          db.prepare('insert into teal_migrations (name, hash, release) values (?, ?, ?)').run(
            name,
            hash,
            release,
          )
        }
        db.exec('commit')
        return first
      } catch (error) {
        if (db.isTransaction) db.exec('rollback')
        throw error
      }
    },
    close: async () => db.close(),
  }
}

async function openPostgres(url: string): Promise<Ledger> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    lock_timeout: lockTimeoutMs,
    application_name: 'teal',
  })
  // What breaks a connection between two queries is told by the next one.
  client.on('error', () => {})
  await client.connect()
  try {
    // `if not exists` does not keep two runners from making it at once.
    await client.query(
      `begin; select pg_advisory_xact_lock(${advisoryLock}); ${createTable}; commit`,
    )
  } catch (error) {
    await client.end()
    throw error
  }
  const hashOf = async (name: string): Promise<string | null> => {
    const { rows } = await client.query<{ hash: string }>(
      'select hash from teal_migrations where name = $1',
      [name],
    )
    return rows[0]?.hash ?? null
  }
  return {
    hashOf,
    run: async ({ name, sql, hash, release }) => {
      await client.query('begin')
      try {
        await client.query('lock table teal_migrations in exclusive mode')
        const first = (await hashOf(name)) === null
        if (first) {
          await client.query(sql)
          await client.query(
            'insert into teal_migrations (name, hash, release) values ($1, $2, $3)',
            [name, hash, release],
          )
        }
        await client.query('commit')
        return first
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    },
    close: () => client.end(),
  }
}
