import { performance } from 'node:perf_hooks'
import type { Duplex } from 'node:stream'
import type { FrontAnswer } from '../entrance/front-desk.ts'
import { INCOMPLETE, failureOf } from '../http1/failure.ts'
import { UPGRADE } from '../http1/fields.ts'
import type { Head } from '../http1/head.ts'
import { parseRequestHead } from '../http1/request-head.ts'
import { requestHalf, unknownHalf, wholeLine, type AnswerHalf } from '../metrics/log-line.ts'
import { believedAddress } from '../peer/forwarded.ts'
import type { Peer } from '../peer/peer.ts'
import { pickInstance, type Instance } from '../services/instance.ts'
import { DEFAULT_TIMEOUTS } from '../services/settings.ts'
import { bucketOf } from '../switchboard/histogram.ts'
import {
  BLUE,
  GREEN,
  WHOLE,
  isHeld,
  isInMaintenance,
  type ColourIndex,
} from '../switchboard/routing-word.ts'
import { answerText, plainText, type AnswerCode } from './answers.ts'
import { chooseColour } from './choose-colour.ts'
import { ClientSocket } from './client-socket.ts'
import type { Downstream } from './downstream.ts'
import { forwardedHead } from './forwarded-head.ts'
import { MirroredRequest } from './mirrored-request.ts'
import { Pace } from './pace.ts'
import { nextRequestId, type Plane } from './plane.ts'
import { RequestBody } from './request-body.ts'
import { originForm, requestHost, textOf } from './rewrite.ts'
import { isSafe } from './safe-method.ts'
import { openingOf, type Service } from './service.ts'
import { UpstreamConnection, takeUpstream } from './upstream-connection.ts'

// A connection goes round: HEAD until a whole head is there, BODY while the request's body is passed on,
// ANSWER until the response is whole, then HEAD again. Bytes that come in ANSWER are the next request
// (pipelining): they are kept and reading stops. A request for a service that is held waits in HELD, as
// bytes, and is read again when the hold ends. An upgrade leads to TUNNEL for good. When the connection
// is to be closed while the client may still be sending, LINGER reads and drops for a moment, because
// closing a socket with unread bytes resets it and the answer would be lost on its way (RFC 9112 §9.6).
const HEAD = 0
const BODY = 1
const ANSWER = 2
const TUNNEL = 3
const LINGER = 4
const CLOSED = 5
const HELD = 6

const LINGER_MS = 2_000
const RETRY_SOON = 'Retry-After: 1\r\n'
/** Bodies up to this size that came with their head are written together with it. */
const JOINED_BYTES = 12_288

export class ClientConnection extends ClientSocket implements Downstream {
  private readonly peer: Peer
  private state = HEAD
  /** Bytes that came but could not be used yet. */
  private stash: Buffer | null = null
  /** When to give up what is being waited for, in `plane.now`; `expire` knows what that was. */
  private deadline: number

  // The request under way.
  private service: Service | null = null
  private colour: ColourIndex = BLUE
  private instance: Instance | null = null
  private upstream: UpstreamConnection | null = null
  private requestId = ''
  private startedAt = 0
  /** What was sent to the instance, for sending it to another; the rest of a body is never kept. */
  private sentText = ''
  private sentBody: Buffer | null = null
  private repeatable = false
  private attempts = 0
  private readonly body = new RequestBody()
  private answering = false
  private probed = false
  /** A 404 to it may be a file that only the other colour has. */
  private asset = false
  /** It was, and the other colour is asked. */
  private bridged = false
  private mirror: MirroredRequest | null = null
  /** An event stream has been silent for as long as a body may, and is given as long as a tunnel. */
  private patient = false
  /** Made when the client is waited for, in the middle of an exchange. */
  private pace: Pace | null = null
  /** Of the response, head and body. */
  private sentBytes = 0
  /** What the access log says of the request itself. */
  private logged = ''
  /** A Set-Cookie line for the client. */
  private cookie: string | null = null
  /** The request was HTTP/1.1; an older client is not sent chunks or interim responses. */
  modern = true
  isHead = false
  wantsUpgrade = false
  private keep = true

  constructor(plane: Plane, stream: Duplex, peer: Peer) {
    super(plane, stream)
    this.peer = peer
    this.deadline = plane.now + plane.limits.idleMs
    plane.clients.add(this)
  }

  protected onDrain(): void {
    this.upstream?.resume()
  }

  protected onBytes(bytes: Buffer, start: number, end: number): boolean {
    const stash = this.stash
    if (stash === null) return this.consume(bytes, start, end, 0)
    this.stash = null
    const joined = Buffer.concat([stash, bytes.subarray(start, end)])
    return this.consume(joined, 0, joined.length, stash.length)
  }

  /** `seen` bytes at the front were looked at before and do not make a whole head. */
  private consume(bytes: Buffer, start: number, end: number, seen: number): boolean {
    let at = start
    while (at < end) {
      switch (this.state) {
        case HEAD: {
          const next = this.readHead(bytes, at, end, seen)
          if (next < 0) return true
          at = next
          seen = 0
          break
        }
        case BODY:
          at = this.passBody(bytes, at, end)
          break
        case HELD:
          this.keepMore(bytes.subarray(at, end))
          return false
        case ANSWER:
          this.stash = Buffer.from(bytes.subarray(at, end))
          return false
        case TUNNEL:
          this.deadline = this.plane.now + (this.service as Service).options.timeouts.tunnelMs
          this.upstream?.sendBody(bytes, at, end)
          at = end
          break
        default:
          return true
      }
    }
    if (this.state === BODY || this.state === TUNNEL) return this.upstream?.takesMore ?? true
    return this.state !== HELD
  }

  private keepMore(bytes: Buffer): void {
    this.stash = this.stash === null ? Buffer.from(bytes) : Buffer.concat([this.stash, bytes])
  }

  private readHead(bytes: Buffer, start: number, end: number, seen: number): number {
    const { plane } = this
    // A head that trickles in is parsed when its end is there, not once a packet.
    if (
      seen > 3 &&
      end - start <= plane.limits.headBytes &&
      bytes.indexOf('\r\n\r\n', start + seen - 3, 'latin1') < 0
    ) {
      this.stash = Buffer.from(bytes.subarray(start, end))
      return INCOMPLETE
    }
    const head = plane.requestHead
    const at = parseRequestHead(bytes, start, end, head, plane.limits)
    if (at >= 0) return this.dispatch(bytes, head, at, end)
    if (at === INCOMPLETE) {
      if (seen === 0) this.deadline = plane.now + plane.limits.headMs
      this.stash = Buffer.from(bytes.subarray(start, end))
    } else {
      const { status, reason } = failureOf(at)
      this.requestId = nextRequestId(plane)
      this.keep = false
      this.isHead = false
      this.answer(status, 'bad-request', reason)
    }
    return at
  }

  /** Finds who answers, and sends what is there of the request. Returns the position behind what it used. */
  private dispatch(bytes: Buffer, head: Head, bodyStart: number, end: number): number {
    const { plane } = this
    this.startedAt = performance.now()
    this.requestId = nextRequestId(plane)
    this.modern = head.minor === 1
    this.keep = !head.close && !plane.closing
    const methodLength = head.methodEnd - head.start
    this.isHead =
      methodLength === 4 &&
      bytes[head.start] === 72 &&
      textOf(bytes, head.start, head.methodEnd) === 'HEAD'
    this.answering = false
    this.probed = false
    this.attempts = 0
    this.patient = false
    this.asset = false
    this.bridged = false
    this.mirror = null
    this.pace = null
    this.sentBytes = 0
    if (plane.log !== null)
      this.logged = requestHalf(this.requestId, this.address(bytes, head), bytes, head)
    this.body.start(head)
    this.state = this.body.isWhole ? ANSWER : BODY
    this.wantsUpgrade = head.connectionUpgrade && head.has(UPGRADE)

    if (plane.frontDesk !== null) {
      const told = plane.frontDesk(bytes, head, this.peer)
      if (told !== null) {
        this.answerAtFront(told)
        return bodyStart
      }
    }
    const service =
      plane.table.only ?? plane.table.find(requestHost(bytes, head), originForm(bytes, head))
    this.service = service
    if (service === null) {
      this.answer(404, 'no-service', 'no service is configured for this host and path')
      return bodyStart
    }
    const { word } = service.board
    const { choice } = plane
    const found = chooseColour(choice, bytes, head, service, word, this.address(bytes, head))
    this.colour = choice.colour
    this.probed = choice.probed
    this.cookie = choice.cookie
    if (isInMaintenance(word) && !choice.chosen) {
      this.answerMaintenance(bytes, head, service)
      return bodyStart
    }
    if (!found) {
      this.answer(503, 'no-active-colour', `${service.name} has no active colour yet`)
      return bodyStart
    }
    if (isHeld(word) && !choice.chosen) {
      this.hold(bytes.subarray(head.start, end), service)
      return end
    }
    const instance = pickInstance(service.colours[this.colour].instances, null)
    if (instance === null) {
      service.board.countFailed(plane.worker, this.colour)
      this.answer(
        503,
        'no-healthy-instance',
        `${service.name} has no healthy ${this.colourName()} instance`,
      )
      this.countAnswer(503)
      return bodyStart
    }

    let at = bodyStart
    if (this.state === BODY) {
      at = this.measureBody(bytes, bodyStart, end)
      if (at < 0) {
        this.refuseBody(at)
        return end
      }
    }
    const joined = at - bodyStart <= JOINED_BYTES
    const textEnd = joined ? at : bodyStart
    this.sentText = forwardedHead(bytes, head, textEnd, this.peer, plane, this.requestId)
    this.sentBody = joined ? null : Buffer.from(bytes.subarray(bodyStart, at))
    this.repeatable =
      this.state === ANSWER && bodyStart === at && !this.wantsUpgrade && isSafe(bytes, head)
    if (this.repeatable && !choice.chosen) this.preparePlanB(bytes, head, service)
    this.send(instance)
    return at
  }

  /** What else a safe request may lead to: a copy to the idle colour, a second look for an asset. */
  private preparePlanB(bytes: Buffer, head: Head, service: Service): void {
    const { mirror, assetPaths } = service.options
    const other = service.colours[this.colour === BLUE ? GREEN : BLUE]
    if (mirror > 0 && Math.random() * WHOLE < mirror) {
      const instance = pickInstance(other.instances, null)
      if (instance !== null)
        this.mirror = MirroredRequest.send(
          this.plane,
          service,
          other.index,
          instance,
          this.sentText,
          openingOf(service, this.peer),
          this.isHead,
        )
    }
    if (assetPaths.length > 0 && other.instances.length > 0) {
      const path = originForm(bytes, head)
      this.asset = assetPaths.some((prefix) => path.startsWith(prefix))
    }
  }

  private log(status: number, error?: AnswerCode): void {
    const { log } = this.plane
    if (log === null) return
    const { service, instance } = this
    const ms = Number((performance.now() - this.startedAt).toFixed(3))
    const half: AnswerHalf = { status, bytes: this.sentBytes, ms }
    if (error !== undefined) half.error = error
    if (service !== null && instance !== null) {
      half.service = service.name
      half.colour = this.colourName()
      half.release = service.colours[this.colour].release
      half.instance = instance.authority
    }
    log.add(wholeLine(this.logged || unknownHalf(this.requestId, this.peer.address), half))
    this.logged = ''
  }

  /** A 404 under an asset path is asked of the other colour, which may be the one the page came from. */
  looksElsewhere(status: number): boolean {
    if (status !== 404 || !this.asset) return false
    const service = this.service as Service
    const other = service.colours[this.colour === BLUE ? GREEN : BLUE]
    const instance = pickInstance(other.instances, null)
    if (instance === null) return false
    this.asset = false
    this.bridged = true
    this.dropUpstream()
    this.colour = other.index
    this.send(instance)
    return true
  }

  /** Whose request it is, when a trusted proxy has passed it on. */
  private address(bytes: Buffer, head: Head): string {
    const { peer, plane } = this
    return peer.trusted ? believedAddress(bytes, head, peer, plane.trusted) : peer.address
  }

  /** Load balancers that ask for the health path are not to take the maintenance page away too. */
  private answerMaintenance(bytes: Buffer, head: Head, service: Service): void {
    const { health } = service.options
    if (health !== null && originForm(bytes, head) === health.path)
      this.answer(200, 'maintenance', `${service.name} is in maintenance`)
    else this.answer(503, 'maintenance', `${service.name} is in maintenance`, 'Retry-After: 30\r\n')
  }

  /** Keeps the request until `release`, within bounds of time and number. */
  private hold(request: Buffer, service: Service): void {
    const { plane } = this
    if (plane.held.size >= plane.limits.heldPerWorker) {
      this.keep = false
      this.answer(503, 'hold-overflow', `too many requests wait for ${service.name}`, RETRY_SOON)
      return
    }
    this.state = HELD
    this.stash = Buffer.from(request)
    this.deadline = plane.now + service.options.timeouts.holdMs
    plane.held.add(this)
  }

  /** The hold may be over: the request is looked at again. */
  release(): void {
    const request = this.stash
    if (this.state !== HELD || request === null) return
    const { deadline } = this
    this.state = HEAD
    this.stash = null
    this.plane.held.delete(this)
    const more = this.consume(request, 0, request.length, 0)
    if (this.isHeld) this.deadline = deadline
    else if (more) this.resume()
  }

  private get isHeld(): boolean {
    return this.state === HELD
  }

  private send(instance: Instance): void {
    const service = this.service as Service
    this.instance = instance
    service.board.begin(this.plane.worker, this.colour, instance.slot)
    const purpose = this.attempts > 0 ? 'again' : this.repeatable ? 'repeatable' : 'once'
    const opening = openingOf(service, this.peer)
    const upstream = takeUpstream(this.plane, instance, opening, purpose)
    this.upstream = upstream
    this.deadline =
      this.plane.now +
      (upstream.connecting ? service.options.timeouts.connectMs : this.waitMs(service))
    upstream.start(this, this.sentText, this.sentBody, purpose === 'once')
  }

  private waitMs(service: Service): number {
    return this.state === BODY
      ? service.options.timeouts.bodyMs
      : service.options.timeouts.responseMs
  }

  /** Where the body ends in bytes[at, end), or `end`; a failure when its chunks are malformed. */
  private measureBody(bytes: Buffer, at: number, end: number): number {
    const to = this.body.measure(bytes, at, end)
    if (to >= 0 && this.body.isWhole) this.state = ANSWER
    return to
  }

  private passBody(bytes: Buffer, at: number, end: number): number {
    const to = this.measureBody(bytes, at, end)
    if (to < 0) {
      this.refuseBody(to)
      return end
    }
    const service = this.service as Service
    this.deadline = this.plane.now + this.waitMs(service)
    this.upstream?.sendBody(bytes, at, to)
    return to
  }

  /** The body turned out malformed: the instance must not take what it got for a whole request. */
  private refuseBody(failure: number): void {
    this.dropUpstream()
    const { status, reason } = failureOf(failure)
    this.keep = false
    if (this.answering) this.socket.destroy()
    else this.answer(status, 'bad-request', reason)
  }

  // What the upstream connection tells.

  /** The connection to the instance is open: the rest of the body may come. */
  connected(): void {
    const service = this.service as Service
    this.deadline = this.plane.now + this.waitMs(service)
    this.resume()
  }

  /** The instance takes more of the body, or of the tunnel. */
  drained(): void {
    this.resume()
  }

  get requestIsWhole(): boolean {
    return this.state === ANSWER
  }

  /** Whether the connection may be kept after this response. */
  get keeps(): boolean {
    return this.keep && this.state === ANSWER && !this.ended
  }

  /** Lines of ours in the response: what a probe asked for, and what becomes of the connection. */
  addedLines(keep: boolean): string {
    this.keep = keep
    let lines = keep ? (this.modern ? '' : 'Connection: keep-alive\r\n') : 'Connection: close\r\n'
    lines += this.peer.lines
    if (this.cookie !== null) lines += this.cookie
    if (this.probed) {
      const { release } = (this.service as Service).colours[this.colour]
      lines += `teal-colour: ${this.colourName()}\r\n`
      if (release !== null) lines += `teal-release: ${release}\r\n`
    }
    return lines
  }

  /** Writes text that is part of a response; false when the client does not keep up. */
  sendText(text: string): boolean {
    this.answering = true
    this.sentBytes += text.length
    return this.writer.text(text)
  }

  sendBytes(bytes: Buffer, start: number, end: number): boolean {
    this.deadline = this.plane.now + (this.service as Service).options.timeouts.bodyMs
    this.sentBytes += end - start
    this.patient = false
    return this.writer.bytes(bytes, start, end)
  }

  /** The response is whole. */
  answered(status: number): void {
    const service = this.service as Service
    const instance = this.instance as Instance
    this.upstream = null
    instance.succeeded()
    service.board.end(this.plane.worker, this.colour, instance.slot)
    const ms = this.countAnswer(status)
    if (this.mirror !== null) this.mirror.compareWith({ status, bytes: this.sentBytes, ms })
    if (this.plane.log !== null) this.log(status)
    this.next()
  }

  /** Both sides speak another protocol from here on. */
  upgraded(): void {
    this.state = TUNNEL
    if (this.plane.log !== null) this.log(101)
    this.deadline = this.plane.now + (this.service as Service).options.timeouts.tunnelMs
    this.countAnswer(101)
    const rest = this.stash
    this.stash = null
    if (rest !== null) this.upstream?.sendBody(rest, 0, rest.length)
    this.resume()
  }

  get inTunnel(): boolean {
    return this.state === TUNNEL
  }

  /** The instance has said its last word in the tunnel. */
  tunnelEnded(): void {
    this.socket.end()
  }

  /**
   * No whole response came. Sends the request to another instance when that is safe: it was certainly not
   * taken (`untaken`), or may be repeated (RFC 9110 §9.2.2) and nothing was answered yet.
   */
  failed(code: AnswerCode, status: number, message: string, untaken: boolean): void {
    const service = this.service as Service
    const instance = this.instance as Instance
    this.upstream = null
    service.board.end(this.plane.worker, this.colour, instance.slot)
    if (this.state === TUNNEL) {
      this.instance = null
      this.socket.destroy()
      return
    }
    if (!this.answering && this.attempts === 0 && (untaken || this.repeatable)) {
      const other = pickInstance(service.colours[this.colour].instances, instance)
      if (other !== null) {
        this.attempts = 1
        this.send(other)
        return
      }
    }
    this.instance = null
    if (this.bridged) {
      this.answer(404, 'not-found', `neither colour of ${service.name} has it`)
      return
    }
    service.board.countFailed(this.plane.worker, this.colour)
    this.countAnswer(status)
    if (this.answering) this.socket.destroy()
    else
      this.answer(status, code, `${message} (${this.colourName()} instance ${instance.authority})`)
  }

  // Endings.

  /** Answers without an instance, and goes on to the next request when the client may send one. */
  private answer(status: number, code: AnswerCode, message: string, lines = ''): void {
    const close = !this.keep || this.state !== ANSWER
    this.keep = !close
    const ours = this.peer.lines + lines
    const extra = !close && !this.modern ? `${ours}Connection: keep-alive\r\n` : ours
    this.log(status, code)
    this.writer.text(
      answerText(status, code, message, this.requestId, { close, head: this.isHead, lines: extra }),
    )
    this.next()
  }

  private answerAtFront(told: FrontAnswer): void {
    if (told.kind === 'redirect') {
      this.answer(308, 'redirect', 'this is served over https', `Location: ${told.to}\r\n`)
      return
    }
    this.keep = this.keep && this.state === ANSWER
    this.log(200)
    this.writer.text(plainText(told.text, { close: !this.keep, head: this.isHead }))
    this.next()
  }

  private next(): void {
    this.instance = null
    this.sentText = ''
    this.sentBody = null
    if (!this.keep || this.state !== ANSWER || this.ended) {
      this.closePolitely()
      return
    }
    this.state = HEAD
    this.deadline = this.plane.now + this.plane.limits.idleMs
    const rest = this.stash
    if (rest !== null) {
      this.stash = null
      if (this.consume(rest, 0, rest.length, 0)) this.resume()
    } else this.resume()
  }

  private closePolitely(): void {
    this.state = LINGER
    this.stash = null
    this.deadline = this.plane.now + (this.writer.queued > 0 ? this.readerMs() : LINGER_MS)
    this.socket.end()
    this.resume()
    if (this.ended) this.state = CLOSED
  }

  protected onEnd(): void {
    switch (this.state) {
      case BODY:
        // The request will never be whole.
        this.socket.destroy()
        break
      case ANSWER:
      case HELD:
        break
      case TUNNEL:
        this.upstream?.endTunnel()
        break
      default:
        this.socket.end()
    }
  }

  protected onClose(): void {
    this.state = CLOSED
    this.plane.clients.delete(this)
    this.plane.held.delete(this)
    this.dropUpstream()
  }

  private dropUpstream(): void {
    const { upstream, instance } = this
    if (upstream === null || instance === null) return
    this.upstream = null
    this.instance = null
    ;(this.service as Service).board.end(this.plane.worker, this.colour, instance.slot)
    upstream.abandon()
  }

  private countAnswer(status: number): number {
    const ms = performance.now() - this.startedAt
    const bucket = bucketOf(ms)
    ;(this.service as Service).board.count(this.plane.worker, this.colour, status, bucket)
    return ms
  }

  private colourName(): string {
    return this.colour === BLUE ? 'blue' : 'green'
  }

  // Called from the worker's sweep.

  /** Ends what has taken too long. */
  sweep(now: number): void {
    if (this.state === BODY || (this.hasAnswer && this.writer.queued > 0)) this.watchPace(now)
    else if (this.state === LINGER) this.deadline = Math.min(this.deadline, now + LINGER_MS)
    if (now >= this.deadline) this.expire()
  }

  /** What is being written is an answer, and nothing else is waited for. */
  private get hasAnswer(): boolean {
    const { state } = this
    return state === ANSWER || state === LINGER || (state === HEAD && this.stash === null)
  }

  /** Waits for the client as long as it moves bytes, and enough of them. */
  private watchPace(now: number): void {
    const { queued } = this.writer
    const sends = this.state === BODY && this.reading && this.upstream?.connecting === false
    this.pace ??= new Pace(now)
    const taken = Math.max(this.body.received + this.sentBytes - queued, 0)
    const moved = this.pace.look(now, sends || queued > 0, taken)
    if (this.pace.isTooSlow(this.plane.limits)) this.deadline = now
    else if (moved && queued > 0) this.deadline = now + this.readerMs()
  }

  /** How long a client that takes nothing of its answer is waited for. */
  private readerMs(): number {
    return (this.service?.options.timeouts ?? DEFAULT_TIMEOUTS).bodyMs
  }

  private expire(): void {
    switch (this.state) {
      case HEAD:
        if (this.stash === null) {
          this.socket.destroy()
          break
        }
        this.requestId = nextRequestId(this.plane)
        this.keep = false
        this.answer(408, 'request-timeout', 'the request head did not arrive in time')
        break
      case HELD:
        this.plane.held.delete(this)
        this.keep = false
        this.stash = null
        this.answer(503, 'hold-timeout', 'the service was held for too long', RETRY_SOON)
        break
      case BODY:
      case ANSWER:
        this.expireRequest()
        break
      default:
        this.socket.destroy()
    }
  }

  private expireRequest(): void {
    const { upstream } = this
    if (upstream === null) this.socket.destroy()
    // The client does not take its answer, for which its instance is not to blame.
    else if (this.writer.queued > 0) this.cut()
    else if (upstream.isEndless && !this.patient) {
      this.patient = true
      this.deadline = this.plane.now + (this.service as Service).options.timeouts.tunnelMs
    } else if (upstream.connecting) {
      upstream.fail()
      this.failed('instance-timeout', 504, 'no connection in time', true)
    } else if (this.state === BODY && this.reading && !this.answering) {
      this.dropUpstream()
      this.keep = false
      this.answer(408, 'request-timeout', 'the request body did not arrive in time')
    } else if (this.state === BODY && this.reading) this.cut()
    else {
      upstream.fail()
      this.repeatable = false
      this.failed('instance-timeout', 504, 'no answer in time', false)
    }
  }

  /** Whether the request under way is with this colour of this service. */
  isWith(service: string, colour: ColourIndex): boolean {
    return this.instance !== null && this.colour === colour && this.service?.name === service
  }

  /** A WebSocket, an event stream, or another protocol: nothing that ends by itself. */
  get isEndless(): boolean {
    return this.upstream?.isEndless === true
  }

  /** Ends such a stream where its protocol allows it, so that the client knows it may come back. */
  endStream(): void {
    this.upstream?.sayGoodbye(() => {
      this.dropUpstream()
      this.keep = false
      this.closePolitely()
    })
  }

  /** Closes the connection in the middle of its request. */
  cut(): void {
    this.dropUpstream()
    this.socket.destroy()
  }

  /** Closes the connection if it is between two requests. */
  closeIfIdle(): void {
    if (this.state === HEAD && this.stash === null) this.closePolitely()
  }
}
