import { colours } from '../model/colour.ts'
import type { Observed } from './plan.ts'

/** A release that runs, and where, in words that go on after its name. */
export type Serving = { release: string; where: string }

/**
 * Every release that gets users now, or that one switch would bring back: whatever runs on a colour, since
 * what runs can be switched to.
 */
export function servingReleases({ traffic, environments }: Observed): Serving[] {
  return colours.flatMap((colour) => {
    const { release, instances } = environments[colour]
    const routed = traffic.split[colour] > 0 ? traffic.colours[colour].release : null
    const runs = instances.some(({ state }) => state === 'running') ? release : null
    const where = colour === traffic.active ? `has the users (${colour})` : `runs on ${colour}`
    return [...new Set([routed, runs])].flatMap((name) =>
      name === null ? [] : [{ release: name, where }],
    )
  })
}
