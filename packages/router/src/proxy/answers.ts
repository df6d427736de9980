import { STATUS_CODES } from 'node:http'

/** Why the router itself answers, in a word that machines can compare. */
export type AnswerCode =
  | 'bad-request'
  | 'redirect'
  | 'no-service'
  | 'not-found'
  | 'no-active-colour'
  | 'no-healthy-instance'
  | 'instance-unreachable'
  | 'instance-closed'
  | 'instance-timeout'
  | 'bad-answer'
  | 'request-timeout'
  | 'maintenance'
  | 'hold-overflow'
  | 'hold-timeout'

/** A whole response of the router's own, with its reason as JSON. */
export function answerText(
  status: number,
  error: AnswerCode,
  message: string,
  requestId: string,
  options: { close: boolean; head: boolean; lines?: string },
): string {
  const body = `${JSON.stringify({ error, message, requestId })}\n`
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n` +
    'Content-Type: application/json\r\nCache-Control: no-store\r\n' +
    `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n` +
    `X-Request-Id: ${requestId}\r\n` +
    (options.lines ?? '') +
    (options.close ? 'Connection: close\r\n' : '') +
    `\r\n${options.head ? '' : body}`
  )
}

/** A whole response with this text and nothing else. */
export function plainText(text: string, options: { close: boolean; head: boolean }): string {
  return (
    'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n' +
    `Content-Length: ${Buffer.byteLength(text, 'latin1')}\r\n` +
    (options.close ? 'Connection: close\r\n' : '') +
    `\r\n${options.head ? '' : text}`
  )
}
