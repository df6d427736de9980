import { z } from 'zod'
import { colours } from '../../model/colour.ts'
import { command, duration, environment } from '../../model/schemas.ts'

const ports = z.array(z.int().min(1).max(65_535))

export const processSettings = z
  .strictObject({
    command,
    /** Relative to the folder of teal.yaml. */
    directory: z.string().default('.'),
    /** What an instance gets besides the few variables it inherits; see environment.ts. */
    environment: environment.default({}),
    instances: z.int().min(1).max(100).default(1),
    /** Fixed ports, the first for the first instance; without them each instance gets a free one. */
    ports: z.strictObject({ blue: ports, green: ports }).optional(),
    /** Between SIGTERM and SIGKILL. */
    stop: duration.prefault('10s'),
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
            message: `port ${port} is already given to ${holder}: every instance of either colour needs its own`,
          })
        }
        taken.set(port, `${colour}-${index + 1}`)
      }
      if (ports[colour].length < instances) {
        context.addIssue({
          code: 'custom',
          path: ['ports', colour],
          message: `${instances} instances need ${instances} ports, and ${colour} has ${ports[colour].length}`,
        })
      }
    }
  })

export type ProcessSettings = z.output<typeof processSettings>
