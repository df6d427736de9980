import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'

// Small answers are most of what a proxy writes, and nearly every write fits the kernel's buffer at once.
// For those, Node's Writable (its queue, a request object and a tick a write) costs more than the system
// call's own overhead. A Writer therefore calls what the socket itself calls: `handle.writeLatin1String`.
// When the kernel takes everything at once, that is all, and the request object is free again. When it does
// not, libuv keeps request and rest, and `onDrain` is called once they are done with. Which of both it was,
// only `kLastWriteWasAsync` tells: the queue may be empty already while the request is not yet completed, and
// using it again then aborts the process. Where Node's internals look different from what is known here, and
// for streams that are no plain sockets, it writes through the stream as anybody would.

/** The request object that libuv keeps while a write waits; it calls `oncomplete` at its end. */
type WriteRequest = { oncomplete: (status: number) => void; staged?: Buffer }
type Handle = {
  writeLatin1String: (request: WriteRequest, text: string) => number
  writeBuffer: (request: WriteRequest, bytes: Buffer) => number
  readonly writeQueueSize: number
}

// Copies of body parts are made in buffers that are used again and again: making and collecting one of 64 KB
// costs more than filling it.
const STAGE_BYTES = 65_536
const MOST_STAGES = 64
const stages: Buffer[] = []

function newStage(): Buffer {
  return Buffer.allocUnsafeSlow(STAGE_BYTES)
}

function release(staged: Buffer): void {
  if (staged.length === STAGE_BYTES && stages.length < MOST_STAGES) stages.push(staged)
}

export class Writer {
  private readonly stream: Duplex
  private readonly onDrain: () => void
  private readonly onBroken: () => void
  private handle: Handle | null = null
  private spare: WriteRequest | null = null
  private waiting = 0

  /**
   * `onDrain` is called when everything is written after a write that returned false, `onBroken` when nothing
   * more can be written past the stream.
   */
  constructor(stream: Duplex, onDrain: () => void, onBroken: () => void = () => stream.destroy()) {
    this.stream = stream
    this.onDrain = onDrain
    this.onBroken = onBroken
    stream.on('drain', onDrain)
  }

  /** Writes past the stream from now on; nothing may be waiting in it. */
  goDirect(): void {
    if (this.handle === null && this.stream.writableLength === 0)
      this.handle = handleOf(this.stream)
  }

  /** Bytes that the kernel has not taken yet. */
  get queued(): number {
    return this.handle === null ? this.stream.writableLength : this.handle.writeQueueSize
  }

  /** Writes bytes given as latin1 text; false when they do not all fit, and the caller should wait. */
  text(text: string): boolean {
    const { handle } = this
    if (handle === null || internals === null) return this.stream.write(text, 'latin1')
    const request = (this.spare ??= new internals.WriteWrap())
    return this.settle(internals, request, handle.writeLatin1String(request, text))
  }

  /** Writes a copy of bytes[start, end), which may change as soon as this returns. */
  bytes(bytes: Buffer, start: number, end: number): boolean {
    const { handle, stream } = this
    // Only a stream that is a socket has no use for the bytes any more when they are written.
    if (handle === null && !(stream instanceof TLSSocket))
      return stream.write(Buffer.from(bytes.subarray(start, end)))
    const length = end - start
    const staged = length <= STAGE_BYTES ? (stages.pop() ?? newStage()) : Buffer.alloc(length)
    bytes.copy(staged, 0, start, end)
    const part = length === staged.length ? staged : staged.subarray(0, length)
    if (handle === null || internals === null) return stream.write(part, () => release(staged))
    const request = (this.spare ??= new internals.WriteWrap())
    if (this.settle(internals, request, handle.writeBuffer(request, part))) {
      release(staged)
      return true
    }
    // libuv reads from the copy until the request completes; the request keeps it alive.
    request.staged = staged
    return false
  }

  private settle(node: Internals, request: WriteRequest, error: number): boolean {
    if (error !== 0) {
      this.onBroken()
      return false
    }
    if (node.streamBaseState[node.kLastWriteWasAsync] === 0) return true
    // libuv owns the request until it completes.
    this.spare = null
    this.waiting++
    request.oncomplete = (status) => {
      this.waiting--
      if (request.staged !== undefined) release(request.staged)
      if (status < 0) this.onBroken()
      else if (this.waiting === 0) this.onDrain()
    }
    return false
  }
}

/** What Node's own sockets write with; null where it is not as it is known here. */
type Internals = {
  WriteWrap: new () => WriteRequest
  streamBaseState: Int32Array
  kLastWriteWasAsync: number
}

const internals = findInternals()

function findInternals(): Internals | null {
  try {
    const { binding } = process as unknown as { binding: (name: string) => Partial<Internals> }
    const found = binding('stream_wrap')
    return typeof found.WriteWrap === 'function' &&
      found.streamBaseState instanceof Int32Array &&
      typeof found.kLastWriteWasAsync === 'number'
      ? (found as Internals)
      : null
  } catch {
    return null
  }
}

function handleOf(stream: Duplex): Handle | null {
  if (internals === null || !(stream instanceof Socket) || stream instanceof TLSSocket) return null
  const handle = (stream as unknown as { _handle: Partial<Handle> | null })._handle
  return handle !== null &&
    typeof handle.writeLatin1String === 'function' &&
    typeof handle.writeBuffer === 'function' &&
    typeof handle.writeQueueSize === 'number'
    ? (handle as Handle)
    : null
}
