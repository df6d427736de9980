import type { ZodType } from 'zod'
import type { CreateTarget } from './target.ts'
import { commandSettings } from './command/settings.ts'
import { processSettings } from './process/settings.ts'

/** Where a release can run. The settings are checked by config; the code is loaded when it is used. */
export const targets: Record<string, { settings: ZodType; load: () => Promise<CreateTarget> }> = {
  process: {
    settings: processSettings,
    load: async () => (await import('./process/process.ts')).createProcessTarget,
  },
  command: {
    settings: commandSettings,
    load: async () => (await import('./command/command.ts')).createCommandTarget,
  },
}
