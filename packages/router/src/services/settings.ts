import { randomBytes } from 'node:crypto'
import { WHOLE, type Colour, type Routing } from '../switchboard/routing-word.ts'

/** Milliseconds. Every wait of the data path has one of these bounds. */
export type Timeouts = {
  /** To open a connection to an instance. */
  connectMs: number
  /** From the sent request to the first byte of the answer. */
  responseMs: number
  /** Between two parts of a body, either way; also when an instance or a client takes no more of one. */
  bodyMs: number
  /** Silence on an upgraded connection. */
  tunnelMs: number
  /** How long a request waits while the service is held. */
  holdMs: number
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 2_000,
  responseMs: 60_000,
  bodyMs: 60_000,
  tunnelMs: 3_600_000,
  holdMs: 10_000,
}

export type HealthCheck = { path: string; intervalMs: number; timeoutMs: number }

/**
 * What keeps a user on a version while the shares change: a cookie of the router's own, or something the
 * requests have anyway. Without it every request is dealt anew.
 */
export type Sticky =
  | { by: 'cookie' }
  | { by: 'header'; name: string }
  | { by: 'cookie-value'; name: string }
  | { by: 'address' }

/** What can be configured about a service; everything has a default. */
export type ServiceOptions = {
  /** Empty: any host. `*.example.com` takes every name below. */
  hosts: string[]
  /** Path prefixes, of whole segments. */
  paths: string[]
  /** Hosts that show the idle colour. */
  previewHosts: string[]
  health: HealthCheck | null
  probeToken: string | null
  timeouts: Timeouts
  sticky: Sticky | null
  /** Share of safe requests that the idle colour gets a copy of, in hundredths of a percent. */
  mirror: number
  /** Path prefixes under which a 404 to a GET is asked of the other colour too. */
  assetPaths: string[]
  /** Version of the PROXY protocol in which instances are told whose a connection is; null: they are not. */
  sendProxyProtocol: 1 | 2 | null
}

/** A service as the state file keeps it: all that a restarted router needs to go on where it was. */
export type ServiceRecord = Routing &
  ServiceOptions & {
    name: string
    epoch: number
    /** When users came to the active colour, ISO 8601. */
    since: string
    /** Signs cookies; 256 bits in hex. */
    secret: string
    colours: Record<Colour, { release: string | null; instances: string[] }>
  }

/** What a worker is told of a service. */
export type ServiceForWorker = {
  name: string
  options: ServiceOptions
  secret: string
  memory: SharedArrayBuffer
  colours: Record<Colour, { release: string | null; instances: InstanceForWorker[] }>
}

export type InstanceForWorker = { host: string; port: number; slot: number }

/** A new service: for any host and path, on no colour yet. */
export function newRecord(name: string): ServiceRecord {
  return {
    name,
    epoch: 0,
    since: new Date().toISOString(),
    secret: randomBytes(32).toString('hex'),
    hosts: [],
    paths: ['/'],
    previewHosts: [],
    health: null,
    probeToken: null,
    timeouts: DEFAULT_TIMEOUTS,
    sticky: null,
    mirror: 0,
    assetPaths: [],
    sendProxyProtocol: null,
    active: null,
    split: { blue: WHOLE, green: 0 },
    hold: false,
    maintenance: false,
    colours: {
      blue: { release: null, instances: [] },
      green: { release: null, instances: [] },
    },
  }
}

/** Bounds on what clients may do; sizes in bytes, times in milliseconds. */
export type ClientLimits = {
  /** From the first byte of a head to its last. */
  headMs: number
  /** Between two requests on a kept connection. */
  idleMs: number
  /** How long a body, either way, may be slower than it must be. */
  bodyGraceMs: number
  /** Bytes a second that a client must send or take of a body, while it is waited for; 0: any. */
  bodyBytesPerSecond: number
  connectionsPerWorker: number
  /** Requests that may wait at once while services are held. */
  heldPerWorker: number
  headBytes: number
  targetBytes: number
  fields: number
}

export const DEFAULT_CLIENT_LIMITS: ClientLimits = {
  headMs: 10_000,
  idleMs: 75_000,
  bodyGraceMs: 20_000,
  bodyBytesPerSecond: 500,
  connectionsPerWorker: 20_000,
  heldPerWorker: 10_000,
  headBytes: 16_384,
  targetBytes: 8_192,
  fields: 100,
}
