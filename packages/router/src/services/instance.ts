import type { ColourIndex } from '../switchboard/routing-word.ts'
import { UNHEALTHY, type Switchboard } from '../switchboard/switchboard.ts'
import type { UpstreamConnection } from '../proxy/upstream-connection.ts'

/** Failures in a row after which an instance is left alone for a while. */
const FAILURES_TO_EJECT = 3
const EJECTED_MS = 5_000

/** An endpoint of a colour as one worker sees it: its health, and the connections this worker keeps to it. */
export class Instance {
  readonly host: string
  readonly port: number
  readonly slot: number
  readonly board: Switchboard
  /** Connections without a request; the last one used is used first, so that the others can go. */
  readonly idle: UpstreamConnection[] = []
  private failures = 0

  constructor(host: string, port: number, slot: number, board: Switchboard) {
    this.host = host
    this.port = port
    this.slot = slot
    this.board = board
  }

  get authority(): string {
    return this.host.includes(':') ? `[${this.host}]:${this.port}` : `${this.host}:${this.port}`
  }

  /** An answer came, whatever it said. */
  succeeded(): void {
    if (this.failures !== 0) this.failures = 0
  }

  /** It could not be reached, or broke off before it answered. */
  failed(): void {
    if (++this.failures < FAILURES_TO_EJECT) return
    this.failures = 0
    this.board.eject(this.slot, Date.now() + EJECTED_MS)
  }

  /** Closes kept connections that have not been used for long; the oldest come first. */
  closeExpired(): void {
    while (this.idle.length > 0 && !(this.idle[0] as UpstreamConnection).usable)
      this.idle.shift()?.destroy()
  }

  closeIdle(): void {
    for (const connection of this.idle.splice(0)) connection.destroy()
  }
}

/**
 * The less busy of two instances taken at random, among those that may be used; `not` only when it is the
 * last. Instances found unhealthy are never used; ejected ones only when nothing else is left, since
 * ejection is a guess. Null when there is none.
 */
export function pickInstance(
  instances: readonly Instance[],
  not: Instance | null,
): Instance | null {
  if (instances.length === 1) {
    const only = instances[0] as Instance
    return only.board.healthOf(only.slot) === UNHEALTHY ? null : only
  }
  const now = Date.now()
  const usable: Instance[] = []
  const ejected: Instance[] = []
  for (const instance of instances) {
    if (instance.board.healthOf(instance.slot) === UNHEALTHY || instance === not) continue
    if (instance.board.ejectedUntil(instance.slot) > now) ejected.push(instance)
    else usable.push(instance)
  }
  const from = usable.length > 0 ? usable : ejected
  if (from.length === 0) {
    return not !== null && instances.includes(not) && not.board.healthOf(not.slot) !== UNHEALTHY
      ? not
      : null
  }
  const first = from[(Math.random() * from.length) | 0] as Instance
  const second = from[(Math.random() * from.length) | 0] as Instance
  return second.board.inFlightOf(second.slot) < first.board.inFlightOf(first.slot) ? second : first
}

/** The instances and the release of one colour, as one worker sees them. */
export type ColourPool = { index: ColourIndex; release: string | null; instances: Instance[] }
