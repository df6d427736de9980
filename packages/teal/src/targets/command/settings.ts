import { z } from 'zod'
import { command, duration, environment } from '../../model/schemas.ts'

export const commandSettings = z.strictObject({
  deploy: command,
  observe: command,
  stop: command,
  logs: command.optional(),
  environment: environment.default({}),
  timeout: duration.prefault('5m'),
})

export type CommandSettings = z.output<typeof commandSettings>
