import { appendAudit, type Lease } from '../store/store.ts'
import type { Environment } from '../targets/target.ts'
import type { Placement } from './plan.ts'
import type { Engine } from './runner.ts'

/** What of an environment that was left running does not run, in words; null when all does. */
export function whatDied({ instances }: Environment): string | null {
  if (instances.length === 0) return 'it did not run'
  const dead = instances.filter(({ state }) => state === 'stopped')
  if (dead.length === 0) return null
  return dead.map(({ id, reason }) => `${id}: ${reason ?? 'it has stopped'}`).join('; ')
}

/** Starts what is missing of a release that a rollout had left there, and tells traffic where it is. */
export async function bringUp(
  { database, world }: Engine,
  { epoch }: Lease,
  { colour, release }: Placement,
  { who, why }: { who: string; why: string },
  signal: AbortSignal,
): Promise<void> {
  const wanted = { colour, release: { version: release }, epoch }
  const { instances } = await world.target.deploy(wanted, signal)
  const urls = instances.map(({ url }) => url)
  await world.traffic.attach({ colour, release, urls }, epoch, signal)
  await appendAudit(database, {
    application: world.application.name,
    who,
    what: `restart ${release} on ${colour}`,
    why,
    outcome: 'done',
  })
}
