import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startClients, type Clients } from '@teal/testing/counting-clients'
import { startPostgres, type PostgresServer } from '@teal/testing/postgres'
import { lookAround } from '../controller/controller.ts'
import type { Colour } from '../model/colour.ts'
import { stageNames } from '../rollout/plan.ts'
import {
  addRequest,
  listRollouts,
  readJournal,
  readLease,
  thisHolder,
  unfinishedRollout,
  verifyAudit,
} from '../store/store.ts'
import { openShop, orphansOf, type Shop } from './shop.ts'

// kill -9 of whoever drives a rollout, at every point that can be told apart from outside, with users on
// the application. Another process, this one, then looks around as the controller does. Which points there
// are is not listed here: a rollout that nobody disturbs tells them, stage by stage.

type Kind = 'deploy' | 'rollback'

let shop: Shop
let clients: Clients
let number = 0

function nextRelease(name: string): string {
  number += 1
  return `${name}-${number}`
}

/** Drives a rollout in a process of its own, which kills itself at the point; gives what it printed. */
async function drive(kind: Kind, release: string, point?: string): Promise<string[]> {
  const args = [shop.application.file, kind, release, ...(point === undefined ? [] : [point])]
  const { code, stdout, stderr } = await shop.run('driver.ts', ...args)
  if (point === undefined) expect(code, stderr).toBe(0)
  else expect(code, `it was not killed at "${point}": ${stderr}`).toBe(null)
  return stdout.trim().split('\n')
}

/** What the controller does after it was started again, until there is nothing more to do. */
async function goOn(): Promise<void> {
  const { database, world, application } = shop
  const controller = { engine: { database, world }, holder: thisHolder('test'), say: () => {} }
  const signal = AbortSignal.timeout(30_000)
  for (;;) {
    await lookAround(controller, signal)
    const rollout = await unfinishedRollout(database, application.name)
    if (rollout === null) return
    signal.throwIfAborted()
    if (rollout.state !== 'waiting') continue
    // It was killed before it could be approved.
    const by = { requestedBy: 'test', reason: '' }
    await addRequest(database, { rollout: rollout.id, kind: 'promote', ...by })
  }
}

/** The promises, as they can be checked from outside at any time when no rollout goes on. */
async function expectAllIsWell(outcome: string): Promise<void> {
  const { database, world, application } = shop
  const signal = AbortSignal.timeout(10_000)
  const [rollout] = await listRollouts(database, application.name, 1)
  if (rollout === undefined) throw new Error('there is no rollout')
  expect(rollout.outcome, rollout.reason ?? '').toBe(outcome)

  const traffic = await world.traffic.observe(signal)
  const journal = await readJournal(database, rollout.id)
  const said = journal.findLast(({ kind }) => kind === 'finished')
  expect(said?.data?.active).toBe(traffic.active)
  const active = traffic.active as Colour
  expect(traffic.split[active]).toBe(1)
  const plan = rollout.plan as { to: Colour; from: { colour: Colour; release: string } }
  const [colour, release] =
    rollout.outcome === 'done' ? [plan.to, rollout.release] : [plan.from.colour, plan.from.release]
  expect(active).toBe(colour)
  const environment = await world.target.observe(active, signal)
  expect(environment.release).toBe(release)
  expect(traffic.colours[active].release).toBe(release)
  expect(traffic.colours[active].instances.map(({ url }) => url)).toEqual(
    environment.instances.map(({ url }) => url),
  )
  expect(environment.instances.map(({ state }) => state)).toEqual(['running'])

  expect(await orphansOf(shop)).toEqual([])
  expect((await readLease(database, application.name)).holder).toBe(null)
  expect(await verifyAudit(database)).toMatchObject({ intact: true })
  if (rollout.outcome === 'done') {
    const passed = journal.filter(({ kind }) => kind === 'done' || kind === 'skipped')
    expect(passed.map(({ stage }) => stage)).toEqual([...stageNames])
  }
  const { failed, problems } = clients.counts
  expect({ failed, problems }).toEqual({ failed: 0, problems: [] })
}

/** Kills the driver there, and who goes on with it when it comes there again, and checks what is left. */
async function killAt(kind: Kind, release: string, point: string, outcome: string): Promise<void> {
  await drive(kind, release, point)
  if (point.endsWith('during')) {
    await shop.run('driver.ts', shop.application.file, 'resume', release, point)
  }
  await goOn()
  try {
    await expectAllIsWell(outcome)
  } catch (error) {
    throw new Error(`killed at "${point}": ${String(error)}`, { cause: error })
  }
}

type Case = {
  kind: Kind
  /** What the release's name begins with, which says what is wrong with it; see fixtures/release.js. */
  release: string
  outcome: 'done' | 'failed' | 'rolled-back'
  /** The points that others have not been killed at yet. */
  select: (points: string[]) => string[]
  store?: () => Promise<string>
}

const cases: Record<string, Case> = {
  'a deploy': { kind: 'deploy', release: 'v', outcome: 'done', select: (points) => points },
  'a rollback': {
    kind: 'rollback',
    release: '',
    outcome: 'done',
    select: changes,
  },
  'a deploy that users show to be bad': {
    kind: 'deploy',
    release: 'bad',
    outcome: 'rolled-back',
    select: fromFailure,
  },
  'a deploy that a gate stops': {
    kind: 'deploy',
    release: 'liar',
    outcome: 'failed',
    select: fromFailure,
  },
  'a deploy with its journal in PostgreSQL': {
    kind: 'deploy',
    release: 'v',
    outcome: 'done',
    select: changes,
    store: async () => {
      postgres = await startPostgres()
      return postgres.createDatabase('teal')
    },
  },
}

let postgres: PostgresServer | undefined

function fromFailure(points: string[]): string[] {
  return changes(points.slice(points.findIndex((point) => point.endsWith('journal failed'))))
}

/** Between the others nothing happens that the whole list of the first case does not have too. */
function changes(points: string[]): string[] {
  return points.filter((point) =>
    /journal (begin|skipped|failed|undo|finished)|during|after/.test(point),
  )
}

describe.each(Object.entries(cases))('%s whose driver is killed', (_, each) => {
  const { kind, release, outcome, select, store } = each
  let points: string[]
  const tried = new Set<string>()

  beforeAll(async () => {
    shop = await openShop({
      stages: { approve: 'on' },
      ...(store === undefined ? {} : { store: await store() }),
    })
    for (const first of ['v', 'v']) await drive('deploy', nextRelease(first))
    clients = startClients(shop.application.entrance)
    points = [...new Set(select(await drive(kind, nextRelease(release))))]
    await expectAllIsWell(outcome)
  })
  afterAll(async () => {
    await clients.stop()
    await shop.close()
    await postgres?.stop()
    postgres = undefined
  })

  const tryAll = async (found: string[]): Promise<void> => {
    expect(found.length).toBeGreaterThan(0)
    for (const point of found) {
      tried.add(point)
      await killAt(kind, nextRelease(release), point, outcome)
    }
  }

  // Every deploy that goes well has a point in every stage; of the others, those that come have some.
  if (kind === 'deploy' && outcome === 'done') {
    test.each(stageNames)('before, in and after %s', (stage) =>
      tryAll(points.filter((point) => point.startsWith(`${stage}:`))),
    )
  } else {
    test.each(['even', 'odd'])('at the points with %s numbers', (which) =>
      tryAll(points.filter((_, index) => index % 2 === (which === 'even' ? 0 : 1))),
    )
  }

  test('before the first and after the last stage', async () => {
    if (points.some((point) => !tried.has(point))) {
      await tryAll(points.filter((point) => /^(start|created|finished):/.test(point)))
    }
    expect(tried).toEqual(new Set(points))
  })
})

test('a watch that goes on after a kill judges its own release and no earlier one', async () => {
  shop = await openShop()
  for (const first of ['v', 'v']) await drive('deploy', nextRelease(first))
  clients = startClients(shop.application.entrance)
  // Its wrong answers are in the counters of the colour that the next one gets.
  await drive('deploy', nextRelease('bad'))
  await killAt('deploy', nextRelease('v'), 'switch: switch after', 'done')
  await clients.stop()
  await shop.close()
})
