// The two changes of four deployments, with the clients of both releases at work: how long their statements
// took in each step. A statement that fails, or a row that is not right, ends the benchmark.

import type { PostgresServer } from '@teal/testing/postgres'
import { renameName, widenId } from '../../packages/schema/src/migrate/live/changes.suite.ts'
import { changeLive } from '../../packages/schema/src/migrate/live/live.suite.ts'
import {
  connectClient,
  createUsers,
  users,
} from '../../packages/schema/src/migrate/postgres/live/users.suite.ts'
import { spread, type Spread } from './spread.ts'

export type Step = { step: string } & Spread

export async function measureChanges(
  server: PostgresServer,
  rows: number,
): Promise<Record<string, Step[]>> {
  const changes = { 'rename a column': renameName(users), 'widen a key': widenId(users) }
  const found: Record<string, Step[]> = {}
  for (const [name, change] of Object.entries(changes)) {
    const url = await server.createDatabase(name.replaceAll(' ', '_'))
    await createUsers(url, rows)
    const times = await changeLive({
      dialect: 'postgres',
      url,
      change,
      rows,
      connect: () => connectClient(url),
      clients: 8,
      restMs: 5,
    })
    const steps = [...times].map(([step, taken]) => ({ step, ...spread(taken) }))
    found[name] = [...steps, { step: 'all together', ...spread([...times.values()].flat()) }]
  }
  return found
}
