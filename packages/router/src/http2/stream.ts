import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import { duplexPair, type Duplex } from 'node:stream'
import type { Peer } from '../peer/peer.ts'
import { ClientConnection } from '../proxy/client-connection.ts'
import type { Plane } from '../proxy/plane.ts'
import { requestText, trailerText } from './request-text.ts'
import { ResponseReader, type ResponseHead } from './response-reader.ts'

/** Of the connection, or of its framing, which HTTP/2 has its own of (RFC 9113 §8.2.2). */
const ENDS_HERE = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade'])

/**
 * Serves one stream: it becomes an HTTP/1.1 connection to the data path, in memory, so that routing,
 * switches, holds, pools, counters and drains are the same for it as for everybody else.
 */
export function serveStream(
  plane: Plane,
  stream: ServerHttp2Stream,
  raw: readonly string[],
  peer: Peer,
): void {
  stream.on('error', () => {
    // 'close' follows.
  })
  const request = requestText(raw, !stream.endAfterHeaders)
  if (request === null) {
    stream.close(constants.NGHTTP2_PROTOCOL_ERROR)
    return
  }
  const [ours, theirs] = duplexPair()
  void new ClientConnection(plane, theirs, peer)
  ours.on('error', () => {
    // 'close' follows.
  })
  const { reader, finish } = readAnswer(stream, ours, request.method === 'HEAD')
  const close = (): void => {
    if (!stream.destroyed) {
      // In the middle of an answer the client must see that it is not whole. The rest of an upload that has
      // been answered is not wanted (RFC 9113 §8.1).
      finish()
      stream.close(reader.done ? constants.NGHTTP2_NO_ERROR : constants.NGHTTP2_INTERNAL_ERROR)
    }
    ours.destroy()
    theirs.destroy()
  }
  theirs.on('close', close)
  stream.on('close', close)
  ours.write(request.text, 'latin1')
  if (!stream.endAfterHeaders) sendBody(stream, ours, request.chunked)
}

function sendBody(stream: ServerHttp2Stream, to: Duplex, chunked: boolean): void {
  let trailers = ''
  stream.on('trailers', (_fields, _flags, raw: string[]) => {
    const lines = trailerText(raw)
    if (lines === null) stream.close(constants.NGHTTP2_PROTOCOL_ERROR)
    else trailers = lines
  })
  stream.on('data', (bytes: Buffer) => {
    if (chunked) to.write(`${bytes.length.toString(16)}\r\n`, 'latin1')
    let more = to.write(bytes)
    if (chunked) more = to.write('\r\n', 'latin1')
    if (!more) stream.pause()
  })
  to.on('drain', () => {
    stream.resume()
  })
  stream.on('end', () => {
    // Also after a reset there is an 'end', but not of a body.
    if (chunked && !stream.aborted && !to.destroyed) to.write(`0\r\n${trailers}\r\n`, 'latin1')
  })
}

/**
 * An answer may come before the end of the upload. The data path then takes the rest of it for a moment and
 * drops it. An answer that refuses is sent at once; of any other the last part waits until the upload or that
 * moment is over (`finish`), because some clients (curl 7) that have a whole answer listen no more, and then
 * wait for ever to be allowed to send on.
 */
function readAnswer(stream: ServerHttp2Stream, from: Duplex, isHead: boolean): Answer {
  let trailers: [string, string][] = []
  let isRefusal = false
  let last: (() => void) | null = null
  const mustWait = (): boolean =>
    !isRefusal && !stream.readableEnded && !stream.endAfterHeaders && !stream.destroyed
  const finish = (): void => {
    const send = last
    last = null
    if (!stream.destroyed) send?.()
  }
  const reader = new ResponseReader(isHead, {
    interim: (head) => {
      if (!stream.destroyed) stream.additionalHeaders(headersOf(head))
    },
    head: (head, isWhole) => {
      isRefusal = head.status >= 400
      const respond = (): void => {
        stream.respond(headersOf(head), { endStream: isWhole, waitForTrailers: !isWhole })
      }
      if (isWhole) last = respond
      else if (!stream.destroyed) respond()
    },
    data: (bytes) => {
      if (!stream.destroyed && !stream.write(bytes)) from.pause()
    },
    end: (found) => {
      trailers = found
      last = () => stream.end()
    },
  })
  stream.on('wantTrailers', () => {
    stream.sendTrailers(gathered(trailers))
  })
  stream.on('drain', () => {
    from.resume()
  })
  const read = (act: () => void): void => {
    stream.cork()
    act()
    if (reader.done && mustWait()) return
    stream.uncork()
    finish()
  }
  from.on('data', (bytes: Buffer) => {
    read(() => {
      reader.read(bytes)
    })
  })
  from.on('end', () => {
    read(() => {
      reader.end()
    })
  })
  stream.on('end', finish)
  return { reader, finish }
}

type Answer = { reader: ResponseReader; finish: () => void }

function headersOf({ status, fields }: ResponseHead): OutgoingHttpHeaders {
  return { ...gathered(fields.filter(([name]) => !ENDS_HERE.has(name))), ':status': status }
}

/** Fields that occur more than once become lists. */
function gathered(fields: readonly [string, string][]): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of fields) {
    const before = headers[name]
    if (before === undefined) headers[name] = value
    else if (typeof before !== 'string') before.push(value)
    else if (before !== value) headers[name] = [before, value]
  }
  return headers
}
