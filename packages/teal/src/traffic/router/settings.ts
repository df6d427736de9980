import { z } from 'zod'
import { listenAddress } from '../../model/schemas.ts'

export const routerSettings = z
  .strictObject({
    listen: listenAddress
      .default('127.0.0.1:8080')
      .describe('Where users come in; :8080 is every address of this machine.'),
    threads: z.int().min(1).max(256).default(1).describe('How many processor cores it may use.'),
    hosts: z
      .array(z.string())
      .default([])
      .describe('Only requests to these hosts are for it; none: all.'),
    paths: z
      .array(z.string().startsWith('/'))
      .default(['/'])
      .describe('Only requests below these paths are for it.'),
  })
  .describe('Teal’s own router, in a process of its own.')

export type RouterSettings = z.output<typeof routerSettings>
