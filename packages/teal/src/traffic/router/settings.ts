import { z } from 'zod'
import { listenAddress } from '../../model/schemas.ts'

export const routerSettings = z.strictObject({
  listen: listenAddress.default('127.0.0.1:8080'),
  threads: z.int().min(1).max(256).default(1),
  hosts: z.array(z.string()).default([]),
  paths: z.array(z.string().startsWith('/')).default(['/']),
})

export type RouterSettings = z.output<typeof routerSettings>
