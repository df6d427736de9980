import { isDeepStrictEqual } from 'node:util'
import type { Application } from '../../model/application.ts'
import { colours, otherColour, type Colour } from '../../model/colour.ts'
import { TealError } from '../../model/error.ts'
import { withFileLock } from '../../system/file-lock.ts'
import type { Draft } from '../../system/replace-file.ts'
import { StaleEpoch } from '../stale-epoch.ts'
import type { ColourTraffic, Counters, Traffic, TrafficState } from '../traffic.ts'
import { attachInstances } from './attach.ts'
import { drainBackend } from './drain.ts'
import { claimEpoch, readClaim } from './epoch-claim.ts'
import { askEntrance } from './entrance.ts'
import { draftMapEntry, readMapEntry, writeMapEntry, type MapEntry } from './map-file.ts'
import { connectRuntimeApi } from './runtime-api.ts'
import { openRuntimeMap } from './runtime-map.ts'
import { parseServers, serversQuery, urlOf } from './servers.ts'
import type { HaproxySettings } from './settings.ts'
import { parseStatistics, statisticsQuery } from './statistics.ts'

// An HAProxy of the user's, switched while it runs. Which colour users are on is one entry of a map, and
// there are two copies of it: the one in HAProxy's memory is the truth, for it is what routes, and the one
// in the map file is what HAProxy starts from. HAProxy knows no epochs, so the file keeps ours as well.
//
// Every act holds the lock beside the map file and goes in this order, so that a death between two steps
// leaves nothing that the same act, repeated, does not mend:
//
//   1. an epoch older than any before is refused; a newer one is written down first, beside the map file, so
//      that an older rollout that wakes up later is refused whatever has become of this one
//   2. what the file is to become is written beside it, and synced while HAProxy is asked whether users can be
//      moved: where either is not possible nobody is moved
//   3. HAProxy's memory is changed: users move here
//   4. the file is changed, and what HAProxy has in memory is looked at again: if it was restarted between
//      3 and 4 it came up from the old file, and is told once more
//
// After a death between 3 and 4 the file names the colour users have left. That one still stands then, and
// the next switch, also one to where users are already, brings the file in step.
//
// Under load every question to HAProxy waits its turn for a processor, and every sync for the disk: what is
// asked together goes over one connection, a switch takes three of them, and that for the change is open
// before it is needed.

export function createHaproxyTraffic(application: Application): Traffic {
  const settings = application.traffic.settings as HaproxySettings
  const { socket, map: file, backends, serverState = null } = settings
  const key = settings.key ?? application.name
  const api = connectRuntimeApi(socket)
  const map = openRuntimeMap(api, file, key)
  const claim = `${file}.teal-epoch-${key}`

  const colourOf = (backend: string | null): Colour | null => {
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

  const newestEpoch = ({ epoch }: MapEntry): number => Math.max(epoch, readClaim(claim))

  /** Does an act under the lock, with an epoch that is written down before it. */
  const actAs = <T>(
    epoch: number,
    signal: AbortSignal,
    act: (entry: MapEntry) => Promise<T>,
  ): Promise<T> =>
    withFileLock(`${file}.teal-lock`, signal, async () => {
      const entry = readMapEntry(file, key)
      const newest = newestEpoch(entry)
      if (epoch < newest) throw new StaleEpoch(epoch, newest)
      if (epoch > newest) claimEpoch(claim, epoch)
      return act({ ...entry, epoch })
    })

  /** Makes the file say this of our key, if it does not. */
  const keep = (entry: MapEntry): void => {
    if (!isDeepStrictEqual(readMapEntry(file, key), entry)) writeMapEntry(file, key, entry)
  }

  const observe = async (signal: AbortSignal): Promise<TrafficState> => {
    const entry = readMapEntry(file, key)
    const [found, statistics, blue, green] = await api.askAll(
      [map.query, statisticsQuery, serversQuery(backends.blue), serversQuery(backends.green)],
      signal,
    )
    const active = colourOf(await map.read(found, signal))
    const colour = (each: Colour, answer: string): ColourTraffic => ({
      release: entry.releases[each],
      instances: parseServers(backends[each], answer)
        .filter(({ enabled }) => enabled)
        .map((server) => ({ url: urlOf(server), healthy: server.healthy })),
      inFlight: parseStatistics(backends[each], statistics).inFlight,
    })
    const inStep = active !== null && entry.backend === backends[active]
    return {
      active,
      split: { blue: active === 'blue' ? 1 : 0, green: active === 'green' ? 1 : 0 },
      epoch: newestEpoch(entry),
      since: inStep && entry.since !== null ? new Date(entry.since) : null,
      colours: { blue: colour('blue', blue), green: colour('green', green) },
    }
  }

  const switchTo = async (to: Colour, entry: MapEntry, signal: AbortSignal): Promise<void> => {
    const backend = backends[to]
    const draftSince = (since: string | null): Promise<Draft> =>
      draftMapEntry(file, key, { ...entry, backend, since })
    const now = new Date().toISOString()
    const asking = readyToMove(backend, signal)
    const change = api.prepare()
    // Mostly the file names the other colour still: then the disk works while HAProxy is asked.
    let drafting = entry.backend === backend ? null : draftSince(now)
    // From the change on nothing is given up halfway: two copies out of step help nobody.
    const whole = new AbortController().signal
    try {
      const [before] = await Promise.all([asking, drafting])
      drafting ??= draftSince(before === backend ? entry.since : now)
      await drafting
      if (before !== backend) await map.set(before, backend, whole, change.ask)
    } catch (error) {
      // A draft that failed has left nothing.
      await drafting?.then(
        ({ drop }) => drop(),
        () => undefined,
      )
      throw error
    } finally {
      change.close()
    }
    const { put } = await drafting
    // The file has its name before HAProxy is asked; only the disk is waited for meanwhile.
    const [, after] = await Promise.all([put(), map.get(whole)])
    if (after !== backend) await map.set(after, backend, whole)
  }

  /** The backend users are on. Throws when they cannot be moved to this one. */
  const readyToMove = async (backend: string, signal: AbortSignal): Promise<string | null> => {
    const [state, found] = await api.askAll([serversQuery(backend), map.query], signal)
    const servers = parseServers(backend, state)
    if (!servers.some(({ healthy }) => healthy)) {
      throw new TealError('failed', `users were not moved: backend ${backend} has no server up`, {
        lines: servers.map((server) => `server ${server.name} ${urlOf(server)}`),
        hint: 'see what the checks of haproxy.cfg ask of it, and what the instances answer',
      })
    }
    return map.read(found, signal)
  }

  const counters = async (signal: AbortSignal): Promise<Record<Colour, Counters>> => {
    const answer = await api.ask(statisticsQuery, signal)
    const of = (colour: Colour): Counters => {
      const { requests, failed } = parseStatistics(backends[colour], answer)
      return { requests, failed, latency: null }
    }
    return { blue: of('blue'), green: of('green') }
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
        await attachInstances(api, backends[colour], urls, serverState, signal)
        keep({ ...entry, releases: { ...entry.releases, [colour]: release } })
      }),
    switch: (to, epoch, signal) => actAs(epoch, signal, (entry) => switchTo(to, entry, signal)),
    drain: (colour, deadlineMs, epoch, signal) => {
      // The lock is not held over the whole wait: nobody has to wait while a colour is drained.
      const whileIdle = <T>(act: () => Promise<T>): Promise<T> =>
        actAs(epoch, signal, async () => {
          if (colourOf(await map.get(signal)) !== colour) return act()
          throw new TealError('refused', `${colour} is active: it cannot be drained`, {
            hint: `users must be moved to ${otherColour(colour)} first`,
          })
        })
      return drainBackend(api, backends[colour], deadlineMs, whileIdle, signal)
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
