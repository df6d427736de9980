import { connect } from 'node:net'
import { messageOf, TealError } from '../../model/error.ts'

/** Asks HAProxy one command and gives its whole answer, without the blank lines around it. */
export type RuntimeApi = (command: string, signal: AbortSignal) => Promise<string>

/** HAProxy answers within microseconds; one that takes seconds is stopped or overwhelmed. */
const answerMs = 5_000

/** HAProxy's runtime API (its management guide, chapter 9.3), a connection for each command. */
export function connectRuntimeApi(socket: string): RuntimeApi {
  return async (command, signal) => {
    signal.throwIfAborted()
    let answer: string
    try {
      answer = await exchange(socket, command, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw unreachable(socket, command, error)
    }
    if (answer.startsWith('Permission denied')) {
      throw new TealError('failed', `HAProxy refused "${command}": ${answer}`, {
        hint: `give the socket its level in haproxy.cfg: stats socket ${socket} level admin`,
      })
    }
    return answer
  }
}

function exchange(socket: string, command: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const connection = connect({ path: socket })
    const chunks: Buffer[] = []
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      connection.destroy()
    }
    const fail = (error: Error): void => {
      finish()
      reject(error)
    }
    const abort = (): void => fail(new Error('aborted'))
    const timer = setTimeout(() => fail(new Error(`no answer within ${answerMs} ms`)), answerMs)
    signal.addEventListener('abort', abort, { once: true })
    connection.on('error', fail)
    connection.on('data', (chunk) => chunks.push(chunk))
    connection.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      // Every answer ends with an empty line; without one HAProxy died in the middle of it.
      if (!text.endsWith('\n')) return fail(new Error('it closed the connection without an answer'))
      finish()
      resolve(text.trim())
    })
    connection.write(`${command}\n`)
  })
}

const hints: Record<string, (socket: string) => string> = {
  ENOENT: (socket) =>
    `start HAProxy, with this in its global section: stats socket ${socket} level admin`,
  ECONNREFUSED: () => 'HAProxy does not run: start it, for example with `systemctl start haproxy`',
  EACCES: () => 'run Teal as a user who may use the socket: see `mode`, `group` of `stats socket`',
}

function unreachable(socket: string, command: string, error: unknown): TealError {
  const { code = '' } = error as NodeJS.ErrnoException
  return new TealError('unavailable', `HAProxy does not answer at ${socket}: ${messageOf(error)}`, {
    lines: [`asked: ${command}`],
    hint: hints[code]?.(socket) ?? 'see whether HAProxy runs and what its log says',
    cause: error,
  })
}
