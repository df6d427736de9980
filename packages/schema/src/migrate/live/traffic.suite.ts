// Clients that insert, update and read all the time, each with rows of its own, and keep a model of what
// every row has to hold.

import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../error.ts'
import type { Release } from './changes.suite.ts'

export type Client = {
  /** Runs a statement with a `?` for each value. */
  query: (sql: string, values: (string | number)[]) => Promise<Record<string, unknown>[]>
  close: () => unknown
}

export type TrafficOptions = {
  connect: () => Promise<Client>
  /** How many connections, and how long each rests between two turns, in ms. */
  clients: number
  restMs: number
  /** The table holds rows 1 to `rows`, the name of each an `n` and its number. */
  rows: number
  first: Release
}

export type Traffic = {
  failures: string[]
  /** How long each statement took, in ms, by what was being done meanwhile. */
  times: Map<string, number[]>
  /** Says what is being done, for the failures and the times. */
  during: (phase: string) => void
  /** From now on these releases get the traffic; resolves when no other has a statement open. */
  carriedBy: (...serving: Release[]) => Promise<void>
  /** Whether the release finds in each row of the table what was written last, whoever did. */
  everyRowIsRight: (release: Release) => Promise<void>
  stop: () => Promise<void>
}

const pageSize = 20_000

export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
  const { connect, clients: count, restMs, rows, first } = options
  const failures: string[] = []
  const times: Traffic['times'] = new Map()
  const written = new Map<number, string>()
  let added = 0
  let phase = 'before'
  let serving = [first]
  let going = true

  const clients = await Promise.all(Array.from({ length: count }, connect))
  const ask = async (
    client: Client,
    sql: string,
    values: (string | number)[],
  ): Promise<Record<string, unknown>[]> => {
    const begunIn = phase
    const started = performance.now()
    try {
      return await client.query(sql, values)
    } catch (error) {
      failures.push(`${begunIn}: ${sql}: ${messageOf(error)}`)
      return []
    } finally {
      const taken = times.get(begunIn) ?? []
      times.set(begunIn, taken)
      taken.push(performance.now() - started)
    }
  }
  const requireRead = async (
    client: Client,
    { name, reads }: Release,
    id: number,
    value: string,
  ): Promise<void> => {
    const [row] = await ask(client, `select ${reads} as value from users where id = ?`, [id])
    if (row?.['value'] === value) return
    failures.push(`${phase}: ${name} reads ${JSON.stringify(row)} of ${id}, and not ${value}`)
  }
  let next = 0
  /** Each release that gets traffic writes once, and all of them read it. */
  const turn = async (client: Client, place: number): Promise<void> => {
    const there = serving
    for (const { name, writes } of there) {
      const value = `${name} ${(next += 1)}`
      const known = place + count * Math.floor(Math.random() * (rows / count - 1)) + 1
      const insert = `insert into users (${writes}) values (?) returning id`
      const [row] = await ask(client, insert, [value])
      await ask(client, `update users set ${writes} = ? where id = ?`, [value, known])
      const ids = row ? [Number(row['id']), known] : [known]
      if (row) added += 1
      for (const id of ids) {
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
      // Never none: SQLite answers in this thread, and nothing else would get a turn.
      await sleep(restMs)
    }
  })
  const requirePage = async (
    client: Client,
    { name, reads }: Release,
    after: number,
  ): Promise<{ found: number; last: number }> => {
    const page = await client.query(
      `select id, ${reads} as value from users where id > ? order by id limit ${pageSize}`,
      [after],
    )
    let last = after
    for (const { id, value } of page) {
      last = Number(id)
      const right = written.get(last) ?? `n${last}`
      if (value === right) continue
      failures.push(`${phase}: ${name} finds ${String(value)} at ${last}, and not ${right}`)
    }
    return { found: page.length, last }
  }
  return {
    failures,
    times,
    during: (text) => {
      phase = text
    },
    carriedBy: async (...now) => {
      serving = now
      await Promise.all(turns)
    },
    everyRowIsRight: async (release) => {
      const before = serving
      serving = []
      await Promise.all(turns)
      const [client] = clients
      let found = 0
      for (let last = 0; client;) {
        const page = await requirePage(client, release, last)
        if (page.found === 0) break
        found += page.found
        last = page.last
      }
      const right = rows + added
      if (found !== right) failures.push(`${phase}: there are ${found} rows, and not ${right}`)
      serving = before
    },
    stop: async () => {
      going = false
      await Promise.all(loops)
      for (const client of clients) await client.close()
    },
  }
}
