import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { TealError, messageOf } from '../../model/error.ts'
import { identify, isRunning, type ProcessIdentity } from '../../system/process-identity.ts'
import { readJson, removeJson, writeJson } from '../durable-json.ts'
import { endProcesses } from '../../system/end-processes.ts'
import { pause } from '../pause.ts'
import { argumentsOf, hasVariable, identityOf, listProcesses } from '../../system/process-table.ts'

// One run of a user's script: an argument vector without a shell, in a session of its own, so that it can
// be ended with all it started and still waits for. What it put into another session (`setsid server &`)
// is what it was asked to bring forth, and lives on.
//
// A script may outlive a controller that is killed. So that no second one ever runs beside it, a script that
// changes something is written down before it is started, and `endLeftover` ends it before the next.

export type Script = {
  /** What it is called in messages: `deploy`. */
  name: string
  argv: string[]
  directory: string
  environment: Record<string, string>
  /** Descriptors its output goes to. */
  stdout: number
  stderr: number
  timeoutMs: number
  /** The file in which a run that changes something is written down; null for one that only looks. */
  record: string | null
}

/** What is left of a run whose controller died: the token is from before the process, which may be null. */
type RunRecord = { argv: string[]; token: string; process: ProcessIdentity | null }

/** Between SIGTERM and SIGKILL. */
const stopMs = 5_000

/** How a script ended: null when well, else in words for a message. */
export async function runScript(script: Script, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted()
  const run: RunRecord = { argv: script.argv, token: randomUUID(), process: null }
  if (script.record !== null) writeJson(script.record, run)
  const child = spawn(script.argv[0] ?? '', script.argv.slice(1), {
    cwd: script.directory,
    env: { ...process.env, ...script.environment, TEAL_SCRIPT: run.token },
    detached: true,
    stdio: ['ignore', script.stdout, script.stderr],
  })
  const ended = endOf(child)
  const leader = child.pid === undefined ? null : identify(child.pid)
  if (script.record !== null) writeJson(script.record, { ...run, process: leader })

  const timeout = AbortSignal.timeout(script.timeoutMs)
  const stopped = AbortSignal.any([signal, timeout])
  const how = await Promise.race([ended, aborted(stopped)])
  if (how === 'aborted') {
    if (leader !== null) await endSession(script.name, leader)
    await ended
  }
  if (script.record !== null) removeJson(script.record)
  signal.throwIfAborted()
  return how === 'aborted' ? `did not end within ${script.timeoutMs / 1000} s` : how
}

/** Ends a script that a controller which died left running, and waits until it has gone. */
export async function endLeftover(record: string): Promise<void> {
  const run = readJson(record) as RunRecord | null
  if (run === null) return
  const leader = run.process ?? (await findByToken(run))
  if (leader !== null) await endSession('the script of a controller that died', leader)
  removeJson(record)
}

/**
 * The script of a run that was not written down to the end. What the script started has the token too, but
 * only the script leads a session and has its arguments. A child that was forked shows neither until it has
 * become the script, so a moment is given to it.
 */
async function findByToken({ token, argv }: RunRecord): Promise<ProcessIdentity | null> {
  const deadline = performance.now() + 500
  for (;;) {
    const found = listProcesses().find(
      ({ pid, session }) =>
        pid === session &&
        hasVariable(pid, 'TEAL_SCRIPT', token) &&
        endsWith(argumentsOf(pid), argv.slice(1)),
    )
    if (found !== undefined) return identityOf(found)
    if (performance.now() >= deadline) return null
    await pause(20, new AbortController().signal)
  }
}

/** A script's `#!` line puts its interpreter, and the script's path, before what it was given. */
function endsWith(list: string[], end: string[]): boolean {
  return end.every((part, index) => list[list.length - end.length + index] === part)
}

async function endSession(what: string, leader: ProcessIdentity): Promise<void> {
  // Once its leader has gone, the number of a session proves nothing.
  const find = (): ProcessIdentity[] => {
    const members = listProcesses().filter(({ session }) => session === leader.pid)
    return isRunning(leader) ? members.map(identityOf) : []
  }
  await endProcesses(what, find, stopMs, new AbortController().signal)
}

function endOf(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve('was not found')
      else if (error.code === 'EACCES') resolve('is not executable')
      else resolve(`could not be started: ${messageOf(error)}`)
    })
    child.once('exit', (code, by) => {
      if (code === 0) resolve(null)
      else resolve(code === null ? `was killed by ${by}` : `exited with ${code}`)
    })
  })
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted')
    signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
}

export function scriptFailed({ name, argv }: Script, how: string, output: string[]): TealError {
  return new TealError('failed', `the ${name} script ${how}`, {
    lines: [
      `command: ${argv.join(' ')}`,
      ...(output.length > 0 ? ['its last output:', ...output] : ['it printed nothing']),
    ],
    hint: `run it by hand in the folder of teal.yaml; teal.yaml has it under target: ${name}`,
  })
}
