import type { Colour, Routing } from '../switchboard/routing-word.ts'

/** Milliseconds. Every wait of the data path has one of these bounds. */
export type Timeouts = {
  /** To open a connection to an instance. */
  connectMs: number
  /** From the sent request to the first byte of the answer. */
  responseMs: number
  /** Between two parts of a body, either way. */
  bodyMs: number
  /** Silence on an upgraded connection. */
  tunnelMs: number
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 2_000,
  responseMs: 60_000,
  bodyMs: 60_000,
  tunnelMs: 3_600_000,
}

export type HealthCheck = { path: string; intervalMs: number; timeoutMs: number }

/** A service as the state file keeps it: all that a restarted router needs to go on where it was. */
export type ServiceRecord = Routing & {
  name: string
  epoch: number
  /** When users came to the active colour, ISO 8601. */
  since: string
  /** Empty: any host. `*.example.com` takes every name below. */
  hosts: string[]
  /** Path prefixes, of whole segments. */
  paths: string[]
  health: HealthCheck | null
  probeToken: string | null
  timeouts: Timeouts
  colours: Record<Colour, { release: string | null; instances: string[] }>
}

/** What a worker is told of a service. */
export type ServiceForWorker = {
  name: string
  hosts: string[]
  paths: string[]
  probeToken: string | null
  timeouts: Timeouts
  memory: SharedArrayBuffer
  colours: Record<Colour, { release: string | null; instances: InstanceForWorker[] }>
}

export type InstanceForWorker = { host: string; port: number; slot: number }

/** Bounds on what clients may do; sizes in bytes, times in milliseconds. */
export type ClientLimits = {
  /** From the first byte of a head to its last. */
  headMs: number
  /** Between two requests on a kept connection. */
  idleMs: number
  connectionsPerWorker: number
  headBytes: number
  targetBytes: number
  fields: number
}

export const DEFAULT_CLIENT_LIMITS: ClientLimits = {
  headMs: 10_000,
  idleMs: 75_000,
  connectionsPerWorker: 20_000,
  headBytes: 16_384,
  targetBytes: 8_192,
  fields: 100,
}
