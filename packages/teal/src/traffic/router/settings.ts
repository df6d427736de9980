import { z } from 'zod'
import { listenAddress } from '../../model/schemas.ts'

// As the router itself has them: a name that it refuses would be told only when a release is on its way.

const hostName = z
  .string()
  .regex(
    /^(\*\.)?([A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+$|^\[[0-9A-Fa-f:.]+\]$/,
    'expected a host without scheme and port, such as shop.example or *.shop.example',
  )

const pathPrefix = z
  .string()
  .regex(
    /^\/[\x21\x24-\x3e\x40-\x7e]*$/,
    'expected a path that begins with /, without spaces, ? and #',
  )

export const routerSettings = z
  .strictObject({
    listen: listenAddress
      .default('127.0.0.1:8080')
      .describe('Where users come in; :8080 is every address of this machine.'),
    threads: z.int().min(1).max(256).default(1).describe('How many processor cores it may use.'),
    hosts: z
      .array(hostName)
      .default([])
      .describe('Only requests to these hosts are for it; none: all.'),
    paths: z
      .array(pathPrefix)
      .min(1, 'expected at least one path\nleave it away for all of them')
      .default(['/'])
      .describe('Only requests below these paths are for it.'),
  })
  .describe('Teal’s own router, in a process of its own.')

export type RouterSettings = z.output<typeof routerSettings>
