// A backfill in batches beside one big UPDATE: how fast each is, and how long the statements of others take
// meanwhile. The table and the statement are those of the first deployment of a rename, trigger and all.

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import type { PostgresServer } from '@teal/testing/postgres'
import { renameName } from '../../packages/schema/src/migrate/live/changes.suite.ts'
import {
  connectClient,
  createUsers,
  users,
} from '../../packages/schema/src/migrate/postgres/live/users.suite.ts'
import { planFor } from '../../packages/schema/src/plan/plan.ts'
import { median } from '../router/statistics.ts'
import { spread, type Spread } from './spread.ts'

export type Compared = { way: string; 'rows/s': number; failed: number } & Spread

type Way = (url: string, rows: number) => Promise<{ from: number; to: number }>
type Statement = { at: number; ms: number }

/** How many connections update random rows of the same table, and how long each rests in between, in ms. */
const updaters = 8
const restMs = 5
const quietMs = 5_000

const main = join(import.meta.dirname, '../../packages/schema/src/migrate/main.ts')
const { files } = planFor(renameName(users).intention, renameName(users).shape, 'postgres')
const [expandFile, backfillFile] = files

/** The figures of each way: the medians of `rounds`, each on a new table. */
export async function compareBackfills(
  server: PostgresServer,
  rows: number,
  rounds: number,
): Promise<Compared[]> {
  const ways: Record<string, Way> = {
    'no migration': quiet,
    'teal migrate backfill': batches,
    'one big UPDATE': bigUpdate,
  }
  const found = new Map<string, Compared[]>(Object.keys(ways).map((way) => [way, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, run] of Object.entries(ways)) {
      const url = await server.createDatabase(`backfill_${round}_${way.replaceAll(' ', '_')}`)
      found.get(way)?.push({ way, ...(await measure(url, rows, run)) })
    }
  }
  return [...found].map(([way, all]) => ({ way, ...medians(all) }))
}

async function measure(url: string, rows: number, run: Way): Promise<Omit<Compared, 'way'>> {
  await createUsers(url, rows)
  await migrate(url, 'expand')
  await execute(url, 'checkpoint')
  const traffic = await updateRandomRows(url, rows)
  await sleep(1_000)
  const { from, to } = await run(url, rows)
  const { statements, failed } = await traffic.stop()
  const during = statements.filter(({ at, ms }) => at + ms > from && at < to)
  const rate = run === quiet ? 0 : Math.round(rows / ((to - from) / 1_000))
  return { 'rows/s': rate, failed, ...spread(during.map(({ ms }) => ms)) }
}

const quiet: Way = async () => {
  const from = Date.now()
  await sleep(quietMs)
  return { from, to: Date.now() }
}

/** As long as the ledger says: the start of the process is none of the database's business. */
const batches: Way = async (url, rows) => {
  await migrate(url, 'backfill')
  const [entry] = await execute(
    url,
    `select started_at, finished_at, rows_done from teal.migrations where phase = 'backfill'`,
  )
  if (Number(entry?.['rows_done']) < rows) throw new Error('the backfill did not see every row')
  return {
    from: Date.parse(String(entry?.['started_at'])),
    to: Date.parse(String(entry?.['finished_at'])),
  }
}

const bigUpdate: Way = async (url) => {
  const from = Date.now()
  await execute(url, backfillFile?.sql ?? '')
  return { from, to: Date.now() }
}

async function migrate(url: string, action: 'expand' | 'backfill'): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'teal-bench-migrate-'))
  for (const file of [expandFile, backfillFile]) {
    if (file) writeFileSync(join(folder, file.name), file.sql)
  }
  const where = ['--database', url, '--folder', folder, '--release', 'v1']
  await promisify(execFile)(process.execPath, [main, action, ...where])
  rmSync(folder, { recursive: true })
}

async function execute(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function updateRandomRows(
  url: string,
  rows: number,
): Promise<{ stop: () => Promise<{ statements: Statement[]; failed: number }> }> {
  const statements: Statement[] = []
  let failed = 0
  let going = true
  const clients = await Promise.all(Array.from({ length: updaters }, () => connectClient(url)))
  const loops = clients.map(async (client) => {
    while (going) {
      const [at, started] = [Date.now(), performance.now()]
      const row = 1 + Math.floor(Math.random() * rows)
      try {
        await client.query('update users set age = age + 1 where id = ?', [row])
      } catch {
        failed += 1
      }
      statements.push({ at, ms: performance.now() - started })
      await sleep(restMs)
    }
  })
  return {
    stop: async () => {
      going = false
      await Promise.all(loops)
      for (const client of clients) await client.close()
      return { statements, failed }
    },
  }
}

function medians(all: Omit<Compared, 'way'>[]): Omit<Compared, 'way'> {
  const of = (name: keyof Omit<Compared, 'way'>): number => median(all.map((one) => one[name]))
  return {
    'rows/s': of('rows/s'),
    failed: all.reduce((sum, one) => sum + one.failed, 0),
    statements: of('statements'),
    p50: of('p50'),
    p99: of('p99'),
    max: of('max'),
  }
}
