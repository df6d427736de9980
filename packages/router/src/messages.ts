import type { EntranceSettings } from './entrance/entrance.ts'
import type { Challenges } from './entrance/front-desk.ts'
import type { ClientLimits, ServiceForWorker } from './services/settings.ts'
import type { TlsForWorker } from './tls/termination.ts'

// What the main thread and its workers say to each other. Traffic does not wait for these: switches go
// through the switchboard.

export type WorkerData = {
  worker: number
  workers: number
  host: string
  port: number
  limits: ClientLimits
  accessLog: string | null
  /** Listening sockets to serve, of a router that hands over; none: the worker opens its own. */
  descriptors: Descriptors
  /** Where TLS connections come in; null: nowhere. */
  tlsListen: { host: string; port: number } | null
  entrance: EntranceSettings
  challenges: Challenges
}

/** Numbers of listening sockets. */
export type Descriptors = { plain: number[]; tls: number[] }

export type ToWorker =
  | { kind: 'configure'; id: number; services: ServiceForWorker[] }
  /** Answered at once: everything begun before it is then counted in the switchboard. */
  | { kind: 'barrier'; id: number }
  /** A hold may be over: look at the requests that wait. Not answered. */
  | { kind: 'release' }
  /** End the endless streams of a colour, spread over the time. Not answered. */
  | { kind: 'wane'; service: string; colour: 0 | 1; withinMs: number }
  /** Certificates have changed. Not answered. */
  | { kind: 'tls'; tls: TlsForWorker }
  /** Show these proofs to certificate authorities. */
  | { kind: 'challenges'; id: number; challenges: Challenges }
  /** Close what is left of a colour. */
  | { kind: 'cut'; id: number; service: string; colour: 0 | 1 }
  /** Stop accepting, finish what is under way; idle clients are let go after the grace, all by the deadline. */
  | { kind: 'close'; id: number; deadlineMs: number; graceMs: number }

export type FromWorker =
  | { kind: 'listening'; port: number; tlsPort: number | null; descriptors: Descriptors }
  | { kind: 'done'; id: number; count: number }
  | { kind: 'failed'; message: string }
  /** For people; nothing depends on it. */
  | { kind: 'complaint'; message: string }
