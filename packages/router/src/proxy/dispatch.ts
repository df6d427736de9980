import { UPGRADE } from '../http1/fields.ts'
import type { Head } from '../http1/head.ts'
import { requestHalf } from '../metrics/log-line.ts'
import { believedAddress } from '../peer/forwarded.ts'
import { pickInstance, type Instance } from '../services/instance.ts'
import { isHeld, isInMaintenance } from '../switchboard/routing-word.ts'
import { chooseColour } from './choose-colour.ts'
import type { ClientConnection } from './client-connection.ts'
import { ANSWER, BODY } from './connection-state.ts'
import { forwardedHead } from './forwarded-head.ts'
import { hold } from './hold.ts'
import { answer, answerAtFront, answerMaintenance } from './own-answer.ts'
import { measureBody, refuseBody } from './pass-body.ts'
import { nextRequestId } from './plane.ts'
import { countAnswer } from './record.ts'
import { originForm, requestHost, textOf } from './rewrite.ts'
import { isSafe } from './safe-method.ts'
import { involveOtherColour } from './second-colour.ts'
import { sendRequest } from './send-request.ts'
import type { Service } from './service.ts'

/** Bodies up to this size that came with their head are written together with it. */
const JOINED_BYTES = 12_288

/** Finds who answers, and sends what is there of the request. Returns the position behind what it used. */
export function dispatch(
  client: ClientConnection,
  bytes: Buffer,
  head: Head,
  bodyStart: number,
  end: number,
): number {
  const { plane, exchange } = client
  begin(client, bytes, head)
  if (plane.frontDesk !== null) {
    const told = plane.frontDesk(bytes, head, client.peer)
    if (told !== null) {
      answerAtFront(client, told)
      return bodyStart
    }
  }
  const service =
    plane.table.only ?? plane.table.find(requestHost(bytes, head), originForm(bytes, head))
  exchange.service = service
  if (service === null) {
    answer(client, 404, 'no-service', 'no service is configured for this host and path')
    return bodyStart
  }
  const { word } = service.board
  const { choice } = plane
  const found = chooseColour(choice, bytes, head, service, word, addressOf(client, bytes, head))
  exchange.colour = choice.colour
  exchange.probed = choice.probed
  exchange.cookie = choice.cookie
  if (isInMaintenance(word) && !choice.chosen) {
    answerMaintenance(client, service, originForm(bytes, head))
    return bodyStart
  }
  if (!found) {
    answer(client, 503, 'no-active-colour', `${service.name} has no active colour yet`)
    return bodyStart
  }
  if (isHeld(word) && !choice.chosen) {
    hold(client, bytes.subarray(head.start, end), service)
    return end
  }
  const instance = pickInstance(service.colours[exchange.colour].instances, null)
  if (instance === null) {
    answerUnhealthy(client, service)
    return bodyStart
  }
  return handOver(client, bytes, head, bodyStart, end, instance)
}

function begin(client: ClientConnection, bytes: Buffer, head: Head): void {
  const { plane, exchange } = client
  exchange.begin(nextRequestId(plane), head)
  client.state = exchange.body.isWhole ? ANSWER : BODY
  client.modern = head.minor === 1
  client.keep = !head.close && !plane.closing
  client.isHead = isHead(bytes, head)
  client.wantsUpgrade = head.connectionUpgrade && head.has(UPGRADE)
  if (plane.log !== null) {
    const address = addressOf(client, bytes, head)
    exchange.logged = requestHalf(exchange.requestId, address, bytes, head)
  }
}

function isHead(bytes: Buffer, { start, methodEnd }: Head): boolean {
  return (
    methodEnd - start === 4 && bytes[start] === 72 && textOf(bytes, start, methodEnd) === 'HEAD'
  )
}

/** Whose request it is, when a trusted proxy has passed it on. */
function addressOf({ peer, plane }: ClientConnection, bytes: Buffer, head: Head): string {
  return peer.trusted ? believedAddress(bytes, head, peer, plane.trusted) : peer.address
}

function answerUnhealthy(client: ClientConnection, service: Service): void {
  const { exchange, plane } = client
  const { colour, colourName } = exchange
  service.board.countFailed(plane.worker, colour)
  countAnswer(exchange, plane.worker, 503)
  answer(
    client,
    503,
    'no-healthy-instance',
    `${service.name} has no healthy ${colourName} instance`,
  )
}

/** Makes what the instance is sent: the rewritten head, and what is there of the body. */
function handOver(
  client: ClientConnection,
  bytes: Buffer,
  head: Head,
  bodyStart: number,
  end: number,
  instance: Instance,
): number {
  const { plane, exchange } = client
  let at = bodyStart
  if (client.state === BODY) {
    at = measureBody(client, bytes, bodyStart, end)
    if (at < 0) {
      refuseBody(client, at)
      return end
    }
  }
  const joined = at - bodyStart <= JOINED_BYTES
  const textEnd = joined ? at : bodyStart
  const { requestId } = exchange
  exchange.sentText = forwardedHead(bytes, head, textEnd, client.peer, plane, requestId)
  exchange.sentBody = joined ? null : Buffer.from(bytes.subarray(bodyStart, at))
  exchange.repeatable =
    client.state === ANSWER && bodyStart === at && !client.wantsUpgrade && isSafe(bytes, head)
  if (exchange.repeatable && !plane.choice.chosen) involveOtherColour(client, bytes, head)
  sendRequest(client, instance)
  return at
}
