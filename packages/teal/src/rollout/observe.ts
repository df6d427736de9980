import type { Colour } from '../model/colour.ts'
import type { Observed } from './plan.ts'
import type { World } from './world.ts'

/** What traffic does and what runs on both colours, asked of them now. */
export async function observe({ target, traffic }: World, signal: AbortSignal): Promise<Observed> {
  const on = (colour: Colour) => target.observe(colour, signal)
  const [state, blue, green] = await Promise.all([traffic.observe(signal), on('blue'), on('green')])
  return { traffic: state, environments: { blue, green } }
}
