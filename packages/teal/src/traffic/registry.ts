import type { ZodType } from 'zod'
import type { CreateTraffic } from './traffic.ts'
import { haproxySettings } from './haproxy/settings.ts'
import { routerSettings } from './router/settings.ts'

/** Who can move the users. The settings are checked by config; the code is loaded when it is used. */
export const traffics: Record<string, { settings: ZodType; load: () => Promise<CreateTraffic> }> = {
  router: {
    settings: routerSettings,
    load: async () => (await import('./router/router.ts')).createRouterTraffic,
  },
  haproxy: {
    settings: haproxySettings,
    load: async () => (await import('./haproxy/haproxy.ts')).createHaproxyTraffic,
  },
}
