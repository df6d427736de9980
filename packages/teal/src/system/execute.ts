import { spawn } from 'node:child_process'
import type { Command } from '../model/application.ts'
import { systemClock } from './clock.ts'
import { hasVariable, listProcesses } from './process-table.ts'

export type Execution = {
  command: Command
  directory: string
  /** Added to this process's own environment. */
  environment: Record<string, string>
  timeoutMs: number
  signal: AbortSignal
  /**
   * A name for what must not run twice at once on this machine: what an earlier execution of the same name
   * has left running, because its Teal was killed, is waited for.
   */
  exclusive?: string
}

export type Executed = {
  /** Null when it was killed, could not be started, or took too long. */
  exitCode: number | null
  /** How it ended, in words: `exited with 1`, `was killed by SIGTERM`, `was not found`. */
  ending: string
  /** Its last lines of output, of both streams; those of one stream are in their order. */
  lines: string[]
}

export type Execute = (execution: Execution) => Promise<Executed>

const keptLines = 50
const killAfterMs = 2_000

/**
 * Runs a command from an argument vector, without a shell, in a process group of its own, so that its
 * children end with it when time is up. Never rejects: how it ended is the answer.
 */
export const execute: Execute = async (execution) => {
  const { exclusive, signal, timeoutMs } = execution
  if (exclusive === undefined) return run(execution)
  const started = performance.now()
  try {
    await untilGone(exclusive, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]))
  } catch {
    const ending = `did not begin: an earlier one still runs (\`${nameVariable}=${exclusive}\` in its environment)`
    return { exitCode: null, ending, lines: [] }
  }
  const left = Math.max(1, Math.round(timeoutMs - (performance.now() - started)))
  const environment = { ...execution.environment, [nameVariable]: exclusive }
  return run({ ...execution, environment, timeoutMs: left })
}

const nameVariable = 'TEAL_EXECUTION'

async function untilGone(name: string, signal: AbortSignal): Promise<void> {
  const others = (): boolean =>
    listProcesses().some(({ pid }) => pid !== process.pid && hasVariable(pid, nameVariable, name))
  while (others()) await systemClock.sleep(100, signal)
}

function run({ command, directory, environment, timeoutMs, signal }: Execution): Promise<Executed> {
  const [file = '', ...args] = command
  const output = new LastLines(keptLines)
  return new Promise<Executed>((resolve) => {
    const child = spawn(file, args, {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const killGroup = (name: NodeJS.Signals): void => {
      if (child.pid === undefined) return
      try {
        process.kill(-child.pid, name)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
    let killer: NodeJS.Timeout | undefined
    const stop = (): void => {
      killGroup('SIGTERM')
      killer = setTimeout(() => killGroup('SIGKILL'), killAfterMs)
    }
    bounded.addEventListener('abort', stop, { once: true })
    if (bounded.aborted) stop()
    child.stdout.on('data', (chunk: Buffer) => output.add('out', chunk.toString('utf8')))
    child.stderr.on('data', (chunk: Buffer) => output.add('err', chunk.toString('utf8')))
    const finish = (exitCode: number | null, ending: string): void => {
      bounded.removeEventListener('abort', stop)
      clearTimeout(killer)
      resolve({ exitCode, ending, lines: output.lines() })
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      finish(
        null,
        error.code === 'ENOENT' ? 'was not found' : `could not be started: ${error.message}`,
      )
    })
    child.on('close', (code, name) => {
      if (bounded.aborted && !signal.aborted) finish(null, `did not end within ${timeoutMs} ms`)
      else if (code !== null) finish(code, `exited with ${code}`)
      else finish(null, `was killed by ${name}`)
    })
  })
}

/** The last lines of two streams together; a line is whole before it stands beside those of the other. */
class LastLines {
  readonly #keep: number
  #kept: string[] = []
  readonly #partial = { out: '', err: '' }

  constructor(keep: number) {
    this.#keep = keep
  }

  add(stream: 'out' | 'err', text: string): void {
    const parts = (this.#partial[stream] + text).split(/\r?\n/)
    this.#partial[stream] = (parts.pop() ?? '').slice(-10_000)
    this.#kept = [...this.#kept, ...parts].slice(-this.#keep)
  }

  lines(): string[] {
    const unfinished = Object.values(this.#partial).filter((line) => line !== '')
    return [...this.#kept, ...unfinished].slice(-this.#keep)
  }
}
