import { DEFAULT_TIMEOUTS } from '../services/settings.ts'
import type { ClientConnection } from './client-connection.ts'
import { ANSWER, BODY, HEAD, HELD, LINGER } from './connection-state.ts'
import { expireHold } from './hold.ts'
import { answerLast } from './own-answer.ts'
import { Pace } from './pace.ts'
import { nextRequestId } from './plane.ts'
import type { Service } from './service.ts'
import type { UpstreamConnection } from './upstream-connection.ts'

/** How long what a client still sends is read and dropped when its connection is closed. */
export const LINGER_MS = 2_000

/** How long a client that takes nothing of its answer is waited for, in milliseconds. */
export function readerMs({ exchange }: ClientConnection): number {
  return (exchange.service?.options.timeouts ?? DEFAULT_TIMEOUTS).bodyMs
}

/** Ends what has taken too long; `now` in milliseconds, as `plane.now`. */
export function sweep(client: ClientConnection, now: number): void {
  if (client.state === BODY || (hasAnswer(client) && client.writer.queued > 0))
    watchPace(client, now)
  else if (client.state === LINGER) client.deadline = Math.min(client.deadline, now + LINGER_MS)
  if (now >= client.deadline) expire(client)
}

/** What is being written is an answer, and nothing else is waited for. */
function hasAnswer({ state, stash }: ClientConnection): boolean {
  return state === ANSWER || state === LINGER || (state === HEAD && stash === null)
}

/** Waits for the client as long as it moves bytes, and enough of them. */
function watchPace(client: ClientConnection, now: number): void {
  const { exchange } = client
  const { queued } = client.writer
  const sends = client.state === BODY && client.reading && exchange.upstream?.connecting === false
  exchange.pace ??= new Pace(now)
  const taken = Math.max(exchange.body.received + exchange.sentBytes - queued, 0)
  const moved = exchange.pace.look(now, sends || queued > 0, taken)
  if (exchange.pace.isTooSlow(client.plane.limits)) client.deadline = now
  else if (moved && queued > 0) client.deadline = now + readerMs(client)
}

function expire(client: ClientConnection): void {
  switch (client.state) {
    case HEAD:
      if (client.stash === null) {
        client.socket.destroy()
        break
      }
      client.exchange.requestId = nextRequestId(client.plane)
      answerLast(client, 408, 'request-timeout', 'the request head did not arrive in time')
      break
    case HELD:
      expireHold(client)
      break
    case BODY:
    case ANSWER:
      if (client.exchange.upstream === null) client.socket.destroy()
      else expireExchange(client, client.exchange.upstream)
      break
    default:
      client.socket.destroy()
  }
}

function expireExchange(client: ClientConnection, upstream: UpstreamConnection): void {
  const { exchange, plane } = client
  const isSending = client.state === BODY && client.reading
  // The client does not take its answer, for which its instance is not to blame.
  if (client.writer.queued > 0) client.cut()
  else if (upstream.isEndless && !exchange.patient) {
    exchange.patient = true
    client.deadline = plane.now + (exchange.service as Service).options.timeouts.tunnelMs
  } else if (upstream.connecting) {
    upstream.fail()
    client.failed('instance-timeout', 504, 'no connection in time', true)
  } else if (isSending && !exchange.answering) {
    exchange.dropUpstream(plane.worker)
    answerLast(client, 408, 'request-timeout', 'the request body did not arrive in time')
  } else if (isSending) client.cut()
  else {
    upstream.fail()
    exchange.repeatable = false
    client.failed('instance-timeout', 504, 'no answer in time', false)
  }
}
