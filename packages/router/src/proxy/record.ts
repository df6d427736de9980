import { performance } from 'node:perf_hooks'
import { unknownHalf, wholeLine, type AnswerHalf } from '../metrics/log-line.ts'
import { bucketOf } from '../switchboard/histogram.ts'
import type { AnswerCode } from './answers.ts'
import type { ClientConnection } from './client-connection.ts'
import type { Exchange } from './exchange.ts'
import type { Service } from './service.ts'

/** Counts an answer on the switchboard; returns how long it took, in milliseconds. */
export function countAnswer(exchange: Exchange, worker: number, status: number): number {
  const ms = performance.now() - exchange.startedAt
  const bucket = bucketOf(ms)
  ;(exchange.service as Service).board.count(worker, exchange.colour, status, bucket)
  return ms
}

/** Writes the line of the access log, if there is one; `error` when the answer is the router's own. */
export function logAnswer(client: ClientConnection, status: number, error?: AnswerCode): void {
  const { log } = client.plane
  if (log === null) return
  const { exchange } = client
  const { service, instance } = exchange
  const ms = Number((performance.now() - exchange.startedAt).toFixed(3))
  const half: AnswerHalf = { status, bytes: exchange.sentBytes, ms }
  if (error !== undefined) half.error = error
  if (service !== null && instance !== null) {
    half.service = service.name
    half.colour = exchange.colourName
    half.release = service.colours[exchange.colour].release
    half.instance = instance.authority
  }
  const asked = exchange.logged || unknownHalf(exchange.requestId, client.peer.address)
  log.add(wholeLine(asked, half))
  exchange.logged = ''
}
