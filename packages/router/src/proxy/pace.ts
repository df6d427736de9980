import type { ClientLimits } from '../services/settings.ts'

/**
 * How fast a client moves bytes while it is waited for: sends its request's body, or takes its answer. Time in
 * which an instance is waited for does not count. Held against a grace and a least rate over the whole
 * exchange (as Apache's mod_reqtimeout does): a pause is no crime, a trickle is.
 */
export class Pace {
  private waitedMs = 0
  private lookedAt: number
  private bytes = 0

  /** `now` in milliseconds. */
  constructor(now: number) {
    this.lookedAt = now
  }

  /** Notes what became of the time since the last look; true when bytes were moved in it. */
  look(now: number, clientIsWaitedFor: boolean, bytes: number): boolean {
    if (clientIsWaitedFor) this.waitedMs += now - this.lookedAt
    this.lookedAt = now
    const moved = bytes > this.bytes
    this.bytes = bytes
    return moved
  }

  isTooSlow({ bodyGraceMs, bodyBytesPerSecond }: ClientLimits): boolean {
    if (bodyBytesPerSecond === 0) return false
    return this.waitedMs > bodyGraceMs + (this.bytes * 1_000) / bodyBytesPerSecond
  }
}
