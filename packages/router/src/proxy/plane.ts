import { randomBytes } from 'node:crypto'
import type { FrontDesk } from '../entrance/front-desk.ts'
import { Head } from '../http1/head.ts'
import { TrustedNetworks } from '../peer/trusted-networks.ts'
import { RoutingTable } from '../services/routing-table.ts'
import type { ClientLimits } from '../services/settings.ts'
import { BLUE } from '../switchboard/routing-word.ts'
import type { Choice } from './choose-colour.ts'
import type { AccessLog } from '../metrics/access-log.ts'
import type { ClientConnection } from './client-connection.ts'
import type { MirroredRequest } from './mirrored-request.ts'
import type { Service } from './service.ts'

/** What all connections of one worker share. */
export type Plane = {
  worker: number
  limits: ClientLimits
  table: RoutingTable<Service>
  services: Map<string, Service>
  clients: Set<ClientConnection>
  /** Those whose request waits because its service is held. */
  held: Set<ClientConnection>
  /** Copies under way to idle colours. */
  mirrored: Set<MirroredRequest>
  log: AccessLog | null
  /** What was decided about the request being dispatched right now. */
  choice: Choice
  /** The heads being parsed right now; parsing and rewriting is one synchronous step, so one of each is enough. */
  requestHead: Head
  responseHead: Head
  /** Every upstream socket reads into this; what must outlive the read is copied. */
  inbound: Buffer
  /** Milliseconds since the epoch, good to a sweep: deadlines need no better. */
  now: number
  /** Set when the worker is to end: every answer then closes its connection. */
  closing: boolean
  idPrefix: string
  ids: number
  /** Proxies in front of this router, which are believed. */
  trusted: TrustedNetworks
  /** Instances are told who asked by the Forwarded field too. */
  sendForwarded: boolean
  /** Answers what no service is asked for; null: nothing. */
  frontDesk: FrontDesk | null
}

const INBOUND_BYTES = 65_536

export function createPlane(worker: number, limits: ClientLimits, log: AccessLog | null): Plane {
  return {
    worker,
    limits,
    table: new RoutingTable<Service>([]),
    services: new Map(),
    clients: new Set(),
    held: new Set(),
    mirrored: new Set(),
    log,
    choice: { colour: BLUE, probed: false, chosen: false, cookie: null },
    requestHead: new Head(),
    responseHead: new Head(),
    inbound: Buffer.allocUnsafeSlow(INBOUND_BYTES),
    now: Date.now(),
    closing: false,
    idPrefix: `${randomBytes(8).toString('hex')}-`,
    ids: 0,
    trusted: new TrustedNetworks([]),
    sendForwarded: false,
    frontDesk: null,
  }
}

/** Unique over workers and restarts: 64 random bits of the worker's start, then a count. */
export function nextRequestId(plane: Plane): string {
  return plane.idPrefix + (++plane.ids).toString(16)
}
