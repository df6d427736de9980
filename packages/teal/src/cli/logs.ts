import { isColour } from '../model/colour.ts'
import { TealError } from '../model/error.ts'
import { redact } from '../model/redact.ts'

import { exitCode } from './exit-code.ts'
import { parseCount } from './numbers.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { print } from './show/print.ts'

/** `teal logs <colour>`: what its instances printed, without the secrets of teal.yaml. */
export async function logs(
  options: CommonOptions & { lines: string },
  colour: string,
): Promise<number> {
  if (!isColour(colour))
    throw new TealError('usage', `"${colour}" is not a colour`, { hint: 'blue or green' })
  const count = parseCount(options.lines, '--lines')
  return withEngine(options, `logs ${colour}`, async ({ application, engine }) => {
    const { target } = engine.world
    if (!target.abilities.logs) {
      throw new TealError(
        'failed',
        `the output on ${colour} cannot be read through ${application.target.kind}`,
      )
    }
    for (const { instance, text } of await target.logs(colour, count)) {
      const safe = redact(text, application.secrets)
      print(
        options.json === true ? JSON.stringify({ instance, text: safe }) : `${instance}  ${safe}`,
      )
    }
    return exitCode.done
  })
}
