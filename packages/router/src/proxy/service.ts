import type { Peer } from '../peer/peer.ts'
import { proxyHeader } from '../proxy-protocol/header.ts'
import type { ColourPool } from '../services/instance.ts'
import type { ServiceOptions } from '../services/settings.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'

/** A service as one worker sees it. */
export type Service = {
  name: string
  options: ServiceOptions
  /** All that can be said of its colours' choice is in the routing word: no cookies, no preview. */
  plain: boolean
  secret: Buffer
  probeToken: Buffer | null
  previewHosts: Set<string>
  board: Switchboard
  /** Indexed by BLUE and GREEN. */
  colours: [ColourPool, ColourPool]
}

/** What a connection to an instance begins with when it is made for this client, as latin1 text. */
export function openingOf(service: Service, peer: Peer): string {
  const version = service.options.sendProxyProtocol
  return version === null ? '' : proxyHeader(version, peer.ends)
}
