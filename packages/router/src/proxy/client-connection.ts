import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { Peer } from '../peer/peer.ts'
import type { Instance } from '../services/instance.ts'
import type { ColourIndex } from '../switchboard/routing-word.ts'
import type { AnswerCode } from './answers.ts'
import { ClientSocket } from './client-socket.ts'
import { ANSWER, BODY, CLOSED, HEAD, HELD, LINGER, TUNNEL } from './connection-state.ts'
import type { Downstream } from './downstream.ts'
import { Exchange } from './exchange.ts'
import { answer } from './own-answer.ts'
import { passBody } from './pass-body.ts'
import type { Plane } from './plane.ts'
import { readHead } from './read-head.ts'
import { countAnswer, logAnswer } from './record.ts'
import { askOtherColour } from './second-colour.ts'
import { sendAgain, waitMs } from './send-request.ts'
import type { Service } from './service.ts'
import { LINGER_MS, readerMs } from './timeouts.ts'

/**
 * A client's connection: what its bytes mean in each state, what an instance's answer does to it, and how it
 * ends. What is done with a request is in files of their own.
 */
export class ClientConnection extends ClientSocket implements Downstream {
  readonly peer: Peer
  readonly exchange = new Exchange()
  state = HEAD
  /** Bytes that came but could not be used yet. */
  stash: Buffer | null = null
  /** When to give up what is being waited for, in `plane.now`. */
  deadline: number
  /** The request was HTTP/1.1; an older client is not sent chunks or interim responses. */
  modern = true
  isHead = false
  wantsUpgrade = false
  /** Another request may follow this one. */
  keep = true

  constructor(plane: Plane, stream: Duplex, peer: Peer) {
    super(plane, stream)
    this.peer = peer
    this.deadline = plane.now + plane.limits.idleMs
    plane.clients.add(this)
  }

  // What the client does.

  protected onDrain(): void {
    this.exchange.upstream?.resume()
  }

  protected onBytes(bytes: Buffer, start: number, end: number): boolean {
    const stash = this.stash
    if (stash === null) return this.consume(bytes, start, end, 0)
    this.stash = null
    const joined = Buffer.concat([stash, bytes.subarray(start, end)])
    return this.consume(joined, 0, joined.length, stash.length)
  }

  /**
   * Uses bytes[start, end) as the state says; false when no more are wanted for now. `seen` bytes at the front
   * were looked at before and do not make a whole head.
   */
  consume(bytes: Buffer, start: number, end: number, seen: number): boolean {
    const { exchange } = this
    let at = start
    while (at < end) {
      switch (this.state) {
        case HEAD: {
          const next = readHead(this, bytes, at, end, seen)
          if (next < 0) return true
          at = next
          seen = 0
          break
        }
        case BODY:
          at = passBody(this, bytes, at, end)
          break
        case HELD:
          this.keepMore(bytes.subarray(at, end))
          return false
        case ANSWER:
          this.stash = Buffer.from(bytes.subarray(at, end))
          return false
        case TUNNEL:
          this.deadline = this.plane.now + (exchange.service as Service).options.timeouts.tunnelMs
          exchange.upstream?.sendBody(bytes, at, end)
          at = end
          break
        default:
          return true
      }
    }
    if (this.state === BODY || this.state === TUNNEL) return exchange.upstream?.takesMore ?? true
    return this.state !== HELD
  }

  private keepMore(bytes: Buffer): void {
    this.stash = this.stash === null ? Buffer.from(bytes) : Buffer.concat([this.stash, bytes])
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
        this.exchange.upstream?.endTunnel()
        break
      default:
        this.socket.end()
    }
  }

  protected onClose(): void {
    this.state = CLOSED
    this.plane.clients.delete(this)
    this.plane.held.delete(this)
    this.exchange.dropUpstream(this.plane.worker)
  }

  // What the connection to the instance tells.

  connected(): void {
    this.deadline = this.plane.now + waitMs(this, this.exchange.service as Service)
    this.resume()
  }

  drained(): void {
    this.resume()
  }

  get requestIsWhole(): boolean {
    return this.state === ANSWER
  }

  get keeps(): boolean {
    return this.keep && this.state === ANSWER && !this.ended
  }

  looksElsewhere(status: number): boolean {
    return status === 404 && this.exchange.asset && askOtherColour(this)
  }

  /** Lines of ours in the response: what a probe asked for, and what becomes of the connection. */
  addedLines(keep: boolean): string {
    const { exchange } = this
    this.keep = keep
    let lines = keep ? (this.modern ? '' : 'Connection: keep-alive\r\n') : 'Connection: close\r\n'
    lines += this.peer.lines
    if (exchange.cookie !== null) lines += exchange.cookie
    if (exchange.probed) {
      const { release } = (exchange.service as Service).colours[exchange.colour]
      lines += `teal-colour: ${exchange.colourName}\r\n`
      if (release !== null) lines += `teal-release: ${release}\r\n`
    }
    return lines
  }

  sendText(text: string): boolean {
    const { exchange } = this
    exchange.answering = true
    exchange.sentBytes += text.length
    return this.writer.text(text)
  }

  sendBytes(bytes: Buffer, start: number, end: number): boolean {
    const { exchange } = this
    this.deadline = this.plane.now + (exchange.service as Service).options.timeouts.bodyMs
    exchange.sentBytes += end - start
    exchange.patient = false
    return this.writer.bytes(bytes, start, end)
  }

  answered(status: number): void {
    const { exchange, plane } = this
    const instance = exchange.instance as Instance
    exchange.upstream = null
    instance.succeeded()
    ;(exchange.service as Service).board.end(plane.worker, exchange.colour, instance.slot)
    const ms = countAnswer(exchange, plane.worker, status)
    if (exchange.mirror !== null)
      exchange.mirror.compareWith({ status, bytes: exchange.sentBytes, ms })
    if (plane.log !== null) logAnswer(this, status)
    this.next()
  }

  /** Both sides speak another protocol from here on. */
  upgraded(): void {
    const { exchange, plane } = this
    this.state = TUNNEL
    if (plane.log !== null) logAnswer(this, 101)
    this.deadline = plane.now + (exchange.service as Service).options.timeouts.tunnelMs
    countAnswer(exchange, plane.worker, 101)
    const rest = this.stash
    this.stash = null
    if (rest !== null) exchange.upstream?.sendBody(rest, 0, rest.length)
    this.resume()
  }

  /** The instance has said its last word in the tunnel. */
  tunnelEnded(): void {
    this.socket.end()
  }

  /** Sends the request to another instance when that is safe; else the client is told, or cut off. */
  failed(code: AnswerCode, status: number, message: string, untaken: boolean): void {
    const { exchange, plane } = this
    const service = exchange.service as Service
    const instance = exchange.instance as Instance
    const isUnframed = exchange.upstream?.isUnframed === true
    exchange.upstream = null
    service.board.end(plane.worker, exchange.colour, instance.slot)
    if (this.state === TUNNEL) {
      exchange.instance = null
      this.socket.destroy()
      return
    }
    if (sendAgain(this, untaken)) return
    exchange.instance = null
    if (exchange.bridged) {
      answer(this, 404, 'not-found', `neither colour of ${service.name} has it`)
      return
    }
    service.board.countFailed(plane.worker, exchange.colour)
    countAnswer(exchange, plane.worker, status)
    if (exchange.answering) this.breakOff(isUnframed)
    else {
      const whose = `${exchange.colourName} instance ${instance.authority}`
      answer(this, status, code, `${message} (${whose})`)
    }
  }

  // What comes then.

  /** The exchange is over: the next request, or the end of the connection. */
  next(): void {
    const { exchange } = this
    exchange.instance = null
    exchange.sentText = ''
    exchange.sentBody = null
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
    this.deadline = this.plane.now + (this.writer.queued > 0 ? readerMs(this) : LINGER_MS)
    this.socket.end()
    this.resume()
    if (this.ended) this.state = CLOSED
  }

  /** Where only the end of the connection ends an answer (RFC 9112 §8), one that is not whole needs another end. */
  private breakOff(isUnframed: boolean): void {
    const { socket } = this
    if (isUnframed && socket instanceof Socket && !(socket instanceof TLSSocket))
      socket.resetAndDestroy()
    else socket.destroy()
  }

  // What the worker asks and wants.

  /** Whether the request under way is with this colour of this service. */
  isWith(service: string, colour: ColourIndex): boolean {
    const { exchange } = this
    return (
      exchange.instance !== null && exchange.colour === colour && exchange.service?.name === service
    )
  }

  /** A WebSocket, an event stream, or another protocol: nothing that ends by itself. */
  get isEndless(): boolean {
    return this.exchange.upstream?.isEndless === true
  }

  get isHeld(): boolean {
    return this.state === HELD
  }

  /** Ends such a stream where its protocol allows it, so that the client knows it may come back. */
  endStream(): void {
    this.exchange.upstream?.sayGoodbye(() => {
      this.exchange.dropUpstream(this.plane.worker)
      this.keep = false
      this.closePolitely()
    })
  }

  /** Closes the connection in the middle of its request. */
  cut(): void {
    const { exchange } = this
    const isUnframed = exchange.answering && exchange.upstream?.isUnframed === true
    exchange.dropUpstream(this.plane.worker)
    this.breakOff(isUnframed)
  }

  /** Closes the connection if it is between two requests. */
  closeIfIdle(): void {
    if (this.state === HEAD && this.stash === null) this.closePolitely()
  }
}
