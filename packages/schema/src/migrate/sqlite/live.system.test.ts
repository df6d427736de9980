import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { renameName } from '../live/changes.suite.ts'
import { changeLive } from '../live/live.suite.ts'
import type { Client } from '../live/traffic.suite.ts'

const rows = 120_000

it('renames a column while both releases work', { timeout: 180_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'teal-live-'))
  const file = join(directory, 'app.db')
  try {
    using admin = new DatabaseSync(file)
    admin.exec(`pragma journal_mode = wal;
      create table users (id integer primary key, name text not null, age integer);
      create index users_name on users (name);
      with recursive g(n) as (select 1 union all select n + 1 from g where n < ${rows})
      insert into users (name, age) select 'n' || n, 0 from g`)
    const connect = async (): Promise<Client> => {
      // As every application of SQLite with more than one process: it waits for who writes.
      const database = new DatabaseSync(file, { timeout: 5_000 })
      database.exec('pragma synchronous = normal')
      return {
        query: async (sql, values) => database.prepare(sql).all(...values),
        close: () => database.close(),
      }
    }
    const change = renameName({ id: { type: 'integer' }, name: { type: 'text', notNull: true } })
    const subject = { dialect: 'sqlite' as const, url: `sqlite:${file}`, change, connect, rows }
    const times = await changeLive({ ...subject, clients: 4, restMs: 1 })
    expect([...times.values()].flat().length).toBeGreaterThan(1_000)
    const left = admin.prepare(`select name from pragma_table_info('users')`).all()
    expect(left.map(({ name }) => name)).toEqual(['id', 'age', 'full_name'])
    const empty = admin.prepare('select count(*) as n from users where full_name is null').get()
    expect(empty?.['n']).toBe(0)
  } finally {
    rmSync(directory, { recursive: true })
  }
})
