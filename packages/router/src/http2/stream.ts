import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Peer } from '../peer/peer.ts'
import { ClientConnection } from '../proxy/client-connection.ts'
import type { Plane } from '../proxy/plane.ts'
import { requestText } from './request-text.ts'
import { ResponseReader, type ResponseHead } from './response-reader.ts'
import { StreamConnection } from './stream-connection.ts'
import { passUpload } from './upload.ts'

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
  const answer = readAnswer(stream, request.method === 'HEAD')
  const connection = new StreamConnection({
    answer: answer.take,
    end: answer.end,
    more: () => {
      stream.resume()
    },
  })
  stream.on('drain', () => {
    connection.goOn()
  })
  void new ClientConnection(plane, connection, peer)
  const close = (): void => {
    if (!stream.destroyed) {
      // In the middle of an answer the client must see that it is not whole. The rest of an upload that has
      // been answered is not wanted (RFC 9113 §8.1).
      answer.finish()
      stream.close(answer.isDone() ? constants.NGHTTP2_NO_ERROR : constants.NGHTTP2_INTERNAL_ERROR)
    }
    connection.destroy()
  }
  connection.on('close', close)
  stream.on('close', close)
  connection.hand(Buffer.from(request.text, 'latin1'))
  if (!stream.endAfterHeaders) passUpload(stream, connection, request.chunked)
}

/**
 * An answer may come before the end of the upload. The data path then takes the rest of it for a moment and
 * drops it. An answer that refuses is sent at once; of any other the last part waits until the upload or that
 * moment is over (`finish`), because some clients (curl 7) that have a whole answer listen no more, and then
 * wait for ever to be allowed to send on.
 */
function readAnswer(stream: ServerHttp2Stream, isHead: boolean): Answer {
  let trailers: [string, string][] = []
  let isRefusal = false
  let last: (() => void) | null = null
  let more = true
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
    head: (head, isWhole, bodyIsHere) => {
      isRefusal = head.status >= 400
      const respond = (): void => {
        // To wait for trailers also keeps Node from ending an answer as if it were whole when it breaks off.
        stream.respond(headersOf(head), {
          endStream: isWhole,
          waitForTrailers: !isWhole && !bodyIsHere,
        })
      }
      if (isWhole) last = respond
      else if (!stream.destroyed) respond()
    },
    data: (bytes) => {
      if (!stream.destroyed && !stream.write(bytes)) more = false
    },
    end: (found) => {
      trailers = found
      last = () => stream.end()
    },
  })
  stream.on('wantTrailers', () => {
    stream.sendTrailers(gathered(trailers))
  })
  const read = (act: () => void): void => {
    stream.cork()
    act()
    if (reader.done && mustWait()) return
    stream.uncork()
    finish()
  }
  stream.on('end', finish)
  return {
    take: (bytes) => {
      more = true
      read(() => {
        reader.read(bytes)
      })
      return more
    },
    end: () => {
      read(() => {
        reader.end()
      })
    },
    finish,
    isDone: () => reader.done,
  }
}

type Answer = {
  /** The next part as HTTP/1.1; false when the client has to take what there is first. */
  take: (bytes: Buffer) => boolean
  /** There are no more parts. */
  end: () => void
  /** Sends what was held back. */
  finish: () => void
  isDone: () => boolean
}

function headersOf({ status, fields }: ResponseHead): OutgoingHttpHeaders {
  return { ...gathered(fields.filter(([name]) => !ENDS_HERE.has(name))), ':status': status }
}

/** Fields that occur more than once become lists. */
function gathered(fields: readonly [string, string][]): OutgoingHttpHeaders {
  // Names like `constructor` are names here.
  const headers = Object.create(null) as Record<string, string | string[]>
  for (const [name, value] of fields) {
    const before = headers[name]
    if (before === undefined) headers[name] = value
    else if (typeof before !== 'string') before.push(value)
    else if (before !== value) headers[name] = [before, value]
  }
  return headers
}
