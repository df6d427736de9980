import type { Application } from '../model/application.ts'
import type { Colour } from '../model/colour.ts'
import type { Release } from '../model/release.ts'

// Where a release runs. An adapter brings a colour to a wanted state and says what is really there;
// it knows nothing of traffic, stages or the journal.

/**
 * What is asked of a target: this release, on this colour. An epoch older than one that was here before is
 * refused; without one, as in an adapter's own tests, nothing is compared.
 */
export type Wanted = { colour: Colour; release: Release; epoch?: number }

/** One running copy of a release. */
export type Instance = {
  /** Unique within its colour: `blue-1`, a container id, a pod name. */
  id: string
  /** Where it answers: `http://127.0.0.1:41234`. */
  url: string
  release: string
  state: 'running' | 'stopped'
  /**
   * Changes whenever this copy is started anew (pid and start time, container id): what passed the
   * gates is this incarnation and no later one.
   */
  incarnation: string
  /** Why it is stopped, as far as it is known: `exited with 1`, `killed by SIGKILL`. */
  reason?: string
}

/** What is on a colour right now. `release` is null when nothing is, or when instances differ. */
export type Environment = { colour: Colour; release: string | null; instances: Instance[] }

export type TargetAbilities = {
  /** Its instances' output can be read back. */
  logs: boolean
  /** Teal keeps its instances running: a stopped one of the active colour is started again. */
  supervise: boolean
}

export type Target = {
  abilities: TargetAbilities
  /** What is there, asked of the world and not remembered. Never changes anything. */
  observe: (colour: Colour, signal: AbortSignal) => Promise<Environment>
  /**
   * Brings the colour to `wanted`: starts what is missing, replaces instances of other releases, leaves
   * alone what is right, so that calling it twice is harmless. Returns when every instance was started
   * (health is asked elsewhere). Throws a TealError with the last output when one cannot be started; what
   * was started before that, or before the signal's abort, stays until `stop` or another `deploy`.
   */
  deploy: (wanted: Wanted, signal: AbortSignal) => Promise<Environment>
  /**
   * Stops everything of the colour, whatever release it is. Nothing to stop is not an error; an epoch older
   * than one that was here before is.
   */
  stop: (colour: Colour, signal: AbortSignal, epoch?: number) => Promise<void>
  /**
   * The last `lines` lines that each of the colour's instances printed, oldest first; of a colour that was
   * stopped, what it printed last. Throws where `abilities.logs` is false.
   */
  logs: (colour: Colour, lines: number) => Promise<LogLine[]>
  /** Housekeeping, asked for by the controller every minute or so: keeps the output within its bounds. */
  maintain: (signal: AbortSignal) => Promise<void>
}

export type LogLine = { instance: string; text: string }

/** One line a kind in registry.ts. */
export type CreateTarget = (application: Application) => Target
