import { performance } from 'node:perf_hooks'
import type { Head } from '../http1/head.ts'
import type { Instance } from '../services/instance.ts'
import { BLUE, type ColourIndex } from '../switchboard/routing-word.ts'
import type { MirroredRequest } from './mirrored-request.ts'
import type { Pace } from './pace.ts'
import { RequestBody } from './request-body.ts'
import type { Service } from './service.ts'
import type { UpstreamConnection } from './upstream-connection.ts'

/** The request under way on a client's connection, and its answer. One is reused for all of them. */
export class Exchange {
  requestId = ''
  startedAt = 0
  service: Service | null = null
  colour: ColourIndex = BLUE
  instance: Instance | null = null
  upstream: UpstreamConnection | null = null
  readonly body = new RequestBody()
  /** What was sent to the instance, for sending it to another; the rest of a body is never kept. */
  sentText = ''
  sentBody: Buffer | null = null
  /** Safe, and sent whole: it may go to another instance as long as nothing was answered. */
  repeatable = false
  attempts = 0
  /** Some of the answer is with the client. */
  answering = false
  /** Of the answer, head and body. */
  sentBytes = 0
  /** The answer tells colour and release. */
  probed = false
  /** A Set-Cookie line for the client. */
  cookie: string | null = null
  /** A 404 to it may be a file that only the other colour has. */
  asset = false
  /** It was, and the other colour is asked. */
  bridged = false
  mirror: MirroredRequest | null = null
  /** An event stream has been silent for as long as a body may, and is given as long as a tunnel. */
  patient = false
  /** Made when the client is waited for. */
  pace: Pace | null = null
  /** What the access log says of the request itself. */
  logged = ''

  /** Starts anew with the request that `head` begins. */
  begin(requestId: string, head: Head): void {
    this.requestId = requestId
    this.startedAt = performance.now()
    this.body.start(head)
    this.attempts = 0
    this.answering = false
    this.sentBytes = 0
    this.probed = false
    this.asset = false
    this.bridged = false
    this.mirror = null
    this.patient = false
    this.pace = null
  }

  get colourName(): string {
    return this.colour === BLUE ? 'blue' : 'green'
  }

  /** Lets go of the instance in the middle of its work. */
  dropUpstream(worker: number): void {
    const { upstream, instance } = this
    if (upstream === null || instance === null) return
    this.upstream = null
    this.instance = null
    ;(this.service as Service).board.end(worker, this.colour, instance.slot)
    upstream.abandon()
  }
}
