import { performServerHandshake, type ServerHttp2Session } from 'node:http2'
import type { TLSSocket } from 'node:tls'
import type { Peer } from '../peer/peer.ts'
import type { Plane } from '../proxy/plane.ts'
import { serveStream } from './stream.ts'

const MOST_STREAMS = 128
const STREAM_WINDOW_BYTES = 262_144
const CONNECTION_WINDOW_BYTES = 1_048_576

/** Speaks HTTP/2 (RFC 9113) on a connection that agreed to it. */
export function serveSession(plane: Plane, socket: TLSSocket, peer: Peer): ServerHttp2Session {
  const { limits } = plane
  const session = performServerHandshake(socket, {
    maxHeaderListPairs: limits.fields + PSEUDO_FIELDS,
    strictSingleValueFields: false,
    settings: {
      maxConcurrentStreams: MOST_STREAMS,
      maxHeaderListSize: limits.headBytes,
      initialWindowSize: STREAM_WINDOW_BYTES,
      enablePush: false,
    },
  })
  session.setLocalWindowSize(CONNECTION_WINDOW_BYTES)
  let streams = 0
  session.on('stream', (stream, _headers, _flags, rawHeaders: string[]) => {
    streams++
    stream.on('close', () => {
      streams--
    })
    serveStream(plane, stream, rawHeaders, peer)
  })
  session.setTimeout(limits.idleMs, () => {
    // Streams have deadlines of their own; here it is about a client that has nothing to ask.
    if (streams === 0) session.close()
  })
  session.on('error', () => {
    // 'close' follows, on the session and on each of its streams.
  })
  return session
}

/** `:method`, `:scheme`, `:authority` and `:path`. */
const PSEUDO_FIELDS = 4
