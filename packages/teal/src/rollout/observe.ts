import type { Colour } from '../model/colour.ts'
import { TealError } from '../model/error.ts'
import { listRollouts } from '../store/store.ts'
import type { TrafficState } from '../traffic/traffic.ts'
import type { Observed } from './plan.ts'
import type { Engine } from './runner.ts'
import type { World } from './world.ts'

/** What traffic does and what runs on both colours, asked of them now. */
export async function observe({ target, traffic }: World, signal: AbortSignal): Promise<Observed> {
  const on = (colour: Colour) => target.observe(colour, signal)
  const [state, blue, green] = await Promise.all([traffic.observe(signal), on('blue'), on('green')])
  return { traffic: state, environments: { blue, green } }
}

/** What there is as long as traffic moves nobody, or cannot be asked. */
export const noTraffic: TrafficState = {
  active: null,
  split: { blue: 0, green: 0 },
  epoch: 0,
  since: null,
  colours: {
    blue: { release: null, instances: [], inFlight: null },
    green: { release: null, instances: [], inFlight: null },
  },
}

/** The same for a plan: before the first deploy, which starts it, there need not be anything to ask. */
export async function observeForPlan(
  { database, world }: Engine,
  signal: AbortSignal,
): Promise<Observed> {
  try {
    return await observe(world, signal)
  } catch (error) {
    if (!(error instanceof TealError) || error.kind !== 'unavailable') throw error
    if ((await listRollouts(database, world.application.name, 1)).length > 0) throw error
    const on = (colour: Colour) => world.target.observe(colour, signal)
    const [blue, green] = await Promise.all([on('blue'), on('green')])
    return { traffic: noTraffic, environments: { blue, green } }
  }
}
