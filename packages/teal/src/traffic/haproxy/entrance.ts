import type { Colour } from '../../model/colour.ts'
import { otherColour } from '../../model/colour.ts'
import { ask as askHttp } from '../../system/ask.ts'
import type { Answer } from '../traffic.ts'

const attempts = 5

/**
 * Whether a request through the entrance comes to `colour`. Nothing in an answer says who gave it, unless
 * the user's configuration were changed; so HAProxy's counters of requests are compared around a question.
 * When only one colour's grew, that colour got it. Right after a switch both may, and it is asked again.
 */
export async function askEntrance(
  entrance: string,
  colour: Colour,
  countRequests: () => Promise<Record<Colour, number>>,
  signal: AbortSignal,
): Promise<Answer> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await countRequests()
    try {
      await askHttp({ url: entrance, timeoutMs: 5_000, signal })
    } catch {
      signal.throwIfAborted()
      return 'no'
    }
    const after = await countRequests()
    const grew = (each: Colour): boolean => after[each] > before[each]
    if (grew(colour) && !grew(otherColour(colour))) return 'yes'
    if (grew(otherColour(colour)) && !grew(colour)) return 'no'
    // None of the two got it: whatever answers at the entrance, it is not this application.
    if (!grew(colour)) return 'no'
  }
  return 'cannot-tell'
}
