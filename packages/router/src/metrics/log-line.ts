import type { Head } from '../http1/head.ts'
import { originForm, requestHost, textOf } from '../proxy/rewrite.ts'

// A line of the access log is built in two halves, because the request is known when it comes and the rest
// when it is answered.

/** The first half: the request. Nothing of its query, which may hold secrets. */
export function requestHalf(id: string, client: string, bytes: Buffer, head: Head): string {
  return JSON.stringify({
    time: new Date().toISOString(),
    id,
    client,
    method: textOf(bytes, head.start, head.methodEnd),
    host: requestHost(bytes, head),
    path: originForm(bytes, head).split('?', 1)[0],
  }).slice(0, -1)
}

/** What is left to say of a request that was not understood. */
export function unknownHalf(id: string, client: string): string {
  return JSON.stringify({ time: new Date().toISOString(), id, client }).slice(0, -1)
}

export type AnswerHalf = {
  status: number
  bytes: number
  ms: number
  /** The router's own reason, when it answered itself. */
  error?: string
  service?: string
  colour?: string
  release?: string | null
  instance?: string
}

export function wholeLine(request: string, answer: AnswerHalf): string {
  return `${request},${JSON.stringify(answer).slice(1)}`
}
