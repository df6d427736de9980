import type { Placement, Plan } from '../rollout/plan.ts'
import { requireSchemaFor } from '../rollout/start.ts'
import { lastDone, readTimers, unfinishedRollout, type Rollout } from '../store/store.ts'
import { restart } from './supervise.ts'
import { underLease, type Controller } from './under-lease.ts'

/**
 * Brings the standby back where it does not run although its time is not over: it died, or everything was
 * taken down and up again. As long as it is promised, a rollback is one switch.
 */
export async function keepStandby(controller: Controller, signal: AbortSignal): Promise<void> {
  const { engine } = controller
  const { database, world } = engine
  if (!world.target.abilities.supervise) return
  const standby = await promisedStandby(controller, signal)
  if (standby === null) return
  const { colour, release } = standby
  const { instances } = await world.target.observe(colour, signal)
  if (instances.some((instance) => instance.release !== release)) return
  if (instances.length > 0 && instances.every(({ state }) => state === 'running')) return

  await underLease(controller, async (lease) => {
    // A rollout that waits for approval has its candidate there.
    if ((await unfinishedRollout(database, lease.application)) !== null) return
    await requireSchemaFor(engine, release)
    await restart(controller, lease, standby, 'the standby did not run', signal)
  })
}

/** What the last rollout left for a rollback to go back to, unless its time is over. */
async function promisedStandby(
  { engine }: Controller,
  signal: AbortSignal,
): Promise<Placement | null> {
  const { database, world } = engine
  const { name, stages } = world.application
  const done = await lastDone(database, name)
  if (done === null) return null
  const { from, to } = (done as Rollout<Plan>).plan
  const { active } = await world.traffic.observe(signal)
  if (from === null || active !== to) return null
  if (stages.retire === null) return from
  const now = await database.now(database)
  const promised = (await readTimers(database, name)).some(
    ({ colour, release, dueAt }) =>
      colour === from.colour && release === from.release && dueAt.getTime() > now,
  )
  return promised ? from : null
}
