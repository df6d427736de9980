import { constants, type ServerHttp2Stream } from 'node:http2'
import { trailerText } from './request-text.ts'
import type { StreamConnection } from './stream-connection.ts'

/** What has come of a request's body is passed on at the latest when it is so much. */
const GATHERED_BYTES = 49_152
/** The most that a frame adds to that (RFC 9113 §4.2), and room for the framing of a chunk. */
const STAGE_BYTES = GATHERED_BYTES + 16_384 + 16
/** Used for one hand-over at a time: making and collecting a buffer for each costs more than filling it. */
const stage = Buffer.allocUnsafeSlow(STAGE_BYTES)

/**
 * Passes the body of a request on. It comes in frames of at most 16 KB, often in two parts each; what came
 * in one turn of the event loop is passed on as one, so that it is written to the instance at once.
 */
export function passUpload(
  stream: ServerHttp2Stream,
  to: StreamConnection,
  chunked: boolean,
): void {
  let trailers = ''
  let parts: Buffer[] = []
  let length = 0
  let flushing = false
  const flush = (): void => {
    flushing = false
    if (length === 0 || to.destroyed) return
    let at = chunked ? stage.write(`${length.toString(16)}\r\n`, 'latin1') : 0
    for (const part of parts) at += part.copy(stage, at)
    if (chunked) at += stage.write('\r\n', at, 'latin1')
    parts = []
    length = 0
    if (!to.hand(stage.subarray(0, at))) stream.pause()
  }
  stream.on('trailers', (_fields, _flags, raw: string[]) => {
    const lines = trailerText(raw)
    if (lines === null) stream.close(constants.NGHTTP2_PROTOCOL_ERROR)
    else trailers = lines
  })
  stream.on('data', (bytes: Buffer) => {
    parts.push(bytes)
    length += bytes.length
    if (length >= GATHERED_BYTES) flush()
    else if (!flushing) {
      flushing = true
      setImmediate(flush)
    }
  })
  stream.on('end', () => {
    flush()
    // Also after a reset there is an 'end', but not of a body.
    if (chunked && !stream.aborted && !to.destroyed)
      to.hand(Buffer.from(`0\r\n${trailers}\r\n`, 'latin1'))
  })
}
