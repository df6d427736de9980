import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createRollout,
  openDatabase,
  takeLease,
  thisHolder,
  writeProgress,
  type Database,
  type Lease,
} from '../store/store.ts'
import { driveOrFollow, follow } from './drive.ts'
import type { Engine } from './runner.ts'
import { simulatedApplication } from './simulation/application.ts'
import { newState, simulate } from './simulation/simulation.ts'

let database: Database
let lease: Lease
let rollout: number
const holder = thisHolder('test')
const noAbort = new AbortController().signal

beforeEach(async () => {
  database = await openDatabase('sqlite::memory:')
  lease = await takeLease(database, simulatedApplication.name, holder)
  const plan = { to: 'blue', stages: [] }
  const asked = { kind: 'deploy', release: 'v1', plan, requestedBy: 'ann' }
  rollout = (await createRollout(database, lease, asked)).id
})
afterEach(() => database.close())

test.each([
  ['follow', (engine: Engine) => follow(engine, rollout, noAbort)],
  ['driveOrFollow', (engine: Engine) => driveOrFollow(engine, rollout, holder, noAbort)],
])('%s shows the last lines of a rollout that somebody else ends', async (_, see) => {
  // It ends just after the first look at it, whatever is looked at.
  let ended = false
  const ending: Database = {
    ...database,
    all: async <Row>(statement: Parameters<Database['all']>[0]) => {
      const rows = await database.all<Row>(statement)
      if (!ended) {
        ended = true
        const entry = { stage: null, kind: 'finished', text: 'done', data: null } as const
        const standing = { state: 'finished', outcome: 'done', reason: null } as const
        await writeProgress(database, lease, rollout, [entry], standing)
      }
      return rows
    },
  }
  const { world } = simulate(simulatedApplication, newState(), () => 'none')
  const shown: string[] = []
  const onEntry = ({ kind }: { kind: string }): unknown => shown.push(kind)
  expect(await see({ database: ending, world, onEntry })).toMatchObject({ outcome: 'done' })
  expect(shown).toEqual(['finished'])
})
