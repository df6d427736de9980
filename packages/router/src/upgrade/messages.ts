import type { ServiceRecord } from '../services/settings.ts'
import type { ColourIndex } from '../switchboard/routing-word.ts'

// How one router process hands over to the next. The old one starts the new one as its child with the
// listening sockets among its descriptors, so that both accept from the same kernel queue and no connection
// that waits there is lost:
//
//   old → new   begin       what there is to serve
//   new → old   serving     my workers accept connections; close your admin API
//   old → new   admin-free  it is closed, open yours
//   new → old   done        I am the router now; finish what you have and end
//
// Until the old one has ended, the new one tells it of every change (`follow`) before it acknowledges it,
// because connections that are still with the old one must not reach a colour users have left. The old one
// passes that on to the one before it, should that not have ended either, and ends after it.

/** In the environment of the new process: its descriptors of the listening sockets, as JSON. */
export const DESCRIPTORS = 'TEAL_ROUTER_DESCRIPTORS'

export type ToSuccessor =
  | { kind: 'begin'; records: ServiceRecord[] }
  | { kind: 'admin-free' }
  | { kind: 'answer'; id: number; value: number }

export type ToPredecessor =
  | { kind: 'serving' }
  | { kind: 'done' }
  | { kind: 'follow'; id: number; records: ServiceRecord[] }
  | { kind: 'in-flight'; id: number; service: string; colour: ColourIndex }
  | { kind: 'cut'; id: number; service: string; colour: ColourIndex }
