import { join } from 'node:path'
import type { Colour } from '../model/colour.ts'
import { TealError } from '../model/error.ts'
import { readJson, writeJson } from './durable-json.ts'

/**
 * Remembers the highest epoch that changed a colour, and refuses an older one: a driver that slept while a
 * newer rollout went by must not put its release over that of the newer. Called under the colour's lock, so
 * that nobody comes between this and the change. Without an epoch nothing is asked.
 */
export function requireNewestEpoch(
  directory: string,
  colour: Colour,
  epoch: number | undefined,
): void {
  if (epoch === undefined) return
  const file = join(directory, `${colour}.epoch`)
  const newest = Number(readJson(file) ?? 0)
  if (epoch < newest) {
    throw new TealError(
      'refused',
      `${colour} was not changed: epoch ${epoch} is older than ${newest}, a newer rollout's`,
      { hint: 'run `teal status` to see what that rollout did' },
    )
  }
  if (epoch > newest) writeJson(file, epoch)
}
