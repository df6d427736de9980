import { isDeepStrictEqual } from 'node:util'
import type { ServiceStatus } from '@teal/router'
import { connectRouter } from '@teal/router/client'
import { RouterError } from '@teal/router/errors'
import type { Application } from '../../model/application.ts'
import type { Colour } from '../../model/colour.ts'
import { messageOf, TealError } from '../../model/error.ts'
import { StaleEpoch } from '../stale-epoch.ts'
import type { ColourTraffic, Traffic, TrafficState } from '../traffic.ts'
import { adminSocket } from './admin-socket.ts'
import { askEntrance } from './entrance.ts'
import { probeToken } from './probe-token.ts'
import { startRouterProcess, stopRouterProcess } from './process.ts'
import type { RouterSettings } from './settings.ts'

/** Teal's own router, in a process of its own that outlives every controller. */
export function createRouterTraffic(application: Application): Traffic {
  const settings = application.traffic.settings as RouterSettings
  const service = application.name

  // One connection, opened when it is first used and kept: it keeps no process running, and it is opened
  // anew when the router was replaced.
  const client = connectRouter(adminSocket(application))

  /** Asks the router; its errors become ours. */
  const asking = async <T>(what: string, ask: () => Promise<T>, epoch = 0): Promise<T> => {
    try {
      return await ask()
    } catch (error) {
      throw translate(error, what, epoch)
    }
  }

  const find = async (): Promise<ServiceStatus | null> => {
    const { services } = await client.status()
    return services.find(({ name }) => name === service) ?? null
  }

  /** Gives the router the token of probes, whatever rollout moves traffic meanwhile; false: no service. */
  const teach = async (probeToken: string, signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      signal.throwIfAborted()
      const status = await find()
      if (status === null) return false
      try {
        await client.putService(service, { epoch: status.epoch, probeToken })
        return true
      } catch (error) {
        if (!(error instanceof RouterError && error.code === 'stale-epoch')) throw error
      }
    }
  }

  return {
    abilities: {
      weights: true,
      atomic: true,
      hold: true,
      sticky: true,
      drain: true,
      preview: true,
      counters: true,
      latency: true,
      switchTakesMs: 0,
    },

    start: (signal) => startRouterProcess(application, settings, signal),
    stop: (signal) => stopRouterProcess(application, signal),

    observe: () =>
      asking('asking for its state', async () => {
        const status = await find()
        return status === null ? nothingYet : stateOf(status)
      }),

    attach: ({ colour, release, urls }, epoch) =>
      asking(
        `attaching ${release} to ${colour}`,
        async () => {
          const { hosts, paths } = settings
          if (!isDeepStrictEqual(routesOf(await find()), { hosts, paths })) {
            await client.putService(service, { epoch, hosts, paths })
          }
          await client.putColour(service, colour, { epoch, release, instances: urls })
        },
        epoch,
      ),

    switch: (to, epoch) =>
      asking(
        `switching to ${to}`,
        async () => {
          await client.switch(service, { epoch, to })
        },
        epoch,
      ),

    drain: (colour, deadlineMs, epoch) =>
      asking(
        `draining ${colour}`,
        async () => {
          if ((await find())?.active === colour) {
            throw new TealError('refused', `${colour} is active: what serves users is not drained`)
          }
          const { closed } = await client.drain(service, { epoch, colour, deadlineMs })
          return { closed }
        },
        epoch,
      ),

    counters: () =>
      asking('reading its counters', async () => {
        const counters = await client.counters(service)
        const of = (colour: Colour) => {
          const { requests, status, failed, latency } = counters[colour]
          // A 502 that the router made is among the answers of 500 and above already.
          return {
            requests,
            failed: Math.max(status['5xx'], failed),
            latency: { boundsMs: latency.bucketsMs, counts: latency.counts },
          }
        }
        return { blue: of('blue'), green: of('green') }
      }),

    answers: (colour, signal) =>
      asking('asking the entrance', async () => {
        if ((await find()) === null) return 'no'
        const { entrance, stateDirectory } = application
        const token = probeToken(stateDirectory)
        const answer = await askEntrance(entrance, token, colour, signal)
        if (answer !== 'cannot-tell' || !(await teach(token, signal))) return answer
        return askEntrance(entrance, token, colour, signal)
      }),
  }
}

function routesOf(status: ServiceStatus | null): { hosts: string[]; paths: string[] } | null {
  return status === null ? null : { hosts: status.hosts, paths: status.paths }
}

const noColour: ColourTraffic = { release: null, instances: [], inFlight: 0 }

const nothingYet: TrafficState = {
  active: null,
  split: { blue: 0, green: 0 },
  epoch: 0,
  since: null,
  colours: { blue: noColour, green: noColour },
}

function stateOf({ active, split, epoch, since, colours }: ServiceStatus): TrafficState {
  const colour = (each: Colour): ColourTraffic => {
    const { release, instances, inFlight } = colours[each]
    return { release, inFlight, instances: instances.map(({ url, healthy }) => ({ url, healthy })) }
  }
  return {
    active,
    epoch,
    split: {
      blue: active === null ? 0 : split.blue / 10_000,
      green: active === null ? 0 : split.green / 10_000,
    },
    since: active === null ? null : new Date(since),
    colours: { blue: colour('blue'), green: colour('green') },
  }
}

function translate(error: unknown, what: string, epoch: number): unknown {
  if (!(error instanceof RouterError)) return error
  if (error.code === 'stale-epoch') return new StaleEpoch(epoch, error.epoch ?? 0)
  if (error.code === 'conflict') {
    return new TealError('refused', `${what}: the router refused: ${error.message}`, {
      cause: error,
    })
  }
  if (error.code === 'unreachable') {
    return new TealError('unavailable', `the router does not answer: ${messageOf(error.cause)}`, {
      hint: 'start it with `teal up -d`',
      cause: error,
    })
  }
  return new TealError('failed', `${what}: the router answered: ${error.message}`, { cause: error })
}
