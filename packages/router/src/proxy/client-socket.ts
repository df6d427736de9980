import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { intoFixedBuffer } from './fixed-buffer.ts'
import type { Plane } from './plane.ts'
import { Writer } from './writer.ts'

/** The bytes of a client's connection: how they are read, held back and written, whatever they mean. */
export abstract class ClientSocket {
  readonly plane: Plane
  readonly socket: Duplex
  readonly writer: Writer
  reading = true
  /** The client has ended its side. */
  ended = false

  constructor(plane: Plane, stream: Duplex) {
    this.plane = plane
    const socket =
      stream instanceof Socket && !(stream instanceof TLSSocket)
        ? intoFixedBuffer(stream, plane.inbound, (length) => {
            if (this.onBytes(plane.inbound, 0, length)) return true
            this.reading = false
            return false
          })
        : stream
    this.socket = socket
    socket.on('data', (bytes: Buffer) => {
      if (!this.onBytes(bytes, 0, bytes.length)) this.pause()
    })
    this.writer = new Writer(socket, () => {
      this.onDrain()
    })
    this.writer.goDirect()
    socket.on('end', () => {
      this.ended = true
      this.onEnd()
    })
    socket.on('error', () => {
      // 'close' follows and does what is to be done; who resets a connection gets no answer.
    })
    socket.on('close', () => {
      this.onClose()
    })
  }

  /** Takes the bytes of one read; false when no more are wanted for now. */
  protected abstract onBytes(bytes: Buffer, start: number, end: number): boolean
  /** Everything that was written is with the kernel. */
  protected abstract onDrain(): void
  protected abstract onEnd(): void
  protected abstract onClose(): void

  protected pause(): void {
    if (!this.reading) return
    this.reading = false
    this.socket.pause()
  }

  resume(): void {
    if (this.reading) return
    this.reading = true
    this.socket.resume()
  }
}
