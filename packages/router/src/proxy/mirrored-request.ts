import type { Instance } from '../services/instance.ts'
import type { ColourIndex } from '../switchboard/routing-word.ts'
import type { Downstream } from './downstream.ts'
import type { Plane } from './plane.ts'
import type { Service } from './service.ts'
import { takeUpstream } from './take-upstream.ts'
import type { UpstreamConnection } from './upstream-connection.ts'

/** Copies under way at once in one worker; more are not made, so that they never take what users need. */
const MOST_MIRRORED = 64
/** A copy is given up after this, however the original fares. */
const MIRROR_MS = 10_000

/** What an answer was, as far as two can be compared. */
export type Outcome = { status: number; bytes: number; ms: number }

/**
 * A copy of a safe request, sent to the idle colour. Its answer goes nowhere; when both are there, status,
 * size and time are compared and counted. Whatever happens to it, the original does not notice.
 */
export class MirroredRequest implements Downstream {
  readonly modern = true
  readonly isHead: boolean
  readonly wantsUpgrade = false
  readonly requestIsWhole = true
  readonly keeps = true
  private readonly plane: Plane
  private readonly service: Service
  private readonly colour: ColourIndex
  private readonly instance: Instance
  private readonly startedAt = performance.now()
  readonly deadline: number
  private upstream: UpstreamConnection | null
  private bytes = 0
  private copy: Outcome | null = null
  private original: Outcome | null = null

  private constructor(
    plane: Plane,
    service: Service,
    colour: ColourIndex,
    instance: Instance,
    text: string,
    opening: string,
    isHead: boolean,
  ) {
    this.plane = plane
    this.service = service
    this.colour = colour
    this.instance = instance
    this.isHead = isHead
    this.deadline = plane.now + MIRROR_MS
    plane.mirrored.add(this)
    service.board.begin(plane.worker, colour, instance.slot)
    this.upstream = takeUpstream(plane, instance, opening, 'repeatable')
    this.upstream.start(this, text, null, false)
  }

  /** Sends a copy, if there may be one more. */
  static send(
    plane: Plane,
    service: Service,
    colour: ColourIndex,
    instance: Instance,
    text: string,
    opening: string,
    isHead: boolean,
  ): MirroredRequest | null {
    if (plane.mirrored.size >= MOST_MIRRORED) {
      service.board.countMirror(plane.worker, { dropped: 1 })
      return null
    }
    return new MirroredRequest(plane, service, colour, instance, text, opening, isHead)
  }

  /** The original has been answered. */
  compareWith(original: Outcome): void {
    this.original = original
    this.compare()
  }

  connected(): void {}
  drained(): void {}
  looksElsewhere(): boolean {
    return false
  }

  addedLines(): string {
    return ''
  }

  sendText(text: string): boolean {
    this.bytes += text.length
    return true
  }

  sendBytes(_: Buffer, start: number, end: number): boolean {
    this.bytes += end - start
    return true
  }

  upgraded(): void {}
  tunnelEnded(): void {}

  answered(status: number): void {
    this.end()
    this.copy = { status, bytes: this.bytes, ms: performance.now() - this.startedAt }
    this.compare()
  }

  failed(): void {
    this.end()
    this.service.board.countMirror(this.plane.worker, { requests: 1, failed: 1 })
  }

  sweep(now: number): void {
    if (now < this.deadline) return
    this.upstream?.abandon()
    this.failed()
  }

  private end(): void {
    this.upstream = null
    this.plane.mirrored.delete(this)
    this.service.board.end(this.plane.worker, this.colour, this.instance.slot)
  }

  private compare(): void {
    const { copy, original } = this
    if (copy === null || original === null) return
    this.service.board.countMirror(this.plane.worker, {
      requests: 1,
      statusDiffers: copy.status === original.status ? 0 : 1,
      bytesDiffer: copy.bytes === original.bytes ? 0 : 1,
      originalMs: original.ms,
      mirrorMs: copy.ms,
    })
  }
}
