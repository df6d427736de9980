import { extname } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { EntranceSettings } from './entrance/entrance.ts'
import type { Challenges } from './entrance/front-desk.ts'
import type { Descriptors, FromWorker, ToWorker, WorkerData } from './messages.ts'
import type { ClientLimits, ServiceForWorker } from './services/settings.ts'
import type { TlsForWorker } from './tls/termination.ts'

type Waiting = { resolve: (count: number) => void; reject: (error: Error) => void }
type Member = {
  thread: Worker
  dead: boolean
  waiting: Map<number, Waiting>
  listening: Promise<number>
  descriptors: Descriptors
}

const NONE: Descriptors = { plain: [], tls: [] }
const RESTART_MS = 100
/**
 * Room for new objects. The buffers that HTTP/2 is read into lie outside the heap and are freed when this is
 * full: with as much as V8 takes by itself that is so late that the whole heap is collected instead, 62 times
 * in 200 uploads of 1 MB.
 */
const YOUNG_MB = 6
/** Beside this module, under the same extension: `.ts` in a checkout, `.js` where it was compiled. */
const WORKER = new URL(`worker${extname(import.meta.url)}`, import.meta.url)

type Options = {
  count: number
  host: string
  port: number
  limits: ClientLimits
  accessLog: string | null
  /** Where TLS connections come in; null: nowhere. */
  tlsListen: { host: string; port: number } | null
  /** What a worker that starts is told about its entrance. */
  entrance: () => EntranceSettings
  challenges: () => Challenges
  /** Listening sockets of a router that hands over. */
  descriptors: Descriptors
  /** What a worker that starts is told. */
  services: () => ServiceForWorker[]
  /** A worker died: its numbers are to be forgotten. */
  died: (worker: number, error: string) => void
}

/** The worker threads of a router; one that dies is replaced while the others go on. */
export class Workers {
  private readonly options: Options
  private readonly members: Member[] = []
  private ids = 0
  private closing = false
  port: number
  /** Null when there is no TLS port. */
  tlsPort: number | null

  constructor(options: Options) {
    this.options = options
    this.port = options.port
    this.tlsPort = options.tlsListen?.port ?? null
  }

  /** Resolves when all workers accept connections; rejects when the port cannot be had. */
  async start(): Promise<void> {
    // Each worker has a core, and what it throws away is nearly all garbage: it collects that by itself in
    // half a millisecond. Helper threads compete for the same core, and every collection waits for them: 6 ms
    // each on two busy cores.
    setFlagsFromString('--no-parallel-scavenge')
    // The first finds the port, should any free one do; the others share it.
    for (let worker = 0; worker < this.options.count; worker++) {
      const { descriptors, count } = this.options
      const share = (all: number[]): number[] => all.filter((_, i) => i % count === worker)
      const member = this.spawn(worker, {
        plain: share(descriptors.plain),
        tls: share(descriptors.tls),
      })
      this.members[worker] = member
      this.port = await member.listening
    }
  }

  /** The listening sockets of all workers. */
  get descriptors(): Descriptors {
    return {
      plain: this.members.flatMap((member) => member.descriptors.plain),
      tls: this.members.flatMap((member) => member.descriptors.tls),
    }
  }

  /** Certificates have changed. */
  updateTls(tls: TlsForWorker): void {
    this.tellAll({ kind: 'tls', tls })
  }

  /** Resolves when every worker shows these proofs. */
  async updateChallenges(challenges: Challenges): Promise<void> {
    await this.askAll((id) => ({ kind: 'challenges', id, challenges }))
  }

  /** Tells every worker what there is now; resolves when all have it. */
  async configure(): Promise<void> {
    const services = this.options.services()
    await this.askAll((id) => ({ kind: 'configure', id, services }))
  }

  /** Resolves when every request begun so far is counted in the switchboard. */
  async barrier(): Promise<void> {
    await this.askAll((id) => ({ kind: 'barrier', id }))
  }

  /** Has the workers look again at requests that wait for the end of a hold. */
  release(): void {
    this.tellAll({ kind: 'release' })
  }

  /** Ends the WebSockets and event streams of a colour, spread over the time. */
  wane(service: string, colour: 0 | 1, withinMs: number): void {
    this.tellAll({ kind: 'wane', service, colour, withinMs })
  }

  private tellAll(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    for (const { thread } of this.members) thread.postMessage(message)
  }

  /** Closes the connections that have a request with the colour; resolves to their number. */
  async cut(service: string, colour: 0 | 1): Promise<number> {
    return await this.askAll((id) => ({ kind: 'cut', id, service, colour }))
  }

  /** Stops accepting; resolves to the number of connections that the deadline cut off. */
  async close(deadlineMs: number, graceMs: number): Promise<number> {
    this.closing = true
    const cut = await this.askAll((id) => ({ kind: 'close', id, deadlineMs, graceMs }))
    await Promise.all(this.members.map((member) => member.thread.terminate()))
    return cut
  }

  private async askAll(message: (id: number) => ToWorker): Promise<number> {
    const counts = await Promise.all(this.members.map((member) => this.ask(member, message)))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  private ask(member: Member, message: (id: number) => ToWorker): Promise<number> {
    // Who has died has nothing left to do, and its replacement begins with what is in force.
    if (member.dead) return Promise.resolve(0)
    const id = ++this.ids
    return new Promise((resolve, reject) => {
      member.waiting.set(id, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      member.thread.postMessage(message(id))
    })
  }

  private spawn(worker: number, descriptors: Descriptors): Member {
    const { count, host, limits, accessLog, tlsListen } = this.options
    const data: WorkerData = {
      worker,
      workers: count,
      host,
      port: this.port,
      limits,
      accessLog,
      descriptors,
      tlsListen: tlsListen === null ? null : { host: tlsListen.host, port: this.tlsPort ?? 0 },
      entrance: this.options.entrance(),
      challenges: this.options.challenges(),
    }
    const thread = new Worker(WORKER, {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    const waiting = new Map<number, Waiting>()
    let listens: (port: number) => void = () => {}
    let fails: (error: Error) => void = () => {}
    const listening = new Promise<number>((resolve, reject) => {
      listens = resolve
      fails = reject
    })
    listening.catch(() => {})
    const member: Member = { thread, dead: false, waiting, listening, descriptors: NONE }
    let error = 'it ended'
    thread.on('message', (message: FromWorker) => {
      if (message.kind === 'listening') {
        member.descriptors = message.descriptors
        this.tlsPort = message.tlsPort
        listens(message.port)
      } else if (message.kind === 'failed') {
        error = message.message
        fails(new Error(error))
      } else if (message.kind === 'complaint')
        process.stderr.write(`teal router: worker ${worker}: ${message.message}\n`)
      else {
        waiting.get(message.id)?.resolve(message.count)
        waiting.delete(message.id)
      }
    })
    thread.on('error', (cause) => {
      error = String(cause)
    })
    thread.on('exit', () => {
      fails(new Error(error))
      member.dead = true
      member.descriptors = NONE
      // Its connections are gone, and whoever waits for it need not wait any more.
      this.options.died(worker, error)
      for (const { resolve } of waiting.values()) resolve(0)
      waiting.clear()
      if (this.closing || this.members[worker] !== member) return
      setTimeout(() => {
        if (this.closing) return
        const replacement = this.spawn(worker, NONE)
        this.members[worker] = replacement
        // One that cannot listen serves nobody: it is told why, and another tries.
        replacement.listening.catch(() => void replacement.thread.terminate())
      }, RESTART_MS)
    })
    this.ask(member, (id) => ({ kind: 'configure', id, services: this.options.services() })).catch(
      () => {},
    )
    return member
  }
}
