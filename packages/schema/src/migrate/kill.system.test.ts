// A runner that is killed, again and again, wherever it is: the ledger tells the truth, the next run goes on,
// nothing is done twice.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expand } from './expand.ts'
import { openLedger } from './ledger.ts'
import { openDatabase } from './open.ts'
import { status } from './status.ts'

let postgres: PostgresServer
const scratch = mkdtempSync(join(tmpdir(), 'teal-migrate-kill-'))
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  rmSync(scratch, { recursive: true })
})

const main = join(import.meta.dirname, 'main.ts')
const rows = 40_000
const urls: Record<string, () => Promise<string>> = {
  PostgreSQL: () => postgres.createDatabase('killed'),
  SQLite: async () => `sqlite:${join(scratch, 'killed.db')}`,
}

it.each(Object.keys(urls))('on %s', { timeout: 180_000 }, async (name) => {
  const url = (await urls[name]?.()) ?? ''
  const folder = mkdtempSync(join(scratch, 'folder-'))
  const write = (file: string, sql: string): void => writeFileSync(join(folder, file), sql)
  write('0001_t.sql', 'create table t (id integer primary key, n integer not null)')
  const signal = new AbortController().signal
  await expand({ database: url, folder, release: 'v1', signal, report: () => {} })
  const database = await openDatabase(url)
  const ask = async (sql: string): Promise<number> =>
    Number(Object.values((await database.connection.query(sql)).rows[0] ?? {})[0])
  const spread = Array.from({ length: rows }, (_, i) => i)
  for (let from = 0; from < rows; from += 1_000) {
    const values = spread.slice(from, from + 1_000).map((i) => `(${i}, 0)`)
    await database.connection.run(`insert into t (id, n) values ${values.join(', ')}`)
  }
  // By its statistics the table is known to be large: its halves are gone through at the same time.
  if (name === 'PostgreSQL') await database.connection.run('analyze t')
  // What is not done twice can be counted: every statement and every batch adds.
  write(
    '0002_count.sql',
    Array.from(
      { length: 40 },
      (_, i) => `create table t${i} (id integer);\ninsert into t${i} (id) values (1);`,
    ).join('\n'),
  )
  write('0003_n.backfill.sql', 'update t set n = n + 1')
  write(
    '0004_last.sql',
    `create index${name === 'PostgreSQL' ? ' concurrently' : ''} by_n on t (n)`,
  )

  let kills = 0
  let killedInHalves = false
  for (let attempt = 0; ; attempt++) {
    const child = spawn(
      process.execPath,
      [main, 'backfill', '--database', url, '--folder', folder, '--release', 'v2'],
      { stdio: 'ignore' },
    )
    const exited = once(child, 'exit')
    // Longer and longer, so that every part of the way is met and the end is reached.
    const killed = await Promise.race([exited.then(() => false), sleep(200 + attempt * 30, true)])
    if (killed) {
      child.kill('SIGKILL')
      kills += 1
    }
    const [code] = (await exited) as [number | null]
    const { migrations } = await status({ database: url, folder, serving: [] })
    const filled = migrations.find(({ phase }) => phase === 'backfill')
    // The cursor and the rows are from one transaction: what it says is what there is.
    if (filled) expect(await ask('select count(*) from t where n = 1')).toBe(filled.rows)
    expect(await ask('select count(*) from t where n > 1')).toBe(0)
    if (code === 0) break
    const entry = await openLedger(database)
      .find('0003_n', 'backfill')
      .catch(() => undefined)
    killedInHalves ||= entry?.state === 'running' && /middle/.test(entry.cursor ?? '')
    expect(code).toBeNull()
  }
  expect(kills).toBeGreaterThan(3)
  expect(killedInHalves).toBe(name === 'PostgreSQL')
  for (let i = 0; i < 40; i++) expect(await ask(`select count(*) from t${i}`)).toBe(1)
  expect(await ask('select count(*) from t where n = 1')).toBe(rows)
  const { migrations, drifted } = await status({ database: url, folder, serving: [] })
  expect(migrations.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
  expect(drifted).toBe(false)
  await database.close()
})
