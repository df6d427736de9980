import type { Placement } from '../rollout/plan.ts'
import { appendAudit, type Lease } from '../store/store.ts'
import { underLease, type Controller } from './under-lease.ts'

/**
 * Keeps the active colour running: an instance that died is started again, and traffic is told where
 * everything is. Only what a rollout left there is restored; a release is never chosen here.
 */
export async function supervise(controller: Controller, signal: AbortSignal): Promise<void> {
  const { world } = controller.engine
  if (!world.target.abilities.supervise) return
  const { active, colours } = await world.traffic.observe(signal)
  if (active === null) return
  const { release, instances: attached } = colours[active]
  if (release === null) return
  const before = await world.target.observe(active, signal)
  const dead = before.instances.filter(({ state }) => state === 'stopped')
  const known = new Set(attached.map(({ url }) => url))
  const unknown = before.instances.filter(
    ({ url, state }) => state === 'running' && !known.has(url),
  )
  if (before.instances.length > 0 && dead.length === 0 && unknown.length === 0) return

  await underLease(controller, async (lease) => {
    const ended = dead.map(({ id, reason }) => `${id}: ${reason ?? 'it has stopped'}`).join('; ')
    const why = ended === '' ? 'it did not run' : ended
    await bringUp(controller, lease, { colour: active, release }, why, signal)
  })
}

/** Starts what is missing of a release that a rollout had left there, and tells traffic where it is. */
export async function bringUp(
  { engine, say }: Controller,
  { epoch }: Lease,
  { colour, release }: Placement,
  why: string,
  signal: AbortSignal,
): Promise<void> {
  const { database, world } = engine
  const wanted = { colour, release: { version: release }, epoch }
  const { instances } = await world.target.deploy(wanted, signal)
  const urls = instances.map(({ url }) => url)
  await world.traffic.attach({ colour, release, urls }, epoch, signal)
  await appendAudit(database, {
    application: world.application.name,
    who: 'teal',
    what: `restart ${release} on ${colour}`,
    why,
    outcome: 'done',
  })
  say(`started ${release} on ${colour} again: ${why}`)
}
