import { bringUp, whatDied } from '../rollout/bring-up.ts'
import type { Placement } from '../rollout/plan.ts'
import type { Lease } from '../store/store.ts'
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
  const known = new Set(attached.map(({ url }) => url))
  const isUnknown = before.instances.some(
    ({ url, state }) => state === 'running' && !known.has(url),
  )
  const died = whatDied(before)
  if (died === null && !isUnknown) return

  await underLease(controller, (lease) =>
    restart(
      controller,
      lease,
      { colour: active, release },
      died ?? 'traffic did not know it',
      signal,
    ),
  )
}

/** Brings a release up where a rollout had left it, and says so. */
export async function restart(
  { engine, say }: Controller,
  lease: Lease,
  placement: Placement,
  why: string,
  signal: AbortSignal,
): Promise<void> {
  await bringUp(engine, lease, placement, { who: 'teal', why }, signal)
  say(`started ${placement.release} on ${placement.colour} again: ${why}`)
}
