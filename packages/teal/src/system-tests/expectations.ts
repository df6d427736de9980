import { waitFor } from '@teal/testing/wait'
import { expect } from 'vitest'
import type { Colour } from '../model/colour.ts'
import { orphansOf, type Running, type Shop } from './shop.ts'

/** Users are there, and everything that runs is known. */
export async function expectUsersOn(shop: Shop, colour: Colour, release: string): Promise<void> {
  const signal = AbortSignal.timeout(20_000)
  const { active, split, colours } = await shop.world.traffic.observe(signal)
  expect({ active, share: split[colour], release: colours[colour].release }).toEqual({
    active: colour,
    share: 1,
    release,
  })
  expect(await shop.world.target.observe(colour, signal)).toMatchObject({
    release,
    instances: [{ state: 'running' }],
  })
  expect(await orphansOf(shop)).toEqual([])
}

/** Until it has printed that. */
export function says(running: Running, text: string | RegExp): Promise<unknown> {
  return waitFor(`${String(text)} in its output`, () => running.stdout().match(text), 30_000)
}
