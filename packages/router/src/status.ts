import type { Colour } from './switchboard/routing-word.ts'

// What the admin API answers; the client and the server share these types.

export type RouterStatus = {
  version: string
  pid: number
  /** ISO 8601. */
  startedAt: string
  /** `host:port` of the data port. */
  listen: string
  /** Null: there is no TLS port. `expires` is ISO 8601. */
  tls: { listen: string; certificates: { names: string[]; expires: string }[] } | null
  workers: number
  services: ServiceStatus[]
}

export type ServiceStatus = {
  name: string
  /** Empty: any host. */
  hosts: string[]
  paths: string[]
  active: Colour | null
  epoch: number
  /** When users came to the active colour, ISO 8601. */
  since: string
  /** Hundredths of a percent; both add up to 10000. */
  split: { blue: number; green: number }
  hold: boolean
  maintenance: boolean
  colours: Record<Colour, ColourStatus>
}

export type ColourStatus = {
  release: string | null
  inFlight: number
  instances: { url: string; healthy: boolean; inFlight: number; reason?: string }[]
}

/** Cumulative since the router started. */
export type Counters = {
  requests: number
  status: { '1xx': number; '2xx': number; '3xx': number; '4xx': number; '5xx': number }
  /** 502, 503 and 504 that the router made because of this colour. */
  failed: number
  inFlight: number
  /** Upper bounds in milliseconds, ascending; `counts` has one more, for what is slower than the last. */
  latency: { bucketsMs: number[]; counts: number[] }
}
