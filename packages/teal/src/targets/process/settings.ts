import { z } from 'zod'
import { command, duration, environment } from '../../model/schemas.ts'

export const processSettings = z.strictObject({
  command,
  directory: z.string().default('.'),
  environment: environment.default({}),
  instances: z.int().min(1).max(100).default(1),
  /** Between SIGTERM and SIGKILL. */
  stop: duration.prefault('10s'),
})

export type ProcessSettings = z.output<typeof processSettings>
