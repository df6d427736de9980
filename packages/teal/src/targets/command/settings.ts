import { z } from 'zod'
import { command, duration, environment } from '../../model/schemas.ts'
import { referencesIn } from '../../model/template.ts'

/** A command that is told only some of what texts of teal.yaml may refer to. */
const commandWith = (names: string[]) =>
  command.superRefine((argv, context) => {
    for (const name of argv.flatMap(referencesIn)) {
      if (names.includes(name)) continue
      context.addIssue({
        code: 'custom',
        message: `{{ ${name} }} has no value in this command; it is told ${names.map((known) => `{{ ${known} }}`).join(' and ')}`,
      })
    }
  })

export const commandSettings = z.strictObject({
  /** Brings the colour to the release; asked for again, changes nothing that is right. */
  deploy: commandWith(['colour', 'release.version']),
  /** Prints what is on the colour; see observation.ts. */
  observe: commandWith(['colour']),
  /** Stops everything of the colour; with nothing there, still succeeds. */
  stop: commandWith(['colour']),
  /** Prints the last output of the colour's instances. */
  logs: commandWith(['colour']).optional(),
  /** For all of them, besides the whole environment of the controller. */
  environment: environment.default({}),
  /** How long each may take. */
  timeout: duration.prefault('5m'),
})

export type CommandSettings = z.output<typeof commandSettings>
