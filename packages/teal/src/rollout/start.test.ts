import { expect, test } from 'vitest'
import {
  createRollout,
  listAudit,
  openDatabase,
  releaseLease,
  takeLease,
  thisHolder,
  writeProgress,
} from '../store/store.ts'
import { simulatedApplication } from './simulation/application.ts'
import { newState, simulate } from './simulation/simulation.ts'
import { deploy, withLease } from './start.ts'

test('who waits for a rollout is told once which one it is, and comes after it', async () => {
  const database = await openDatabase('sqlite::memory:')
  const holder = thisHolder('test')
  const lease = await takeLease(database, simulatedApplication.name, holder)
  const asked = { kind: 'deploy', release: 'v1', plan: {}, requestedBy: 'ann' }
  const { id } = await createRollout(database, lease, asked)
  await releaseLease(database, lease)

  const { world } = simulate(simulatedApplication, newState(), () => 'none')
  const told: string[] = []
  let looks = 0
  const endAfterSomeLooks = async (): Promise<void> => {
    looks += 1
    if (looks !== 5) return
    const last = await takeLease(database, simulatedApplication.name, holder)
    const standing = { state: 'finished', outcome: 'done', reason: null } as const
    await writeProgress(database, last, id, [], standing)
    await releaseLease(database, last)
  }
  const clock = { ...world.clock, sleep: endAfterSomeLooks }
  const start = {
    holder,
    requestedBy: 'ben',
    wait: true,
    signal: new AbortController().signal,
    onBusy: ({ message }: Error) => told.push(message),
  }
  await withLease({ database, world: { ...world, clock } }, start, async () => {
    expect(looks).toBe(5)
  })
  expect(told).toEqual([expect.stringMatching(/^rollout \d+ of .* \(deploy v1\) .* by ann at /)])
  await database.close()
})

test('a release that is active and has died is started again by its deploy, or the deploy fails', async () => {
  const database = await openDatabase('sqlite::memory:')
  const state = newState()
  const { world } = simulate(simulatedApplication, state, () => 'none')
  const restarted: string[] = []
  const start = {
    holder: thisHolder('test'),
    requestedBy: 'ann',
    wait: false,
    signal: new AbortController().signal,
    onRestarted: (why: string) => restarted.push(why),
  }
  const engine = { database, world }
  expect(await deploy(engine, { version: 'v1' }, start)).toMatchObject({ outcome: 'done' })
  expect(await deploy(engine, { version: 'v1' }, start)).toBe(null)
  expect(restarted).toEqual([])

  state.colours.blue = null
  expect(await deploy(engine, { version: 'v1' }, start)).toBe(null)
  expect(restarted).toEqual(['it did not run'])
  expect(state.colours.blue).toMatchObject({ release: 'v1', running: true })
  expect((await listAudit(database, simulatedApplication.name, 1))[0]).toMatchObject({
    who: 'ann',
    what: 'restart v1 on blue',
  })

  state.colours.blue = null
  const cannot = new Error('it does not start')
  const target = { ...world.target, deploy: () => Promise.reject(cannot) }
  const broken = { database, world: { ...world, target } }
  await expect(deploy(broken, { version: 'v1' }, start)).rejects.toBe(cannot)
  await database.close()
})
