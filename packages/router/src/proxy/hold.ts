import type { ClientConnection } from './client-connection.ts'
import { HEAD, HELD } from './connection-state.ts'
import { RETRY_SOON, answerLast } from './own-answer.ts'
import type { Service } from './service.ts'

/** Keeps the request until `release`, within bounds of time and number. */
export function hold(client: ClientConnection, request: Buffer, service: Service): void {
  const { plane } = client
  if (plane.held.size >= plane.limits.heldPerWorker) {
    const message = `too many requests wait for ${service.name}`
    answerLast(client, 503, 'hold-overflow', message, RETRY_SOON)
    return
  }
  client.state = HELD
  client.stash = Buffer.from(request)
  client.deadline = plane.now + service.options.timeouts.holdMs
  plane.held.add(client)
}

/** The hold may be over: the request is looked at again. */
export function release(client: ClientConnection): void {
  const request = client.stash
  if (client.state !== HELD || request === null) return
  const { deadline } = client
  client.state = HEAD
  client.stash = null
  client.plane.held.delete(client)
  const more = client.consume(request, 0, request.length, 0)
  if (client.isHeld) client.deadline = deadline
  else if (more) client.resume()
}

export function expireHold(client: ClientConnection): void {
  client.plane.held.delete(client)
  client.stash = null
  answerLast(client, 503, 'hold-timeout', 'the service was held for too long', RETRY_SOON)
}
