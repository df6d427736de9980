import type { Counters, ServiceStatus } from '../status.ts'
import { BUCKET_BOUNDS_MS } from '../switchboard/histogram.ts'
import { COLOURS, indexOf, type Colour } from '../switchboard/routing-word.ts'
import { HEALTHY, UNKNOWN, type Switchboard } from '../switchboard/switchboard.ts'
import type { HealthChecks } from './health.ts'
import type { Registry } from './registry.ts'

// What there is to see of a service: what was decided (the registry), what is (the switchboard), and why.

export function serviceStatus(
  registry: Registry,
  health: HealthChecks,
  name: string,
): ServiceStatus {
  const { active, epoch, since, split, hold, maintenance, hosts, paths } = registry.record(name)
  return {
    name,
    hosts,
    paths,
    active,
    epoch,
    since,
    split,
    hold,
    maintenance,
    colours: {
      blue: colourStatus(registry, health, name, 'blue'),
      green: colourStatus(registry, health, name, 'green'),
    },
  }
}

function colourStatus(
  registry: Registry,
  health: HealthChecks,
  name: string,
  colour: Colour,
): ServiceStatus['colours']['blue'] {
  const record = registry.record(name)
  const board = registry.board(name)
  const now = Date.now()
  return {
    release: record.colours[colour].release,
    inFlight: board.inFlight(indexOf(colour)),
    instances: record.colours[colour].instances.map((url) => {
      const slot = registry.slotOf(name, colour, url) as number
      const found = board.healthOf(slot)
      const ejected = board.ejectedUntil(slot) > now
      const reason = ejected
        ? 'ejected for a moment after failed requests'
        : health.reason(name, colour, url)
      const passes = found === HEALTHY || (found === UNKNOWN && record.health === null)
      return {
        url,
        healthy: passes && !ejected,
        inFlight: board.inFlightOf(slot),
        ...(reason === undefined ? {} : { reason }),
      }
    }),
  }
}

/** What all workers have counted, since the router began. */
export function countersOf(board: Switchboard): Record<Colour, Counters> {
  const [blue, green] = COLOURS.map((colour): Counters => {
    const counts = board.counted(indexOf(colour))
    const [s1, s2, s3, s4, s5] = counts.status
    return {
      requests: counts.requests,
      status: { '1xx': s1, '2xx': s2, '3xx': s3, '4xx': s4, '5xx': s5 },
      failed: counts.failed,
      inFlight: board.inFlight(indexOf(colour)),
      latency: { bucketsMs: [...BUCKET_BOUNDS_MS], counts: counts.buckets },
    }
  }) as [Counters, Counters]
  return { blue, green }
}
