import type { Contestant } from '../launch.ts'
import { caddy } from './caddy.ts'
import { haproxy } from './haproxy.ts'
import { nginx } from './nginx.ts'
import { nodeProxies } from './node-proxies.ts'
import { teal } from './teal.ts'

export const contestants: Contestant[] = [teal, haproxy, nginx, caddy, ...nodeProxies]
