import { expect, test } from 'vitest'
import { addRequest, openDatabase, thisHolder, type JournalEntry } from '../store/store.ts'
import { simulatedApplication } from './simulation/application.ts'
import { newState, simulate } from './simulation/simulation.ts'
import { deploy } from './start.ts'

const timers = (): number =>
  process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length

test('a rollout that was given up keeps no process waiting', async () => {
  const database = await openDatabase('sqlite::memory:')
  const state = newState()
  const { world } = simulate(simulatedApplication, state, () => 'none')
  state.behaviours.set('v2', 'never-healthy')
  let asked: Promise<void> | undefined
  const onEntry = ({ kind, stage, rollout }: JournalEntry): void => {
    if (kind !== 'begin' || stage !== 'health') return
    asked ??= addRequest(database, { rollout, kind: 'abort', requestedBy: 'ann', reason: 'no' })
  }
  const before = timers()
  const ending = await deploy(
    { database, world, onEntry },
    { version: 'v2' },
    {
      holder: thisHolder('test'),
      requestedBy: 'ann',
      wait: false,
      signal: new AbortController().signal,
    },
  )
  await asked
  expect(ending).toMatchObject({ outcome: 'aborted' })
  expect(timers()).toBe(before)
  await database.close()
})
