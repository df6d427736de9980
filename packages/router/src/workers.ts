import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker, WorkerData } from './messages.ts'
import type { ClientLimits, ServiceForWorker } from './services/settings.ts'

type Waiting = { resolve: (count: number) => void; reject: (error: Error) => void }
type Member = {
  thread: Worker
  dead: boolean
  waiting: Map<number, Waiting>
  listening: Promise<number>
  descriptors: number[]
}

const RESTART_MS = 100

type Options = {
  count: number
  host: string
  port: number
  limits: ClientLimits
  /** Listening sockets of a router that hands over. */
  descriptors: number[]
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

  constructor(options: Options) {
    this.options = options
    this.port = options.port
  }

  /** Resolves when all workers accept connections; rejects when the port cannot be had. */
  async start(): Promise<void> {
    // The first finds the port, should any free one do; the others share it.
    for (let worker = 0; worker < this.options.count; worker++) {
      const { descriptors, count } = this.options
      const member = this.spawn(
        worker,
        descriptors.filter((_, i) => i % count === worker),
      )
      this.members[worker] = member
      this.port = await member.listening
    }
  }

  /** The listening sockets of all workers. */
  get descriptors(): number[] {
    return this.members.flatMap((member) => member.descriptors)
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

  private spawn(worker: number, descriptors: number[]): Member {
    const { count, host, limits } = this.options
    const data: WorkerData = { worker, workers: count, host, port: this.port, limits, descriptors }
    const thread = new Worker(new URL('worker.ts', import.meta.url), { workerData: data })
    const waiting = new Map<number, Waiting>()
    let listens: (port: number) => void = () => {}
    let fails: (error: Error) => void = () => {}
    const listening = new Promise<number>((resolve, reject) => {
      listens = resolve
      fails = reject
    })
    listening.catch(() => {})
    const member: Member = { thread, dead: false, waiting, listening, descriptors: [] }
    let error = 'it ended'
    thread.on('message', (message: FromWorker) => {
      if (message.kind === 'listening') {
        member.descriptors = message.descriptors
        listens(message.port)
      } else if (message.kind === 'failed') fails(new Error(message.message))
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
      member.descriptors = []
      // Its connections are gone, and whoever waits for it need not wait any more.
      this.options.died(worker, error)
      for (const { resolve } of waiting.values()) resolve(0)
      waiting.clear()
      if (this.closing || this.members[worker] !== member) return
      setTimeout(() => {
        if (!this.closing) this.members[worker] = this.spawn(worker, [])
      }, RESTART_MS)
    })
    this.ask(member, (id) => ({ kind: 'configure', id, services: this.options.services() })).catch(
      () => {},
    )
    return member
  }
}
