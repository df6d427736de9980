import { Socket, type SocketConstructorOpts } from 'node:net'

/** What Node keeps behind a socket; `new Socket({ handle })` takes it, though only `fd` is documented. */
type WithHandle = { _handle: { reading?: boolean; readStop: () => void } | null }

/**
 * The same connection as a socket that reads into `buffer` and calls `onBytes` with what is there, instead
 * of making a buffer for every read: a third of what a small request costs in JavaScript. `socket` comes
 * from a server with `pauseOnConnect`, so nothing of it was read, or what was read is put back. What `onBytes` wants to keep it must copy;
 * when it returns false, reading stops until `resume()`.
 */
export function intoFixedBuffer(
  socket: Socket,
  buffer: Buffer,
  onBytes: (length: number) => boolean,
): Socket {
  const accepted = socket as unknown as WithHandle
  const handle = accepted._handle
  if (handle === null) return socket
  const early = socket.readableLength > 0 ? (socket.read() as Buffer) : null
  handle.readStop()
  handle.reading = false
  accepted._handle = null
  const options = {
    handle,
    allowHalfOpen: true,
    readable: true,
    writable: true,
    onread: { buffer, callback: onBytes },
  }
  const moved = new Socket(options as unknown as SocketConstructorOpts)
  if (early !== null)
    process.nextTick(() => {
      // A PROXY header is short: what came with it fits the buffer.
      early.copy(buffer)
      if (!onBytes(early.length)) moved.pause()
    })
  return moved
}
