import type { Server } from 'node:http'
import type { AcmeSettings } from './acme/settings.ts'
import { Gate } from './admin/gate.ts'
import { listenAdmin, type AdminAddress } from './admin/server.ts'
import { RouterError } from './errors.ts'
import { NO_PEER_SETTINGS, type PeerSettings } from './peer/peer.ts'
import { TrustedNetworks } from './peer/trusted-networks.ts'
import { Router } from './router.ts'
import type { ServiceSettings } from './services/registry.ts'
import { DEFAULT_CLIENT_LIMITS, type ClientLimits } from './services/settings.ts'
import type { Colour } from './switchboard/routing-word.ts'
import type { TlsSettings } from './tls/settings.ts'
import { Predecessor } from './upgrade/predecessor.ts'
import { startSuccessor } from './upgrade/successor.ts'

export type RouterOptions = {
  /** Where users come in. Port 0: any free one. */
  listen: { host: string; port: number }
  admin: AdminAddress
  /** Worker threads; 1 by default. */
  threads?: number
  /** Where the state is kept; without it a restarted router knows nothing. */
  statePath?: string
  limits?: Partial<ClientLimits>
  /** File that gets one JSON line a request. */
  accessLog?: string
  /** A second port, for TLS. */
  tls?: TlsSettings
  /** Certificates for the TLS port from an authority, got and renewed. */
  acme?: AcmeSettings
  /** Proxies in front of this router, and what is said to clients and instances. */
  peers?: Partial<PeerSettings>
  /** Connections begin with the PROXY protocol; only from proxies in `peers.trust`. */
  proxyProtocol?: boolean
  /** How long requests may take to finish when the router ends; 10 s by default. */
  closeDeadlineMs?: number
  /** A service to have from the start, unless the state knows it already. */
  service?: {
    name: string
    blue: string[]
    green: string[]
    active: Colour
    settings?: ServiceSettings
  }
  /** Called when both ports are open. */
  ready?: (router: { listen: string; tlsListen: string | null }) => void
}

const CLOSE_DEADLINE_MS = 10_000
/** Behind a router that ends nobody serves: clients need not be waited for long. */
const CLOSE_GRACE_MS = 1_000
/** Behind one that was replaced the new one does, so idle clients have time to notice at their next request. */
const REPLACED_DEADLINE_MS = 30_000
const REPLACED_GRACE_MS = 10_000

/** Runs a router in this process until SIGTERM or SIGINT, or until a new process has taken over. */
export async function runRouter(options: RouterOptions): Promise<void> {
  // Whoever reads what is said here may be gone, which is nothing to end for.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const running = await start(options, await Predecessor.find())
  const ends = new Promise<'signal'>((resolve) => {
    process.once('SIGTERM', () => resolve('signal'))
    process.once('SIGINT', () => resolve('signal'))
  })
  const why = await Promise.race([ends, running.replaced])
  if (why === 'signal') await running.close()
  else await Promise.race([running.finish(), ends])
}

export type RunningRouter = { listen: string; tlsListen: string | null; close: () => Promise<void> }

/** Starts a router in this process. */
export async function startRouter(options: RouterOptions): Promise<RunningRouter> {
  return await start(options, null)
}

type Running = RunningRouter & {
  /** Resolves when another process is the router now. */
  replaced: Promise<'replaced'>
  /** Finishes what is left after that. */
  finish: () => Promise<void>
}

async function start(options: RouterOptions, predecessor: Predecessor | null): Promise<Running> {
  // Checked here, so that a mistake is told once and not by every worker.
  void new TrustedNetworks(options.peers?.trust ?? [])
  const router = new Router({
    ...options.listen,
    threads: options.threads ?? 1,
    statePath: options.statePath ?? null,
    limits: { ...DEFAULT_CLIENT_LIMITS, ...options.limits },
    peers: { ...NO_PEER_SETTINGS, ...options.peers },
    proxyProtocol: options.proxyProtocol ?? false,
    tls: options.tls ?? null,
    acme: options.acme ?? null,
    accessLog: options.accessLog ?? null,
    predecessor,
  })
  const { service } = options
  if (service !== undefined && !router.hasService(service.name)) {
    await router.putService(service.name, 0, service.settings ?? {})
    await router.putColour(service.name, 'blue', 0, null, service.blue)
    await router.putColour(service.name, 'green', 0, null, service.green)
    await router.switch(service.name, 0, service.active)
  }

  let admin: Server | null = null
  let isReplaced: (why: 'replaced') => void
  const replaced = new Promise<'replaced'>((resolve) => {
    isReplaced = resolve
  })
  const gate = new Gate()
  const openAdmin = async (): Promise<void> => {
    admin = await listenAdmin(router, options.admin, upgrade, gate)
  }
  let upgrading = false
  const ending = new AbortController()
  const upgrade = async (): Promise<number> => {
    if (upgrading) throw new RouterError('conflict', 'the router is being replaced already')
    upgrading = true
    try {
      const pid = await gate.closeFor(
        async () =>
          await startSuccessor(
            router.handover(async () => await freeAdmin(admin)),
            ending.signal,
          ),
      )
      isReplaced('replaced')
      return pid
    } catch (error) {
      upgrading = false
      router.takeStateBack()
      if (admin?.listening !== true && !ending.signal.aborted) await openAdmin()
      throw error
    }
  }

  if (predecessor === null) await openAdmin()
  try {
    await router.start()
  } catch (error) {
    if (predecessor === null) await closeAdmin(admin)
    await router.close(0, 0)
    predecessor?.giveUp()
    throw error
  }
  if (predecessor !== null) {
    await predecessor.freeAdmin()
    await openAdmin()
    predecessor.done()
  }
  options.ready?.({ listen: router.listen, tlsListen: router.tlsListen })
  return {
    listen: router.listen,
    tlsListen: router.tlsListen,
    replaced,
    finish: async () => {
      await router.close(REPLACED_DEADLINE_MS, REPLACED_GRACE_MS)
      await predecessor?.ended()
    },
    close: async () => {
      ending.abort()
      await router.close(options.closeDeadlineMs ?? CLOSE_DEADLINE_MS, CLOSE_GRACE_MS)
      await closeAdmin(admin)
      router.keepState()
    },
  }
}

/** Gives the address free; the connection on which the upgrade was asked for stays, for its answer. */
async function freeAdmin(server: Server | null): Promise<void> {
  if (server === null) return
  await new Promise<void>((resolve) => {
    server.close(() => {})
    server.closeIdleConnections()
    setImmediate(resolve)
  })
}

async function closeAdmin(server: Server | null): Promise<void> {
  if (server === null) return
  server.closeAllConnections()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
}
