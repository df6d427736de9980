import { z } from 'zod'
import { colours } from '../../model/colour.ts'
import { command, duration, environment, withReferences } from '../../model/schemas.ts'
import { templateNames } from '../../model/template.ts'

const ports = z.array(z.int().min(1).max(65_535))

export const processSettings = z
  .strictObject({
    command: withReferences(command, templateNames).describe(
      'Starts an instance; it stays in the foreground and listens on {{ port }}, also $PORT.',
    ),
    directory: withReferences(z.string(), templateNames)
      .default('.')
      .describe('Where it runs, relative to the folder of teal.yaml.'),
    /** What an instance gets besides the few variables it inherits; see environment.ts. */
    environment: withReferences(environment, templateNames)
      .default({})
      .describe('Its variables; of those of your shell it inherits next to none.'),
    instances: z.int().min(1).max(100).default(1).describe('How many for each colour.'),
    ports: z
      .strictObject({
        blue: ports.describe('Of the blue instances.'),
        green: ports.describe('Of the green instances.'),
      })
      .optional()
      .describe('Fixed ports, one for each instance; without them each gets a free one.'),
    stop: duration.prefault('10s').describe('Between SIGTERM and SIGKILL.'),
  })
  .superRefine(({ ports, instances }, context) => {
    if (ports === undefined) return
    const taken = new Map<number, string>()
    for (const colour of colours) {
      for (const [index, port] of ports[colour].entries()) {
        const holder = taken.get(port)
        if (holder !== undefined) {
          context.addIssue({
            code: 'custom',
            path: ['ports', colour, index],
            message: `port ${port} is already given to ${holder}\nevery instance of either colour needs its own, or leave out ports: each gets a free one`,
          })
        }
        taken.set(port, `${colour}-${index + 1}`)
      }
      if (ports[colour].length < instances) {
        context.addIssue({
          code: 'custom',
          path: ['ports', colour],
          message: `${instances} instances need ${instances} ports, and ${colour} has ${ports[colour].length}\nadd more, or leave out ports: each instance gets a free one`,
        })
      }
    }
  })
  .describe('Runs each instance as a process on this machine.')

export type ProcessSettings = z.output<typeof processSettings>
