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
