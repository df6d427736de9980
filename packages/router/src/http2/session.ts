import { constants, performServerHandshake } from 'node:http2'
import type { TLSSocket } from 'node:tls'
import type { Peer } from '../peer/peer.ts'
import type { Plane } from '../proxy/plane.ts'
import { serveStream } from './stream.ts'

const MOST_STREAMS = 128
const STREAM_WINDOW_BYTES = 262_144
const CONNECTION_WINDOW_BYTES = 1_048_576

/** More than a round trip: what a client sent before it knew has arrived. */
const QUIET_MS = 100

/** An HTTP/2 connection, when the router ends. */
export type Session = {
  /** Ends it as soon as its client waits for nothing. */
  leave: () => void
  /** Has a client that goes on asking ask elsewhere. */
  insist: () => void
}

/**
 * Speaks HTTP/2 (RFC 9113) on a connection that agreed to it.
 *
 * When the router ends, clients have to go elsewhere without losing a request. A notice ahead of time
 * (RFC 9113 §6.8) serves badly: once GOAWAY is sent and no stream is open, Node reads nothing more, and a
 * request on its way is never answered; and Chromium fails a request for which it has just chosen a
 * connection that is then told to go while others are under way on it. So a connection ends in a quiet
 * moment, with a GOAWAY that names the last request that was served, and clients send again what came later.
 * Only clients that know no quiet moment are given notice, at their next request, which stays open meanwhile.
 */
export function serveSession(
  plane: Plane,
  socket: TLSSocket,
  peer: Peer,
  ended: (session: Session) => void,
): Session {
  const { limits } = plane
  const http2 = performServerHandshake(socket, {
    maxHeaderListPairs: limits.fields + PSEUDO_FIELDS,
    strictSingleValueFields: false,
    settings: {
      maxConcurrentStreams: MOST_STREAMS,
      maxHeaderListSize: limits.headBytes,
      initialWindowSize: STREAM_WINDOW_BYTES,
      enablePush: false,
    },
  })
  http2.setLocalWindowSize(CONNECTION_WINDOW_BYTES)
  let streams = 0
  let insisting = false
  let noticeGiven = false
  let quiet: NodeJS.Timeout | undefined
  const end = (): void => {
    clearTimeout(quiet)
    if (noticeGiven) http2.close()
    else quiet = setTimeout(() => http2.close(), QUIET_MS)
  }
  http2.on('stream', (stream, _headers, _flags, rawHeaders: string[]) => {
    streams++
    clearTimeout(quiet)
    stream.on('close', () => {
      streams--
      if (plane.closing && streams === 0) end()
    })
    if (insisting && !noticeGiven && stream.endAfterHeaders) {
      noticeGiven = true
      http2.goaway(constants.NGHTTP2_NO_ERROR, LAST_STREAM)
      setTimeout(() => {
        if (!stream.destroyed) serveStream(plane, stream, rawHeaders, peer)
      }, QUIET_MS)
    } else serveStream(plane, stream, rawHeaders, peer)
  })
  http2.setTimeout(limits.idleMs, () => {
    // Streams have deadlines of their own; here it is about a client that has nothing to ask.
    if (streams === 0) http2.close()
  })
  http2.on('error', () => {
    // 'close' follows, on the session and on each of its streams.
  })
  const session: Session = {
    leave: () => {
      if (streams === 0) end()
    },
    insist: () => {
      insisting = true
      if (streams === 0) end()
    },
  }
  http2.on('close', () => {
    clearTimeout(quiet)
    ended(session)
  })
  return session
}

/** The highest stream there can be: what is on its way is not refused. */
const LAST_STREAM = 2 ** 31 - 1

/** `:method`, `:scheme`, `:authority` and `:path`. */
const PSEUDO_FIELDS = 4
