import { failureOf } from '../http1/failure.ts'
import type { ClientConnection } from './client-connection.ts'
import { ANSWER } from './connection-state.ts'
import { answerLast } from './own-answer.ts'
import { waitMs } from './send-request.ts'
import type { Service } from './service.ts'

/** Where the body ends in bytes[at, end), or `end`; a failure when its chunks are malformed. */
export function measureBody(
  client: ClientConnection,
  bytes: Buffer,
  at: number,
  end: number,
): number {
  const { body } = client.exchange
  const to = body.measure(bytes, at, end)
  if (to >= 0 && body.isWhole) client.state = ANSWER
  return to
}

/** Sends on what bytes[at, end) have of the body; returns the position behind it. */
export function passBody(client: ClientConnection, bytes: Buffer, at: number, end: number): number {
  const to = measureBody(client, bytes, at, end)
  if (to < 0) {
    refuseBody(client, to)
    return end
  }
  const { exchange } = client
  client.deadline = client.plane.now + waitMs(client, exchange.service as Service)
  exchange.upstream?.sendBody(bytes, at, to)
  return to
}

/** The body turned out malformed: the instance must not take what it got for a whole request. */
export function refuseBody(client: ClientConnection, failure: number): void {
  const { exchange } = client
  if (exchange.answering) {
    client.cut()
    return
  }
  exchange.dropUpstream(client.plane.worker)
  const { status, reason } = failureOf(failure)
  answerLast(client, status, 'bad-request', reason)
}
