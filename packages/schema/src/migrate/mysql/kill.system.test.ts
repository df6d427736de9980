// A runner that is killed, in the middle of statements and between them. The server may go on with what it
// was told, and MySQL takes no DDL back; still the ledger tells the truth and nothing is done twice.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startMariadb, type MariadbServer } from '@teal/testing/mariadb'
import { waitFor } from '@teal/testing/wait'
import { createConnection, type Connection } from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expand } from '../expand.ts'
import { openDatabase } from '../open.ts'
import { status } from '../status.ts'

let server: MariadbServer
let url: string
let client: Connection
let folder: string
let count = 0
const scratch = mkdtempSync(join(tmpdir(), 'teal-mysql-kill-'))
const main = join(import.meta.dirname, '..', 'main.ts')

beforeAll(async () => {
  server = await startMariadb()
})
afterAll(async () => {
  await server.stop()
  rmSync(scratch, { recursive: true })
})
beforeEach(async () => {
  url = await server.createDatabase(`killed_${(count += 1)}`)
  folder = mkdtempSync(join(scratch, 'folder-'))
  client = await createConnection(url)
  return () => client.destroy()
})

const write = (file: string, sql: string): void => writeFileSync(join(folder, file), sql)
const ask = async (sql: string): Promise<number> => {
  const [rows] = await client.query(sql)
  return Number(Object.values((rows as object[])[0] ?? {})[0])
}
const states = async (): Promise<string[]> =>
  (await status({ database: url, folder, serving: [] })).migrations.map(({ state }) => state)

function run(): { child: ChildProcess; exited: Promise<number | null> } {
  const child = spawn(
    process.execPath,
    [main, 'backfill', '--database', url, '--folder', folder, '--release', 'v2'],
    { stdio: 'ignore' },
  )
  return { child, exited: once(child, 'exit').then(([code]) => code as number | null) }
}

/** What a killed runner began goes on for a moment; then it holds the runner's lock no longer. */
async function untilItsSessionEnded(): Promise<void> {
  const database = await openDatabase(url)
  await waitFor('the session to end', async () => (await database.tryToBeOnlyRunner()) === true)
  await database.close()
}

it('goes on, and does nothing twice, wherever it is killed', { timeout: 180_000 }, async () => {
  const rows = 40_000
  await client.query('create table t (id integer primary key, n integer not null)')
  await client.query(`insert into t select seq, 0 from seq_1_to_${rows}`)
  // What is not done twice can be counted: a table, a column or a row that is there fails, or adds.
  write(
    '0001_count.sql',
    Array.from(
      { length: 30 },
      (_, i) =>
        `create table t${i} (id integer);\ninsert into t${i} (id) values (1);\nalter table t${i} add column x int;\n`,
    ).join(''),
  )
  write('0002_n.backfill.sql', 'update t set n = n + 1')
  write('0003_last.sql', 'create index by_n on t (n)')
  let kills = 0
  for (let attempt = 0; ; attempt++) {
    const { child, exited } = run()
    const killed = await Promise.race([exited.then(() => false), sleep(250 + attempt * 40, true)])
    if (killed) {
      child.kill('SIGKILL')
      kills += 1
    }
    const code = await exited
    await untilItsSessionEnded()
    const { migrations } = await status({ database: url, folder, serving: [] })
    const filled = migrations.find(({ phase }) => phase === 'backfill')
    // The cursor and the rows are from one transaction: what it says is what there is.
    if (filled) expect(await ask('select count(*) from t where n = 1')).toBe(filled.rows)
    expect(await ask('select count(*) from t where n > 1')).toBe(0)
    if (code === 0) break
    expect(code).toBeNull()
  }
  expect(kills).toBeGreaterThan(3)
  for (let i = 0; i < 30; i++) expect(await ask(`select count(*) from t${i}`)).toBe(1)
  expect(await ask('select count(*) from t where n = 1')).toBe(rows)
  const { migrations, drifted } = await status({ database: url, folder, serving: [] })
  expect(migrations.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  expect(drifted).toBe(false)
})

describe('in the middle of a long ALTER', () => {
  const alter = 'alter table t add column x varchar(50), algorithm = copy'
  const allowed =
    '-- teal: allow table-copy until 2999-12-31 because a copy is what takes long here'
  /** Kills the runner when the server is at the ALTER; gives the number of its session. */
  async function killInAlter(): Promise<number> {
    await client.query('create table t (id integer primary key, filler varchar(200))')
    await client.query(`insert into t select seq, repeat('x', 150) from seq_1_to_400000`)
    write('0001_x.sql', `${allowed}\n${alter};\ncreate table after_it (id int)`)
    const { child, exited } = run()
    const session = await waitFor('the ALTER', () =>
      ask(
        `select id from information_schema.processlist where info like 'alter table t%' and time_ms > 100`,
      ),
    )
    child.kill('SIGKILL')
    await exited
    expect(await states()).toEqual(['running'])
    return session
  }
  const again = async (): Promise<string[]> => {
    const told: string[] = []
    const signal = new AbortController().signal
    const report = (text: string): void => void told.push(text)
    const { ran } = await expand({ database: url, folder, release: 'v2', signal, report })
    expect(ran).toEqual(['0001_x.sql'])
    expect(await states()).toEqual(['done'])
    expect(await ask('select count(x) + count(*) from t')).toBe(400_000)
    return told
  }

  it('waits for the server to end it, and finds it done', async () => {
    const session = await killInAlter()
    const told = await again()
    expect(told[0]).toMatch(
      new RegExp(`^waiting for the runner with server session ${session} .*alter table t`),
    )
    expect(told.at(-1)).toMatch(/a run that was interrupted has done it/)
  })

  it('does it again when it was taken back', async () => {
    await client.query(`kill ${await killInAlter()}`)
    expect((await again()).join()).not.toMatch(/has done it/)
  })
})
