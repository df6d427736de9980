import { z } from 'zod'
import { command, duration, environment, withReferences } from '../../model/schemas.ts'

export const commandSettings = z
  .strictObject({
    deploy: withReferences(command, ['colour', 'release.version']).describe(
      'Brings the colour to the release; asked for again, changes nothing that is right.',
    ),
    /** See observation.ts. */
    observe: withReferences(command, ['colour']).describe(
      'Prints, as JSON, what is on the colour.',
    ),
    stop: withReferences(command, ['colour']).describe(
      'Stops everything of the colour; with nothing there, still succeeds.',
    ),
    logs: withReferences(command, ['colour'])
      .optional()
      .describe("Prints the last output of the colour's instances."),
    environment: withReferences(environment, [])
      .default({})
      .describe('For all of them, besides the whole environment of the controller.'),
    timeout: duration.prefault('5m').describe('How long each may take.'),
  })
  .describe('Runs a release by your own scripts.')

export type CommandSettings = z.output<typeof commandSettings>
