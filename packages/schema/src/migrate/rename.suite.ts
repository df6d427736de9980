// The four-deployment rename, live: the plan's own files, run by the runner in a process of its own, while
// clients of both releases read and write all the time. Not one of their statements may fail, each has to see
// what the other wrote, and in each middle step the release before can come back.

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import type { Shape } from '../plan/intention.ts'
import { planFor } from '../plan/plan.ts'
import type { Dialect } from '../verdict.ts'
import { messageOf } from './error.ts'
import { rollbackCheck } from './rollback.ts'

export type Client = {
  query: (sql: string) => Promise<Record<string, unknown>[]>
  close: () => unknown
}

export type RenameSubject = {
  dialect: Dialect
  /** A database with a table `users (id, name, age)`, an index `users_name`, and rows 1 to `rows`. */
  url: string
  rows: number
  id: { type: string }
  name: { type: string; notNull: boolean }
  connect: () => Promise<Client>
}

/** What the clients have done: the longest any statement took, in ms, by what the runner was at. */
export type Counted = { statements: number; slowest: Record<string, number> }

/** A release as its application works: which column it writes, and which it reads. */
type Release = { name: string; writes: string; reads: string }

/** The release from before, and the one of each deployment. */
const releases: Release[] = [
  { name: 'v0', writes: 'name', reads: 'name' },
  { name: 'v1', writes: 'name', reads: 'name' },
  { name: 'v2', writes: 'name', reads: 'full_name' },
  { name: 'v3', writes: 'full_name', reads: 'full_name' },
  { name: 'v4', writes: 'full_name', reads: 'full_name' },
]

/** How long a state of the traffic is held, in ms. */
const holdMs = 700

export async function renameLive(subject: RenameSubject): Promise<Counted> {
  const { dialect, url } = subject
  const folder = mkdtempSync(join(tmpdir(), 'teal-live-'))
  const plan = planFor(
    { kind: 'rename-column', table: 'users', column: 'name', to: 'full_name' },
    shapeOf(subject),
    dialect,
  )
  const traffic = await startTraffic(subject)
  const migrate = async (action: string, release: string, ...words: string[]): Promise<void> => {
    traffic.during(`${action} ${release}`)
    const main = join(import.meta.dirname, 'main.ts')
    const where = ['--database', url, '--folder', folder, '--release', release]
    await promisify(execFile)(process.execPath, [main, action, ...where, ...words])
  }
  try {
    let files = 0
    for (const [i, { steps }] of plan.deployments.entries()) {
      const [before, after] = [releases[i], releases[i + 1]]
      if (!before || !after) throw new Error('there are more deployments than releases')
      for (const { name, sql } of plan.files.slice(files, (files += steps.length))) {
        writeFileSync(join(folder, name), sql.replace('needs ?', `needs ${after.name}`))
      }
      await migrate('expand', after.name)
      await migrate('backfill', after.name)
      traffic.during(`${before.name} and ${after.name}`)
      await traffic.carriedBy(before, after)
      await traffic.carriedBy(after)
      expect(await rollbackCheck(url, before.name)).toEqual({ refused: null, warnings: [] })
      traffic.during(`back to ${before.name}`)
      await traffic.carriedBy(before)
      await traffic.readsAllThatWasWritten(before)
      await traffic.carriedBy(before, after)
      const mayContract = migrate('contract', after.name, '--yes', '--serving', before.name)
      if (steps.some(({ phase }) => phase === 'contract')) {
        await expect(mayContract).rejects.toMatchObject({ code: 4 })
      } else await mayContract
      await traffic.carriedBy(after)
      await migrate('contract', after.name, '--yes', '--serving', after.name)
      await traffic.readsAllThatWasWritten(after)
    }
    expect((await rollbackCheck(url, 'v3')).refused).toMatch(/v3 breaks under it/)
  } finally {
    await traffic.stop()
    rmSync(folder, { recursive: true })
  }
  expect(traffic.failures.slice(0, 10)).toEqual([])
  return traffic.counted
}

function shapeOf({ id, name }: RenameSubject): Shape {
  const columns = [
    { name: 'id', ...id, notNull: true, default: null },
    { name: 'name', ...name, default: null },
    { name: 'age', type: 'integer', notNull: false, default: null },
  ]
  const indexes = [{ name: 'users_name', columns: ['name'], unique: false }]
  return { tables: [{ name: 'users', key: ['id'], columns, indexes }] }
}

type Traffic = {
  failures: string[]
  counted: Counted
  /** Says what is being done, for the failures and the times. */
  during: (phase: string) => void
  /** From now on these releases get the traffic, for a while; resolves when no other has a statement open. */
  carriedBy: (...serving: Release[]) => Promise<void>
  /** Whether the release finds each row as it was written last, whoever did. */
  readsAllThatWasWritten: (release: Release) => Promise<void>
  stop: () => Promise<void>
}

/** Clients that insert, update and read without a pause, each with rows of its own. */
async function startTraffic({ connect, rows }: RenameSubject): Promise<Traffic> {
  const failures: string[] = []
  const counted: Counted = { statements: 0, slowest: {} }
  const written = new Map<number, string>()
  let phase = 'the beginning'
  let serving: Release[] = releases.slice(0, 1)
  let going = true

  const count = 4
  const clients = await Promise.all(Array.from({ length: count }, connect))
  const ask = async (client: Client, sql: string): Promise<Record<string, unknown>[]> => {
    const started = performance.now()
    try {
      return await client.query(sql)
    } catch (error) {
      failures.push(`${phase}: ${sql}: ${messageOf(error)}`)
      return []
    } finally {
      counted.statements += 1
      const ms = performance.now() - started
      counted.slowest[phase] = Math.max(counted.slowest[phase] ?? 0, ms)
    }
  }
  const requireRead = async (
    client: Client,
    { name, reads }: Release,
    id: number,
    value: string,
  ): Promise<void> => {
    const [row] = await ask(client, `select ${reads} as value from users where id = ${id}`)
    if (row?.['value'] === value) return
    failures.push(`${phase}: ${name} reads ${JSON.stringify(row)} of ${id}, and not ${value}`)
  }
  const requireReadTogether = async ({ name, reads }: Release, ids: number[]): Promise<void> => {
    const [client] = clients
    if (!client) return
    const list = ids.join(', ')
    const found = await ask(client, `select id, ${reads} as value from users where id in (${list})`)
    const values = new Map(found.map(({ id, value }) => [Number(id), value]))
    for (const id of ids) {
      const value = values.get(id)
      if (value === written.get(id)) continue
      failures.push(`${phase}: ${name} finds ${String(value)} at ${id}, and not ${written.get(id)}`)
    }
  }
  let next = 0
  /** Each release that gets traffic writes once, and all of them read it. */
  const turn = async (client: Client, place: number): Promise<void> => {
    const there = serving
    for (const { name, writes } of there) {
      const number = (next += 1)
      const added = 1_000_000 + number
      const known = place + count * Math.floor(Math.random() * (rows / count - 1)) + 1
      const value = `${name} ${number}`
      await ask(client, `insert into users (id, ${writes}) values (${added}, '${value}')`)
      await ask(client, `update users set ${writes} = '${value}' where id = ${known}`)
      for (const id of [added, known]) {
        written.set(id, value)
        for (const release of there) await requireRead(client, release, id, value)
      }
    }
  }
  const turns: Promise<void>[] = []
  const loops = clients.map(async (client, place) => {
    while (going) {
      const now = turn(client, place)
      turns[place] = now
      await now
      // SQLite answers in this thread: without a pause nothing else would get a turn.
      await sleep(1)
    }
  })
  return {
    failures,
    counted,
    during: (text) => {
      phase = text
    },
    carriedBy: async (...now) => {
      serving = now
      await Promise.all(turns)
      await sleep(holdMs)
    },
    readsAllThatWasWritten: async (release) => {
      const before = serving
      serving = []
      await Promise.all(turns)
      const ids = [...written.keys()]
      for (let from = 0; from < ids.length; from += 500) {
        await requireReadTogether(release, ids.slice(from, from + 500))
      }
      serving = before
    },
    stop: async () => {
      going = false
      await Promise.all(loops)
      for (const client of clients) await client.close()
    },
  }
}
