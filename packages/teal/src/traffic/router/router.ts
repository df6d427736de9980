import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { ServiceStatus } from '@teal/router'
import { connectRouter, type RouterClient } from '@teal/router/client'
import { RouterError } from '@teal/router/errors'
import type { Application } from '../../model/application.ts'
import type { Colour } from '../../model/colour.ts'
import { messageOf, TealError } from '../../model/error.ts'
import { StaleEpoch } from '../stale-epoch.ts'
import type { Answer, ColourTraffic, Traffic, TrafficState } from '../traffic.ts'
import { adminSocket } from './admin-socket.ts'
import { startRouterProcess, stopRouterProcess } from './process.ts'
import type { RouterSettings } from './settings.ts'

/** Teal's own router, in a process of its own that outlives every controller. */
export function createRouterTraffic(application: Application): Traffic {
  const settings = application.traffic.settings as RouterSettings
  const service = application.name
  const socket = adminSocket(application)

  /** Talks to the router; its errors become ours. */
  const withRouter = async <T>(
    what: string,
    use: (client: RouterClient) => Promise<T>,
    epoch = 0,
  ): Promise<T> => {
    const client = connectRouter(socket)
    try {
      return await use(client)
    } catch (error) {
      throw translate(error, what, epoch)
    } finally {
      client.close()
    }
  }

  const find = async (client: RouterClient): Promise<ServiceStatus | null> => {
    const { services } = await client.status()
    return services.find(({ name }) => name === service) ?? null
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
      withRouter('asking for its state', async (client) => {
        const status = await find(client)
        return status === null ? nothingYet : stateOf(status)
      }),

    attach: ({ colour, release, urls }, epoch) =>
      withRouter(
        `attaching ${release} to ${colour}`,
        async (client) => {
          if ((await find(client)) === null) {
            const { hosts, paths } = settings
            await client.putService(service, { epoch, hosts, paths })
          }
          await client.putColour(service, colour, { epoch, release, instances: urls })
        },
        epoch,
      ),

    switch: (to, epoch) =>
      withRouter(
        `switching to ${to}`,
        async (client) => {
          await client.switch(service, { epoch, to })
        },
        epoch,
      ),

    drain: (colour, deadlineMs, epoch) =>
      withRouter(
        `draining ${colour}`,
        async (client) => {
          if ((await find(client))?.active === colour) {
            throw new TealError('refused', `${colour} is active: what serves users is not drained`)
          }
          const { closed } = await client.drain(service, { epoch, colour, deadlineMs })
          return { closed }
        },
        epoch,
      ),

    counters: () =>
      withRouter('reading its counters', async (client) => {
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
      withRouter('asking the entrance', async (client) => {
        const status = await find(client)
        if (status === null) return 'no'
        // The token is for this question alone: nobody else can make the router say what it does.
        const probeToken = randomBytes(16).toString('hex')
        await client.putService(service, {
          epoch: status.epoch,
          hosts: status.hosts,
          paths: status.paths,
          probeToken,
        })
        return askEntrance(application.entrance, probeToken, colour, signal)
      }),
  }
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

async function askEntrance(
  entrance: string,
  token: string,
  colour: Colour,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const answered = (await headersOf(entrance, token, signal))['teal-colour']
    if (answered === undefined) return 'cannot-tell'
    return answered === colour ? 'yes' : 'no'
  } catch {
    signal.throwIfAborted()
    return 'no'
  }
}

/** Only the head of the answer: what follows may be long, or a stream without an end. */
async function headersOf(
  entrance: string,
  token: string,
  signal: AbortSignal,
): Promise<IncomingHttpHeaders> {
  const { get } = process.getBuiltinModule(
    entrance.startsWith('https:') ? 'node:https' : 'node:http',
  )
  const options = { headers: { 'teal-probe': token }, agent: false, signal }
  return new Promise((resolve, reject) => {
    const asked = get(entrance, options, (response) => {
      resolve(response.headers)
      asked.destroy()
    }).on('error', reject)
  })
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
    return new TealError('unavailable', `the router does not answer: ${messageOf(error)}`, {
      hint: 'start it with `teal up -d`',
      cause: error,
    })
  }
  return new TealError('failed', `${what}: the router answered: ${error.message}`, { cause: error })
}
