// A table of people, and the clients of an application that prepares its statements.

import pg from 'pg'
import type { Users } from '../../live/changes.suite.ts'
import type { Client } from '../../live/traffic.suite.ts'

export const users: Users = {
  id: { type: 'integer', default: `nextval('users_id_seq'::regclass)` },
  name: { type: 'text', notNull: true },
}

/** Makes `users` with `rows` people in it, called n1, n2, and so on. */
export async function createUsers(url: string, rows: number): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query('create table users (id serial primary key, name text not null, age integer)')
  await admin.query('create index users_name on users (name)')
  await admin.query(
    `insert into users (name, age) select 'n' || g, g % 90 from generate_series(1, ${rows}) g`,
  )
  await admin.query('vacuum analyze users')
  await admin.end()
}

/**
 * A client as the drivers of applications are: each statement is prepared once. When a contract has changed
 * the type of what it returns, it is prepared again, as the plan of a wider key asks of the application.
 */
export async function connectClient(url: string): Promise<Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const names = new Map<string, string>()
  let count = 0
  const run = async (
    sql: string,
    values: (string | number)[],
  ): Promise<Record<string, unknown>[]> => {
    const name = names.get(sql) ?? `s${(count += 1)}`
    names.set(sql, name)
    let number = 0
    const text = sql.replaceAll('?', () => `$${(number += 1)}`)
    const { rows } = await client.query<Record<string, unknown>>({ name, text, values })
    return rows
  }
  return {
    query: async (sql, values) => {
      try {
        return await run(sql, values)
      } catch (error) {
        if (!isOfAnotherType(error)) throw error
        names.delete(sql)
        return run(sql, values)
      }
    },
    close: () => client.end(),
  }
}

/** `cached plan must not change result type`: nothing was done. */
function isOfAnotherType(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery'
}
