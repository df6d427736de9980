import { connect, type Socket } from 'node:net'
import { INCOMPLETE, failureOf } from '../http1/failure.ts'
import { CONTENT_TYPE, KEEP_ALIVE, UPGRADE } from '../http1/fields.ts'
import type { Head } from '../http1/head.ts'
import { parseResponseHead } from '../http1/response-head.ts'
import type { Instance } from '../services/instance.ts'
import type { Downstream } from './downstream.ts'
import type { Plane } from './plane.ts'
import { ResponseBody } from './response-body.ts'
import { fieldValue, responseText, upgradeLines } from './rewrite.ts'
import { GOING_AWAY, WebSocketFrames } from './websocket-frames.ts'
import { Writer } from './writer.ts'

// A connection to an instance is CONNECTING (or CHECKED, see below), then waits for a response HEAD, passes its
// BODY on, and is IDLE in the instance's pool between requests. After 101 it is a TUNNEL. Whatever an idle
// instance says unasked ends the connection.
//
// An instance may close a kept connection at any moment, also while a request is on its way to it. Whether the
// request was taken is then not known, and only one that is safe to repeat can be sent again (RFC 9110
// §9.2.2). So one that is not goes only where little time has passed since the last answer, and not before
// the connection has been CHECKED: the event loop is given a turn, in which an end that is here already shows.
const CONNECTING = 0
const IDLE = 1
const HEAD = 2
const BODY = 3
const TUNNEL = 4
const CLOSED = 5
const CHECKED = 6

/** Shorter than the 5 s after which Node, and others, close an idle connection while we may be writing. */
const IDLE_MS = 4_000
/** Servers that close idle connections do it after 2 s at the earliest, unless they say so. */
const SURELY_KEPT_MS = 1_000
/** Parts of a response up to this size are written as one string with the head. */
const JOINED_BYTES = 15_360

export class UpstreamConnection {
  private readonly plane: Plane
  readonly instance: Instance
  private readonly socket: Socket
  private readonly opening: string
  private readonly writer: Writer
  private state = CONNECTING
  private client: Downstream | null = null
  private stash: Buffer | null = null
  private status = 0
  private readonly body = new ResponseBody()
  private persistent = true
  private eventStream = false
  private frames: WebSocketFrames | null = null
  /** Somebody waits for the end of what is under way in an endless stream. */
  private saidGoodbye: (() => void) | null = null
  /** It has carried a request before, so it may be closed by the other side at any moment. */
  private used = false
  private idleSince = 0
  private expires = 0
  private idleMs = IDLE_MS
  takesMore = false

  constructor(plane: Plane, instance: Instance, opening: string) {
    this.plane = plane
    this.instance = instance
    this.opening = opening
    const socket = connect({
      host: instance.host,
      port: instance.port,
      noDelay: true,
      allowHalfOpen: true,
      onread: {
        buffer: plane.inbound,
        callback: (length: number, bytes: Uint8Array) => this.onBytes(bytes as Buffer, length),
      },
    })
    this.socket = socket
    socket.on('connect', () => {
      if (this.state !== CONNECTING) return
      this.state = HEAD
      this.takesMore = true
      this.client?.connected()
    })
    this.writer = new Writer(
      socket,
      () => {
        this.takesMore = true
        this.client?.drained()
      },
      () => {
        // It may have answered before it closed, and that can still be read: reading ends with the same error.
      },
    )
    socket.on('end', () => {
      this.onEnd()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.onError(error)
    })
    socket.on('close', () => {
      this.onError(null)
    })
  }

  get connecting(): boolean {
    return this.state === CONNECTING || this.state === CHECKED
  }

  get usable(): boolean {
    return this.state === IDLE && this.plane.now < this.expires
  }

  get isSurelyKept(): boolean {
    return this.plane.now < this.idleSince + SURELY_KEPT_MS
  }

  /** Sends a request; `once`: only when the connection is certainly not closed yet. */
  start(client: Downstream, text: string, body: Buffer | null, once: boolean): void {
    this.client = client
    this.stash = null
    if (this.state === IDLE && once) {
      this.state = CHECKED
      this.takesMore = false
      // The first comes when the events of this turn are over, the second after another look for events.
      setImmediate(() =>
        setImmediate(() => {
          if (this.state !== CHECKED) return
          this.state = HEAD
          this.write(text, body)
          client.connected()
        }),
      )
      return
    }
    if (this.state === IDLE) this.state = HEAD
    this.write(text, body)
  }

  private write(text: string, body: Buffer | null): void {
    const more = this.writer.text(this.opening + text)
    this.takesMore = this.state === HEAD && more
    if (body !== null) this.sendBody(body, 0, body.length)
  }

  /** Sends the next part of a request's body, or of a tunnel; `takesMore` says whether to go on. */
  sendBody(bytes: Buffer, start: number, end: number): void {
    this.writer.goDirect()
    if (!this.writer.bytes(bytes, start, end)) this.takesMore = false
  }

  /** The client can take more of the response. */
  resume(): void {
    if (this.state !== CLOSED) this.socket.resume()
  }

  /** The client is gone or the request refused: what comes is of no use. */
  abandon(): void {
    this.client = null
    this.destroy()
  }

  destroy(): void {
    this.state = CLOSED
    this.socket.destroy()
  }

  /** As `abandon`, because the instance did not do what it should. */
  fail(): void {
    this.instance.failed()
    this.abandon()
  }

  endTunnel(): void {
    this.socket.end()
  }

  get isEndless(): boolean {
    return this.state === TUNNEL || this.eventStream
  }

  /** The client cannot see where the body ends but by the end of its connection. */
  get isUnframed(): boolean {
    return this.body.isUntilClose || this.body.dechunk
  }

  /**
   * Writes the end of an endless stream to the client, if its protocol has one, as soon as what is under way
   * has passed; then calls `said`.
   */
  sayGoodbye(said: () => void): void {
    this.saidGoodbye = said
    this.endAtBoundary()
  }

  /** True when the stream has been ended. */
  private endAtBoundary(): boolean {
    const { saidGoodbye, frames } = this
    if (saidGoodbye === null) return false
    if (this.state === TUNNEL && frames !== null) {
      if (!frames.atBoundary) return false
      this.client?.sendText(GOING_AWAY)
    } else if (this.state === BODY && this.body.passesChunks) {
      if (!this.body.atBoundary) return false
      this.client?.sendText('0\r\n\r\n')
    }
    this.saidGoodbye = null
    saidGoodbye()
    return true
  }

  private onBytes(bytes: Buffer, length: number): boolean {
    const { client } = this
    if (client === null) {
      this.destroy()
      return false
    }
    if (this.state === CHECKED) {
      // Some say that they close before they do.
      this.onError(null)
      return false
    }
    if (this.stash === null) return this.consume(client, bytes, 0, length)
    const joined = Buffer.concat([this.stash, bytes.subarray(0, length)])
    this.stash = null
    return this.consume(client, joined, 0, joined.length)
  }

  /** Passes bytes[at, end) on; false when the client does not keep up or nothing more is wanted. */
  private consume(client: Downstream, bytes: Buffer, at: number, end: number): boolean {
    if (this.state === HEAD) return this.readHead(client, bytes, at, end)
    if (this.state === TUNNEL) return this.passThrough(client, bytes, at, end)
    const { body } = this
    if (body.isUntilClose) return client.sendBytes(bytes, at, end)
    const to = body.measure(bytes, at, end)
    if (to < 0) {
      this.broken(failureOf(to).reason)
      return false
    }
    if (!body.dechunk) {
      const more = client.sendBytes(bytes, at, to)
      if (body.isWhole) return this.finish(to < end)
      return !this.endAtBoundary() && more
    }
    return body.isWhole ? this.finish(to < end) : true
  }

  private passThrough(client: Downstream, bytes: Buffer, at: number, end: number): boolean {
    const { frames } = this
    if (frames === null || this.saidGoodbye === null) {
      frames?.scan(bytes, at, end)
      return client.sendBytes(bytes, at, end)
    }
    const more = client.sendBytes(bytes, at, frames.scanFrame(bytes, at, end))
    return !this.endAtBoundary() && more
  }

  private readHead(client: Downstream, bytes: Buffer, start: number, end: number): boolean {
    const head = this.plane.responseHead
    const at = parseResponseHead(bytes, start, end, head, this.plane.limits)
    if (at === INCOMPLETE) {
      this.stash = Buffer.from(bytes.subarray(start, end))
      return true
    }
    if (at < 0) {
      this.broken(failureOf(at).reason)
      return false
    }
    if (head.status < 200) return this.interim(client, bytes, head, at, end)

    if (client.looksElsewhere(head.status)) return false

    this.status = head.status
    this.persistent = !head.close
    if (head.has(KEEP_ALIVE)) this.idleMs = idleMsOf(fieldValue(bytes, head, head.find(KEEP_ALIVE)))
    this.eventStream = head.contentLength < 0 && isEventStream(bytes, head)
    const { body } = this
    body.start(head, client)
    this.state = BODY
    const untilClose = body.isUntilClose
    if (untilClose) this.persistent = false
    const { dechunk } = body
    const added = client.addedLines(client.keeps && !untilClose && !dechunk)
    const joined = at < end && !body.isWhole && !untilClose && !dechunk && end - at <= JOINED_BYTES
    if (!joined) {
      const more = client.sendText(responseText(bytes, head, at, dechunk, added))
      if (body.isWhole) return this.finish(at < end)
      return at === end ? more : this.consume(client, bytes, at, end)
    }
    const to = body.measure(bytes, at, end)
    if (to < 0) {
      this.broken(failureOf(to).reason)
      return false
    }
    const more = client.sendText(responseText(bytes, head, to, false, added))
    return body.isWhole ? this.finish(to < end) : more
  }

  /** 100, 103 and the like are passed on and waited behind (RFC 9110 §15.2); 101 changes everything. */
  private interim(client: Downstream, bytes: Buffer, head: Head, at: number, end: number): boolean {
    if (head.status === 101) {
      if (!client.wantsUpgrade) {
        this.broken('101 to a request that did not ask for it')
        return false
      }
      client.sendText(responseText(bytes, head, at, false, upgradeLines(bytes, head)))
      this.state = TUNNEL
      const protocol = head.find(UPGRADE)
      if (protocol >= 0 && fieldValue(bytes, head, protocol).toLowerCase() === 'websocket')
        this.frames = new WebSocketFrames()
      client.upgraded()
      return at === end || this.consume(client, bytes, at, end)
    }
    if (client.modern) client.sendText(responseText(bytes, head, at, false, ''))
    return at === end || this.readHead(client, bytes, at, end)
  }

  /** The response is whole; `surplus` bytes behind it are nobody's, and mean the framing cannot be trusted. */
  private finish(surplus: boolean): boolean {
    const client = this.client as Downstream
    this.client = null
    this.eventStream = false
    this.saidGoodbye = null
    const reusable = this.persistent && !surplus && client.requestIsWhole && this.opening === ''
    if (reusable) {
      this.state = IDLE
      // While it connects, the stream keeps what is written; from its second request on nothing waits there.
      if (!this.used) this.writer.goDirect()
      this.used = true
      this.idleSince = this.plane.now
      this.expires = this.idleSince + this.idleMs
      this.instance.idle.push(this)
    } else this.destroy()
    client.answered(this.status)
    return reusable
  }

  /** The instance does not speak HTTP as it should. */
  private broken(reason: string): void {
    const { client } = this
    this.fail()
    client?.failed('bad-answer', 502, `the answer is malformed: ${reason}`, false)
  }

  private onEnd(): void {
    if (this.state === BODY && this.body.isUntilClose) this.finish(false)
    else if (this.state === TUNNEL) this.client?.tunnelEnded()
    else this.onError(null)
  }

  private onError(error: NodeJS.ErrnoException | null): void {
    const { client } = this
    const { connecting } = this
    if (this.state === IDLE) {
      const at = this.instance.idle.indexOf(this)
      if (at >= 0) this.instance.idle.splice(at, 1)
    }
    // A kept connection that ends before an answer says nothing about the instance's health.
    if (client === null || this.used) this.abandon()
    else this.fail()
    if (client === null) return
    const what = error?.code ?? 'closed'
    if (connecting) client.failed('instance-unreachable', 502, `cannot connect: ${what}`, true)
    else
      client.failed(
        'instance-closed',
        502,
        `the connection ended before the answer did: ${what}`,
        false,
      )
  }
}

/** `timeout=5` in a Keep-Alive field: stay a second below it. */
function idleMsOf(value: string): number {
  const seconds = /timeout=(\d{1,6})/i.exec(value)?.[1]
  return seconds === undefined
    ? IDLE_MS
    : Math.min(Math.max(Number(seconds) * 1_000 - 1_000, 0), 60_000)
}

const EVENT_STREAM = 'text/event-stream'

function isEventStream(bytes: Buffer, head: Head): boolean {
  const at = head.find(CONTENT_TYPE)
  return at >= 0 && fieldValue(bytes, head, at).toLowerCase().startsWith(EVENT_STREAM)
}
