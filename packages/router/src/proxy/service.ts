import type { Timeouts } from '../services/settings.ts'
import type { ColourPool } from '../services/instance.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'

/** A service as one worker sees it. */
export type Service = {
  name: string
  hosts: string[]
  paths: string[]
  probeToken: Buffer | null
  timeouts: Timeouts
  board: Switchboard
  /** Indexed by BLUE and GREEN. */
  colours: [ColourPool, ColourPool]
}
