import type { FrontAnswer } from '../entrance/front-desk.ts'
import { answerText, plainText, type AnswerCode } from './answers.ts'
import type { ClientConnection } from './client-connection.ts'
import { ANSWER } from './connection-state.ts'
import { logAnswer } from './record.ts'
import type { Service } from './service.ts'

/** For what is over in a moment. */
export const RETRY_SOON = 'Retry-After: 1\r\n'
const RETRY_LATER = 'Retry-After: 30\r\n'

/** Answers without an instance, and goes on to the next request when the client may send one. */
export function answer(
  client: ClientConnection,
  status: number,
  code: AnswerCode,
  message: string,
  lines = '',
): void {
  const close = !client.keep || client.state !== ANSWER
  client.keep = !close
  const ours = client.peer.lines + lines
  const extra = !close && !client.modern ? `${ours}Connection: keep-alive\r\n` : ours
  const { requestId } = client.exchange
  logAnswer(client, status, code)
  client.writer.text(
    answerText(status, code, message, requestId, { close, head: client.isHead, lines: extra }),
  )
  client.next()
}

/** As `answer`, and the connection is closed. */
export function answerLast(
  client: ClientConnection,
  status: number,
  code: AnswerCode,
  message: string,
  lines = '',
): void {
  client.keep = false
  answer(client, status, code, message, lines)
}

/** What no service is asked for. */
export function answerAtFront(client: ClientConnection, told: FrontAnswer): void {
  if (told.kind === 'redirect') {
    answer(client, 308, 'redirect', 'this is served over https', `Location: ${told.to}\r\n`)
    return
  }
  client.keep = client.keep && client.state === ANSWER
  logAnswer(client, 200)
  client.writer.text(plainText(told.text, { close: !client.keep, head: client.isHead }))
  client.next()
}

/** Load balancers that ask for the health path are not to take the maintenance page away too. */
export function answerMaintenance(client: ClientConnection, service: Service, path: string): void {
  const message = `${service.name} is in maintenance`
  if (path === service.options.health?.path) answer(client, 200, 'maintenance', message)
  else answer(client, 503, 'maintenance', message, RETRY_LATER)
}
