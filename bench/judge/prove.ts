// Proves the labels of the PostgreSQL cases on a real server; the README says what counts as proved.
//
//   node bench/judge/prove.ts [name…]

import pg from 'pg'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { loadCases, type Case } from './cases.ts'
import { statementsOf } from './statements.ts'
import { observeBlocking, type Growth } from './blocking.ts'

const small = 2_000
const large = 8_000

const names = process.argv.slice(2)
const cases = loadCases('postgres').filter(({ name }) => names.length === 0 || names.includes(name))
const server = await startPostgres()
const unproved: string[] = []
let skipped = 0
try {
  for (const one of cases) {
    const proof = await prove(one)
    if (proof === 'skipped') skipped++
    else if (proof !== 'proved') {
      unproved.push(`${one.name}: labelled ${one.verdict}/${one.hazard}, but ${proof.problem}`)
    }
  }
} finally {
  await server.stop()
}
for (const line of unproved) console.log(line)
console.log(
  `${cases.length - unproved.length - skipped} proved, ${unproved.length} not, ${skipped} for another version of the server`,
)
process.exitCode = unproved.length > 0 ? 1 : 0

type Proof = { problem: string } | 'skipped' | 'proved'

async function prove(one: Case): Promise<Proof> {
  const major = await version(server.url)
  if (one.serverVersion !== undefined && Number(one.serverVersion) !== major) return 'skipped'
  const breaks = await observeBreaks(one)
  const growths: Growth[] = []
  for (const rows of [small, large]) {
    growths.push(await withDatabase(one, rows, (client, url) => observeBlocking(client, url, one)))
  }
  const [few, many] = growths
  if (!few || !many) throw new Error('nothing was measured')
  const grows = (what: 'read' | 'written'): boolean =>
    many[what] > few[what] * 2 && many[what] > large / 2
  const hazard = many.lost
    ? 'data-loss'
    : many.blocked && many.rewritten
      ? 'rewrite'
      : many.blocked && !many.lockedRows && grows('read')
        ? 'scan'
        : many.lockedRows || many.heldLock
          ? 'lock'
          : 'none'
  if (hazard !== one.hazard) {
    return { problem: `the server shows ${hazard} (${JSON.stringify(many)})` }
  }
  const isUnsafe = breaks !== undefined || hazard !== 'none'
  if (isUnsafe === (one.verdict === 'unsafe')) return 'proved'
  return { problem: breaks ?? 'nothing breaks' }
}

/** The first statement of the running version that fails or answers otherwise after the migration. */
async function observeBreaks(one: Case): Promise<string | undefined> {
  return withDatabase(one, small, async (client, url) => {
    const application = new pg.Client({ connectionString: url })
    await application.connect()
    try {
      if (one.role !== undefined) await application.query(`set role "${one.role}"`)
      const old = await statementsOf(one.old)
      const prepared = await prepareAll(application, one)
      const before = []
      for (const sql of old) before.push(await answer(application, sql))
      const failing = before.findIndex((text) => text.startsWith('error'))
      if (failing !== -1) return `the case is wrong: ${old[failing]} ${before[failing]}`
      await migrate(client, one)
      for (const [index, sql] of old.entries()) {
        const now = await answer(application, sql)
        if (now !== before[index]) return `${sql} was ${before[index]}, is ${now}`
      }
      for (const sql of prepared) {
        const now = await answer(application, sql)
        if (now.startsWith('error')) return `${sql}: ${now}`
      }
      return undefined
    } finally {
      await application.end()
    }
  })
}

async function prepareAll(client: pg.Client, one: Case): Promise<string[]> {
  const executes: string[] = []
  for (const [index, sql] of (await statementsOf(one.queries ?? '')).entries()) {
    await client.query(`prepare q${index} as ${sql}`)
    executes.push(`execute q${index}${/\$1/.test(sql) ? '(1)' : ''}`)
  }
  return executes
}

/** What a statement answers, as text; its effects are taken back. */
async function answer(client: pg.Client, sql: string): Promise<string> {
  await client.query('begin')
  try {
    const result = await client.query({ text: sql, rowMode: 'array' })
    await client.query('set constraints all immediate')
    const rows = sql.startsWith('select *') ? '' : JSON.stringify(result.rows)
    return `${result.rowCount} ${rows}`
  } catch (error) {
    return `error ${(error as Error).message}`
  } finally {
    await client.query('rollback')
  }
}

async function migrate(client: pg.Client, one: Case): Promise<void> {
  for (const sql of await statementsOf(one.migration)) {
    try {
      await client.query(sql)
    } catch {
      // A migration that fails on these rows breaks nobody; whether it blocks is measured elsewhere.
      await client.query('rollback')
    }
  }
}

async function withDatabase<T>(
  one: Case,
  rows: number,
  act: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const name = `case_${Math.random().toString(36).slice(2)}`
  const url = await server.createDatabase(name)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const roles = [...one.schema.matchAll(/create role (\w+)/g)].map(([, role]) => role ?? '')
  try {
    await client.query(one.schema)
    if (one.data.trim() !== '') await client.query(one.data.replaceAll(':rows', String(rows)))
    await client.query('analyze')
    return await act(client, url)
  } finally {
    await client.end()
    await drop(server, name, roles)
  }
}

async function drop(from: PostgresServer, name: string, roles: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: from.url })
  await admin.connect()
  try {
    await admin.query(`drop database "${name}" with (force)`)
    for (const role of roles) await admin.query(`drop role if exists "${role}"`)
  } finally {
    await admin.end()
  }
}

async function version(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    return rows[0]?.version ?? 0
  } finally {
    await client.end()
  }
}
