import { z } from 'zod'

export const haproxySettings = z.strictObject({
  /** HAProxy's runtime API: a Unix socket with level admin. */
  socket: z.string(),
})

export type HaproxySettings = z.output<typeof haproxySettings>
