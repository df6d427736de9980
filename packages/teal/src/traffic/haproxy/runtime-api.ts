import { connect, type Socket } from 'node:net'
import { messageOf, TealError } from '../../model/error.ts'

/** The whole answer to one command, without the blank lines around it. */
export type AskOne = (command: string, signal: AbortSignal) => Promise<string>

/** A connection for one command. */
export type Prepared = { ask: AskOne; close: () => void }

export type RuntimeApi = {
  ask: AskOne
  /** Connects now for a command that comes soon, which then need not wait for that. */
  prepare: () => Prepared
  /** Several in one go, done one after the other; an answer for each. */
  askAll: <Commands extends string[]>(
    commands: [...Commands],
    signal: AbortSignal,
  ) => Promise<{ [Command in keyof Commands]: string }>
}

/** HAProxy answers within microseconds; one that takes seconds is stopped or overwhelmed. */
const answerMs = 5_000

/**
 * HAProxy's runtime API (its management guide, chapter 9.3), with a connection for each question: so it is
 * always the HAProxy that runs now that answers, and not one that was reloaded and only finishes.
 */
export function connectRuntimeApi(socket: string): RuntimeApi {
  const exchangeOver = async (
    connection: Socket,
    command: string,
    signal: AbortSignal,
  ): Promise<string> => {
    try {
      return await exchange(connection, command, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw unreachable(socket, command, error)
    }
  }
  const prepare = (): Prepared => {
    const connection = open(socket)
    return {
      ask: async (command, signal) => {
        const answer = (await exchangeOver(connection, command, signal)).trim()
        requirePermission(socket, command, answer)
        return answer
      },
      close: () => connection.destroy(),
    }
  }
  return {
    prepare,
    ask: async (command, signal) => {
      signal.throwIfAborted()
      return prepare().ask(command, signal)
    },
    askAll: async <Commands extends string[]>(commands: [...Commands], signal: AbortSignal) => {
      signal.throwIfAborted()
      const text = await exchangeOver(open(socket), commands.join(';'), signal)
      const answers = divide(text)
      for (const [index, command] of commands.entries()) {
        requirePermission(socket, command, answers[index] ?? '')
      }
      if (answers.length !== commands.length) {
        throw new TealError('failed', 'HAProxy answered in a way that Teal does not know', {
          lines: [`asked: ${commands.join(';')}`, `answered: ${text.trim()}`],
        })
      }
      return answers as { [Command in keyof Commands]: string }
    },
  }
}

/** Every answer ends with an empty line, and has none within. */
function divide(text: string): string[] {
  const answers: string[] = []
  let lines: string[] = []
  for (const line of text.split('\n').slice(0, -1)) {
    if (line !== '') lines.push(line)
    else {
      answers.push(lines.join('\n'))
      lines = []
    }
  }
  return answers
}

function requirePermission(socket: string, command: string, answer: string): void {
  if (!answer.startsWith('Permission denied')) return
  throw new TealError('failed', `HAProxy refused "${command}": ${answer}`, {
    hint: `give the socket its level in haproxy.cfg: stats socket ${socket} level admin`,
  })
}

/** What fails before anything is asked is told to who asks. */
function open(socket: string): Socket {
  return connect({ path: socket }).on('error', () => {})
}

function exchange(connection: Socket, command: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
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
    if (connection.errored !== null) return fail(connection.errored)
    signal.addEventListener('abort', abort, { once: true })
    connection.on('error', fail)
    connection.on('data', (chunk) => chunks.push(chunk))
    connection.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      // Every answer ends with an empty line; without one HAProxy died in the middle of it.
      if (!text.endsWith('\n')) return fail(new Error('it closed the connection without an answer'))
      finish()
      resolve(text)
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
