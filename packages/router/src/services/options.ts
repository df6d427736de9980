import type { RouterOptions } from '../run-router.ts'
import type { ServiceSettings } from './registry.ts'
import {
  DEFAULT_CLIENT_LIMITS,
  DEFAULT_TIMEOUTS,
  type ClientLimits,
  type Timeouts,
} from './settings.ts'

// The options of the command line that bound what clients and instances may do.

type Bound<Key> = { key: Key; unit: string; what: string; least?: number; most?: number }

/** Heads are added to and then must still fit the buffer they are read into. */
const MOST_HEAD = 49_152
const MOST = 86_400_000

const TIMEOUTS: Record<string, Bound<keyof Timeouts>> = {
  'connect-timeout': { key: 'connectMs', unit: 'ms', what: 'to open a connection to an instance' },
  'response-timeout': { key: 'responseMs', unit: 'ms', what: 'until an instance begins to answer' },
  'body-timeout': { key: 'bodyMs', unit: 'ms', what: 'between two parts of a body, either way' },
  'tunnel-timeout': { key: 'tunnelMs', unit: 'ms', what: 'of silence on a WebSocket' },
  'hold-timeout': { key: 'holdMs', unit: 'ms', what: 'that a request waits while held' },
}

const LIMITS: Record<string, Bound<keyof ClientLimits>> = {
  'head-timeout': { key: 'headMs', unit: 'ms', what: 'from the first byte of a head to its last' },
  'idle-timeout': { key: 'idleMs', unit: 'ms', what: 'between two requests of a connection' },
  'body-rate': {
    key: 'bodyBytesPerSecond',
    unit: 'n',
    what: 'bytes a second, either way, or more; 0: any',
    least: 0,
  },
  'body-grace': { key: 'bodyGraceMs', unit: 'ms', what: 'that it may be slower than that' },
  'max-connections': { key: 'connectionsPerWorker', unit: 'n', what: 'open at once, a thread' },
  'max-held': { key: 'heldPerWorker', unit: 'n', what: 'requests that wait at once, a thread' },
  'max-head': { key: 'headBytes', unit: 'n', what: 'bytes of a head', most: MOST_HEAD },
  'max-target': { key: 'targetBytes', unit: 'n', what: 'bytes of its target', most: MOST_HEAD },
  'max-fields': { key: 'fields', unit: 'n', what: 'fields of a head', most: 150 },
}

export const LIMITS_HELP = `Time-outs of the service of --blue and --green (the admin API sets those of others)
${lines(TIMEOUTS, DEFAULT_TIMEOUTS)}

Limits for all who come in
${lines(LIMITS, DEFAULT_CLIENT_LIMITS)}
`

function lines<Key extends string>(
  bounds: Record<string, Bound<Key>>,
  defaults: Record<Key, number>,
): string {
  return Object.entries(bounds)
    .map(([name, { key, unit, what }]) => {
      const option = `--${name} ${unit}`.padEnd(23)
      return `  ${option}  ${what.padEnd(46)} (${defaults[key]})`
    })
    .join('\n')
}

export const LIMITS_OPTIONS = Object.fromEntries(
  [...Object.keys(TIMEOUTS), ...Object.keys(LIMITS)].map((name) => [name, { type: 'string' }]),
) as Record<string, { type: 'string' }>

type Values = Record<string, unknown>
type ReadCount = (text: string, option: string, least: number, most: number) => number

/** The time-outs of the service that the command line names. */
export function readTimeouts(values: Values, count: ReadCount): Pick<ServiceSettings, 'timeouts'> {
  const timeouts = read(TIMEOUTS, values, count)
  return Object.keys(timeouts).length === 0 ? {} : { timeouts }
}

/** What every client must keep within. */
export function readLimits(values: Values, count: ReadCount): Pick<RouterOptions, 'limits'> {
  return { limits: read(LIMITS, values, count) }
}

function read<Key extends string>(
  bounds: Record<string, Bound<Key>>,
  values: Values,
  count: ReadCount,
): Partial<Record<Key, number>> {
  const found: Partial<Record<Key, number>> = {}
  for (const [name, { key, least = 1, most = MOST }] of Object.entries(bounds)) {
    const text = values[name]
    if (typeof text === 'string') found[key] = count(text, `--${name}`, least, most)
  }
  return found
}
