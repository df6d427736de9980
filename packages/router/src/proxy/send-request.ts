import { pickInstance, type Instance } from '../services/instance.ts'
import type { ClientConnection } from './client-connection.ts'
import { BODY } from './connection-state.ts'
import { openingOf, type Service } from './service.ts'
import { takeUpstream } from './take-upstream.ts'

/** Sends what is there of the request to this instance. */
export function sendRequest(client: ClientConnection, instance: Instance): void {
  const { exchange, plane } = client
  const service = exchange.service as Service
  exchange.instance = instance
  service.board.begin(plane.worker, exchange.colour, instance.slot)
  const purpose = exchange.attempts > 0 ? 'again' : exchange.repeatable ? 'repeatable' : 'once'
  const opening = openingOf(service, client.peer)
  const upstream = takeUpstream(plane, instance, opening, purpose)
  exchange.upstream = upstream
  client.deadline =
    plane.now + (upstream.connecting ? service.options.timeouts.connectMs : waitMs(client, service))
  upstream.start(client, exchange.sentText, exchange.sentBody, purpose === 'once')
}

/**
 * Sends a request that failed to another instance when that is safe: it was certainly not taken (`untaken`),
 * or may be repeated (RFC 9110 §9.2.2) and nothing was answered yet. True when it did.
 */
export function sendAgain(client: ClientConnection, untaken: boolean): boolean {
  const { exchange } = client
  if (exchange.answering || exchange.attempts > 0 || !(untaken || exchange.repeatable)) return false
  const { instances } = (exchange.service as Service).colours[exchange.colour]
  const other = pickInstance(instances, exchange.instance)
  if (other === null) return false
  exchange.attempts = 1
  sendRequest(client, other)
  return true
}

/** How long the next part of the exchange is waited for, in milliseconds. */
export function waitMs(client: ClientConnection, service: Service): number {
  const { bodyMs, responseMs } = service.options.timeouts
  return client.state === BODY ? bodyMs : responseMs
}
