import { requireLivable } from '../migrations/migrations.ts'
import { sharedDatabase } from '../model/application.ts'
import { TealError } from '../model/error.ts'
import type { Release } from '../model/release.ts'
import {
  createRollout,
  lastRetirement,
  LeaseHeld,
  listRollouts,
  releaseLease,
  RolloutUnfinished,
  takeLease,
  unfinishedRollout,
  type Holder,
  type Lease,
  type Rollout,
} from '../store/store.ts'
import { bringUp, whatDied } from './bring-up.ts'
import { observe } from './observe.ts'
import {
  activePlacement,
  findStandby,
  planDeploy,
  planRollback,
  type Observed,
  type Placement,
  type Plan,
} from './plan.ts'
import { runRollout, type Ending, type Engine } from './runner.ts'

export type Start = {
  holder: Holder
  requestedBy: string
  /** Why, in their words. */
  reason?: string
  /** Wait for another rollout to end instead of being refused. */
  wait: boolean
  signal: AbortSignal
  /** Called when the waiting begins, and with whom it is for when that changes. */
  onBusy?: (by: TealError) => void
  /** Called when a release that was active was started again, and why. */
  onRestarted?: (why: string) => void
  /** Called once the rollout is in the journal. */
  onCreated?: (rollout: Rollout<Plan>) => void
}

const retryEveryMs = 100
/** The controller takes the lease for moments, to mend something; that is no reason to refuse. */
const patienceMs = 15_000

/**
 * Deploys a release; null when it is active already: then only what has died of it is started again. Throws
 * when that does not work.
 */
export async function deploy(
  engine: Engine,
  release: Release,
  start: Start,
): Promise<Ending | null> {
  return withLease(engine, start, async (lease) => {
    const observed = await observe(engine.world, start.signal)
    const active = activePlacement(observed)
    if (active?.release === release.version) {
      const died = whatDied(observed.environments[active.colour])
      if (died === null) return null
      const by = { who: start.requestedBy, why: died }
      await bringUp(engine, lease, active, by, start.signal)
      start.onRestarted?.(died)
      return null
    }
    await requireSchemaFor(engine, release.version)
    const plan = planDeploy(engine.world.application, release, observed)
    return begin(engine, lease, plan, start)
  })
}

/** Switches back to the standby; throws a `refused` error that says why when there is none. */
export async function rollback(
  engine: Engine,
  to: string | undefined,
  start: Start,
): Promise<Ending> {
  return withLease(engine, start, async (lease) => {
    const observed = await observe(engine.world, start.signal)
    const { from, standby } = await requireStandby(engine, observed, to)
    await requireSchemaFor(engine, standby.release)
    return begin(engine, lease, planRollback(engine.world.application, from, standby), start)
  })
}

/** Refuses a release whose columns a contract took away, before anything is begun. */
export async function requireSchemaFor({ world }: Engine, release: string): Promise<void> {
  const database = sharedDatabase(world.application.stages)
  if (database !== null) await requireLivable(world, database, release)
}

async function begin(engine: Engine, lease: Lease, made: Plan, start: Start): Promise<Ending> {
  const { kind, release } = made
  const plan = start.reason === undefined ? made : { ...made, because: start.reason }
  const rollout = await createRollout(engine.database, lease, {
    kind,
    release,
    plan,
    requestedBy: start.requestedBy,
  })
  const created = { ...rollout, plan }
  start.onCreated?.(created)
  return runRollout(engine, lease, created)
}

async function requireStandby(
  { database, world }: Engine,
  observed: Observed,
  to: string | undefined,
): Promise<{ from: Placement; standby: Placement }> {
  const from = activePlacement(observed)
  const standby = findStandby(observed)
  if (from !== null && standby !== null && (to === undefined || to === standby.release)) {
    return { from, standby }
  }
  if (from !== null && to === from.release) {
    throw new TealError('refused', `${to} is what users are on already (${from.colour})`)
  }
  const earlier = (await listRollouts(database, world.application.name, 50)).find(
    ({ outcome, release }) => outcome === 'done' && release !== from?.release,
  )
  const wanted = to ?? earlier?.release
  const retirement =
    standby === null ? await lastRetirement(database, world.application.name) : null
  const found =
    standby !== null
      ? `the standby is ${standby.release}`
      : retirement === null
        ? 'nothing runs as the standby'
        : `nothing runs as the standby since ${retirement.at.toISOString()} (${retirement.what}: ${retirement.why})`
  throw new TealError(
    'refused',
    `a rollback${to === undefined ? '' : ` to ${to}`} is not possible: ${found}`,
    {
      hint:
        wanted === undefined
          ? 'deploy the release you want with `teal deploy <release>`'
          : `deploy it again with \`teal deploy ${wanted}\``,
    },
  )
}

/** Does something as the only one who changes the application; throws a `refused` error that says who else does. */
export async function withLease<T>(
  engine: Engine,
  { holder, wait, signal, onBusy }: Start,
  use: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { database, world } = engine
  const { name } = world.application
  const patientUntil = world.clock.now() + patienceMs
  let busyWith = ''
  for (;;) {
    let lease: Lease | undefined
    try {
      lease = await takeLease(database, name, holder)
      const unfinished = await unfinishedRollout(database, name)
      if (unfinished !== null) throw new RolloutUnfinished(unfinished)
      return await use(lease)
    } catch (error) {
      const busy = error instanceof LeaseHeld || error instanceof RolloutUnfinished
      if (!busy) throw error
      const unfinished = await unfinishedRollout(database, name)
      const passing = unfinished === null && world.clock.now() < patientUntil
      if (!wait && !passing) throw error
      if (!passing && error.message !== busyWith) onBusy?.(error)
      if (!passing) busyWith = error.message
    } finally {
      if (lease !== undefined) await releaseLease(database, lease)
    }
    await world.clock.sleep(retryEveryMs, signal)
  }
}
