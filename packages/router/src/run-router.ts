import type { Server } from 'node:http'
import { listenAdmin, type AdminAddress } from './admin/server.ts'
import { Router } from './router.ts'
import { DEFAULT_CLIENT_LIMITS, type ClientLimits } from './services/settings.ts'
import type { Colour } from './switchboard/routing-word.ts'

export type RouterOptions = {
  /** Where users come in. Port 0: any free one. */
  listen: { host: string; port: number }
  admin: AdminAddress
  /** Worker threads; 1 by default. */
  threads?: number
  /** Where the state is kept; without it a restarted router knows nothing. */
  statePath?: string
  limits?: Partial<ClientLimits>
  /** How long requests may take to finish when the router ends; 10 s by default. */
  closeDeadlineMs?: number
  /** A service to have from the start, unless the state knows it already. */
  service?: { name: string; blue: string[]; green: string[]; active: Colour }
  /** Called when both ports are open. */
  ready?: (router: { listen: string }) => void
}

const CLOSE_DEADLINE_MS = 10_000

/** Runs a router in this process until SIGTERM or SIGINT, then lets requests finish. */
export async function runRouter(options: RouterOptions): Promise<void> {
  const running = await startRouter(options)
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  await running.close()
}

export type RunningRouter = { listen: string; close: () => Promise<void> }

/** Starts a router in this process. */
export async function startRouter(options: RouterOptions): Promise<RunningRouter> {
  const router = new Router({
    ...options.listen,
    threads: options.threads ?? 1,
    statePath: options.statePath ?? null,
    limits: { ...DEFAULT_CLIENT_LIMITS, ...options.limits },
  })
  const { service } = options
  if (service !== undefined && !router.hasService(service.name)) {
    await router.putService(service.name, 0, {})
    await router.putColour(service.name, 'blue', 0, null, service.blue)
    await router.putColour(service.name, 'green', 0, null, service.green)
    router.switch(service.name, 0, service.active)
  }
  const admin = await listenAdmin(router, options.admin)
  try {
    await router.start()
  } catch (error) {
    await closeAdmin(admin)
    await router.close(0)
    throw error
  }
  options.ready?.({ listen: router.listen })
  return {
    listen: router.listen,
    close: async () => {
      await router.close(options.closeDeadlineMs ?? CLOSE_DEADLINE_MS)
      await closeAdmin(admin)
    },
  }
}

async function closeAdmin(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
}
