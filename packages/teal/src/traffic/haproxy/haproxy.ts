import type { Application } from '../../model/application.ts'
import { colours, otherColour, type Colour } from '../../model/colour.ts'
import { TealError } from '../../model/error.ts'
import { withFileLock } from '../../system/file-lock.ts'
import { StaleEpoch } from '../stale-epoch.ts'
import type { ColourTraffic, Counters, Traffic, TrafficState } from '../traffic.ts'
import { attachInstances } from './attach.ts'
import { drainBackend } from './drain.ts'
import { askEntrance } from './entrance.ts'
import { readMapEntry, writeMapEntry, type MapEntry } from './map-file.ts'
import { connectRuntimeApi } from './runtime-api.ts'
import { openRuntimeMap } from './runtime-map.ts'
import { listServers, urlOf } from './servers.ts'
import type { HaproxySettings } from './settings.ts'
import { readStatistics } from './statistics.ts'

// An HAProxy of the user's, switched while it runs. Which colour users are on is one entry of a map, and
// there are two copies of it: the one in HAProxy's memory is the truth, for it is what routes, and the one
// in the map file is what HAProxy starts from. HAProxy knows no epochs, so the file keeps ours as well.
//
// Every act holds the lock beside the map file and goes in this order, so that a death between two steps
// leaves nothing that the same act, repeated, does not mend:
//
//   1. an epoch older than the file's is refused; a newer one is written down first, with the entry as it
//      was, so that an older rollout that wakes up later is refused whatever has become of this one
//   2. HAProxy's memory is changed: users move here
//   3. the file is changed, and what HAProxy has in memory is looked at again: if it was restarted between
//      2 and 3 it came up from the old file, and is told once more
//
// After a death between 2 and 3 the file names the colour users have left. That one still stands then, and
// the next switch, also one to where users are already, brings the file in step.

export function createHaproxyTraffic(application: Application): Traffic {
  const settings = application.traffic.settings as HaproxySettings
  const { socket, map: file, backends, serverState = null } = settings
  const key = settings.key ?? application.name
  const ask = connectRuntimeApi(socket)
  const map = openRuntimeMap(ask, file)

  const activeColour = async (signal: AbortSignal): Promise<Colour | null> => {
    const backend = await map.get(key, signal)
    if (backend === null) return null
    const colour = colours.find((each) => backends[each] === backend)
    if (colour !== undefined) return colour
    throw new TealError(
      'usage',
      `users are on ${backend}, which is the backend of neither colour`,
      {
        lines: [`in the map: ${key} ${backend}`],
        hint: 'set traffic: haproxy: key: and backends: as they are in haproxy.cfg and in the map',
      },
    )
  }

  /** Does an act under the lock, with an epoch that is written down before it. */
  const actAs = <T>(
    epoch: number,
    signal: AbortSignal,
    act: (entry: MapEntry) => Promise<T>,
  ): Promise<T> =>
    withFileLock(`${file}.teal-lock`, signal, async () => {
      const entry = readMapEntry(file, key)
      if (epoch < entry.epoch) throw new StaleEpoch(epoch, entry.epoch)
      if (epoch > entry.epoch) writeMapEntry(file, key, { ...entry, epoch })
      return act({ ...entry, epoch })
    })

  const observeColour = async (
    colour: Colour,
    release: string | null,
    signal: AbortSignal,
  ): Promise<ColourTraffic> => {
    const [servers, { inFlight }] = await Promise.all([
      listServers(ask, backends[colour], signal),
      readStatistics(ask, backends[colour], signal),
    ])
    const instances = servers
      .filter(({ enabled }) => enabled)
      .map((server) => ({ url: urlOf(server), healthy: server.healthy }))
    return { release, instances, inFlight }
  }

  const observe = async (signal: AbortSignal): Promise<TrafficState> => {
    const entry = readMapEntry(file, key)
    const [active, blue, green] = await Promise.all([
      activeColour(signal),
      observeColour('blue', entry.releases.blue, signal),
      observeColour('green', entry.releases.green, signal),
    ])
    const inStep = active !== null && entry.backend === backends[active]
    return {
      active,
      split: { blue: active === 'blue' ? 1 : 0, green: active === 'green' ? 1 : 0 },
      epoch: entry.epoch,
      since: inStep && entry.since !== null ? new Date(entry.since) : null,
      colours: { blue, green },
    }
  }

  const switchTo = async (to: Colour, entry: MapEntry, signal: AbortSignal): Promise<void> => {
    const backend = backends[to]
    const servers = await listServers(ask, backend, signal)
    if (!servers.some(({ healthy }) => healthy)) {
      throw new TealError('failed', `users were not moved: backend ${backend} has no server up`, {
        lines: servers.map((server) => `server ${server.name} ${urlOf(server)}`),
        hint: 'see what the checks of haproxy.cfg ask of it, and what the instances answer',
      })
    }
    const before = await map.get(key, signal)
    // From here to the end nothing is given up halfway: two copies out of step help nobody.
    const whole = new AbortController().signal
    if (before !== backend) await map.set(key, backend, whole)
    if (before !== backend || entry.backend !== backend)
      writeMapEntry(file, key, { ...entry, backend, since: new Date().toISOString() })
    if ((await map.get(key, whole)) !== backend) await map.set(key, backend, whole)
  }

  const counters = async (signal: AbortSignal): Promise<Record<Colour, Counters>> => {
    const of = async (colour: Colour): Promise<Counters> => {
      const { requests, failed } = await readStatistics(ask, backends[colour], signal)
      return { requests, failed, latency: null }
    }
    const [blue, green] = await Promise.all([of('blue'), of('green')])
    return { blue, green }
  }

  return {
    abilities: {
      weights: false,
      atomic: true,
      hold: false,
      sticky: false,
      drain: true,
      preview: false,
      counters: true,
      // `show stat` has averages only, of the last 1024 requests.
      latency: false,
      switchTakesMs: 0,
    },
    // HAProxy is the user's to run; that it can be used at all is said before anything begins.
    start: async (signal) => {
      await observe(signal)
    },
    stop: async () => {},
    observe,
    attach: ({ colour, release, urls }, epoch, signal) =>
      actAs(epoch, signal, async (entry) => {
        await attachInstances(ask, backends[colour], urls, serverState, signal)
        if (entry.releases[colour] === release) return
        writeMapEntry(file, key, { ...entry, releases: { ...entry.releases, [colour]: release } })
      }),
    switch: (to, epoch, signal) => actAs(epoch, signal, (entry) => switchTo(to, entry, signal)),
    drain: async (colour, deadlineMs, epoch, signal) => {
      // Only the epoch needs the lock; nobody has to wait while a colour is drained.
      await actAs(epoch, signal, async () => {})
      const requireIdle = async (): Promise<void> => {
        if ((await activeColour(signal)) !== colour) return
        throw new TealError('refused', `${colour} is active: it cannot be drained`, {
          hint: `users must be moved to ${otherColour(colour)} first`,
        })
      }
      return drainBackend(ask, backends[colour], deadlineMs, requireIdle, signal)
    },
    counters,
    answers: (colour, signal) => {
      const countRequests = async (): Promise<Record<Colour, number>> => {
        const { blue, green } = await counters(signal)
        return { blue: blue.requests, green: green.requests }
      }
      return askEntrance(application.entrance, colour, countRequests, signal)
    },
  }
}
