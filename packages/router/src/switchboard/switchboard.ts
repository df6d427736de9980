import { BUCKETS } from './histogram.ts'
import type { ColourIndex } from './routing-word.ts'

// One board a service, in memory that the main thread and every worker share:
//
//   control   the routing word, which only the main thread writes
//   health    one cell an instance slot: what the active checks found, and until when it is ejected
//   flight    per worker: requests in flight by colour and by instance slot
//   counts    per worker: what only grows, by colour
//
// A worker writes its own cells only, so counting needs no atomic operation. The routing word and the
// in-flight numbers are read and written atomically, because a drain decides by them.

/** Most instances a colour can have at once. */
export const SLOTS_PER_COLOUR = 64
export const SLOTS = 2 * SLOTS_PER_COLOUR

export const UNKNOWN = 0
export const HEALTHY = 1
export const UNHEALTHY = 2

const WORD = 0
const CONTROL_CELLS = 16
const FLIGHT_CELLS = 2 + SLOTS

// Cells of one colour in `counts`.
const REQUESTS = 0
const STATUS = 1 // five cells, 1xx to 5xx
const FAILED = 6
const BUCKET = 7
const COLOUR_CELLS = BUCKET + BUCKETS

/** How the idle colour's answers to copied requests compare; `…Ms` are sums. */
export type MirrorCounts = {
  requests: number
  failed: number
  /** Not copied, because too many copies were under way. */
  dropped: number
  statusDiffers: number
  bytesDiffer: number
  originalMs: number
  mirrorMs: number
}

const MIRROR: readonly (keyof MirrorCounts)[] = [
  'requests',
  'failed',
  'dropped',
  'statusDiffers',
  'bytesDiffer',
  'originalMs',
  'mirrorMs',
]

export type ColourCounts = {
  requests: number
  status: [number, number, number, number, number]
  failed: number
  buckets: number[]
}

export class Switchboard {
  readonly memory: SharedArrayBuffer
  readonly workers: number
  private readonly control: Int32Array
  private readonly health: Int32Array
  private readonly ejected: Float64Array
  private readonly flight: Int32Array
  private readonly counts: Float64Array
  private readonly mirror: Float64Array

  private constructor(memory: SharedArrayBuffer, workers: number) {
    this.memory = memory
    this.workers = workers
    let at = 0
    const take = (bytes: number): number => {
      const from = at
      at += Math.ceil(bytes / 64) * 64
      return from
    }
    this.control = new Int32Array(memory, take(CONTROL_CELLS * 4), CONTROL_CELLS)
    this.health = new Int32Array(memory, take(SLOTS * 4), SLOTS)
    this.ejected = new Float64Array(memory, take(SLOTS * 8), SLOTS)
    this.flight = new Int32Array(memory, take(workers * FLIGHT_CELLS * 4), workers * FLIGHT_CELLS)
    const cells = workers * 2 * COLOUR_CELLS
    this.counts = new Float64Array(memory, take(cells * 8), cells)
    const mirrorCells = workers * MIRROR.length
    this.mirror = new Float64Array(memory, take(mirrorCells * 8), mirrorCells)
  }

  static create(workers: number): Switchboard {
    const bytes =
      CONTROL_CELLS * 4 +
      SLOTS * 12 +
      workers * (FLIGHT_CELLS * 4 + 2 * COLOUR_CELLS * 8 + MIRROR.length * 8) +
      6 * 64
    return new Switchboard(new SharedArrayBuffer(Math.ceil(bytes / 64) * 64), workers)
  }

  /** The same board seen from another thread. */
  static over(memory: SharedArrayBuffer, workers: number): Switchboard {
    return new Switchboard(memory, workers)
  }

  /** The routing word, see routing-word.ts. */
  get word(): number {
    return Atomics.load(this.control, WORD)
  }

  /** This is the switch: from here on every worker sends each new request by this word. */
  set word(word: number) {
    Atomics.store(this.control, WORD, word)
  }

  healthOf(slot: number): number {
    return this.health[slot] as number
  }

  setHealth(slot: number, health: number): void {
    Atomics.store(this.health, slot, health)
  }

  /** Milliseconds since the epoch until which nothing is sent to the instance, if another can take it. */
  ejectedUntil(slot: number): number {
    return this.ejected[slot] as number
  }

  eject(slot: number, until: number): void {
    this.ejected[slot] = until
  }

  begin(worker: number, colour: ColourIndex, slot: number): void {
    const at = worker * FLIGHT_CELLS
    Atomics.add(this.flight, at + colour, 1)
    this.flight[at + 2 + slot] = (this.flight[at + 2 + slot] as number) + 1
  }

  end(worker: number, colour: ColourIndex, slot: number): void {
    const at = worker * FLIGHT_CELLS
    Atomics.sub(this.flight, at + colour, 1)
    this.flight[at + 2 + slot] = (this.flight[at + 2 + slot] as number) - 1
  }

  /** Counts one answered request: its status, and the bucket of its latency. */
  count(worker: number, colour: ColourIndex, status: number, bucket: number): void {
    const at = (worker * 2 + colour) * COLOUR_CELLS
    const counts = this.counts
    counts[at] = (counts[at] as number) + 1
    const statusAt = at + STATUS + ((status / 100) | 0) - 1
    counts[statusAt] = (counts[statusAt] as number) + 1
    const bucketAt = at + BUCKET + bucket
    counts[bucketAt] = (counts[bucketAt] as number) + 1
  }

  /** Counts one request that the colour failed: no whole answer came from it. */
  countFailed(worker: number, colour: ColourIndex): void {
    const at = (worker * 2 + colour) * COLOUR_CELLS + FAILED
    this.counts[at] = (this.counts[at] as number) + 1
  }

  countMirror(worker: number, counts: Partial<MirrorCounts>): void {
    for (const [i, key] of MIRROR.entries()) {
      const at = worker * MIRROR.length + i
      this.mirror[at] = (this.mirror[at] as number) + (counts[key] ?? 0)
    }
  }

  /** Sums of all workers. */
  mirrored(): MirrorCounts {
    const sums = MIRROR.map((key, i) => {
      let sum = 0
      for (let worker = 0; worker < this.workers; worker++)
        sum += this.mirror[worker * MIRROR.length + i] as number
      return [key, sum] as const
    })
    return Object.fromEntries(sums) as MirrorCounts
  }

  inFlight(colour: ColourIndex): number {
    let sum = 0
    for (let worker = 0; worker < this.workers; worker++)
      sum += Atomics.load(this.flight, worker * FLIGHT_CELLS + colour)
    return sum
  }

  inFlightOf(slot: number): number {
    let sum = 0
    for (let worker = 0; worker < this.workers; worker++)
      sum += this.flight[worker * FLIGHT_CELLS + 2 + slot] as number
    return sum
  }

  /** Forgets the in-flight numbers of a worker that died with its connections. */
  forget(worker: number): void {
    this.flight.fill(0, worker * FLIGHT_CELLS, (worker + 1) * FLIGHT_CELLS)
  }

  /** Sums of all workers. */
  counted(colour: ColourIndex): ColourCounts {
    const sum = Array.from({ length: COLOUR_CELLS }, () => 0)
    for (let worker = 0; worker < this.workers; worker++) {
      const at = (worker * 2 + colour) * COLOUR_CELLS
      for (let i = 0; i < COLOUR_CELLS; i++)
        sum[i] = (sum[i] as number) + (this.counts[at + i] as number)
    }
    return {
      requests: sum[REQUESTS] as number,
      status: sum.slice(STATUS, STATUS + 5) as ColourCounts['status'],
      failed: sum[FAILED] as number,
      buckets: sum.slice(BUCKET),
    }
  }
}
