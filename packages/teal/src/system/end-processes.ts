import { TealError } from '../model/error.ts'
import { systemClock } from './clock.ts'
import { isRunning, type ProcessIdentity } from './process-identity.ts'
import { argumentsOf } from './process-table.ts'

/** The kernel takes a killed process away at once, unless it hangs in a device. */
const killTimeoutMs = 5_000

/**
 * Ends all processes that `find` finds: SIGTERM, and SIGKILL for those still there after `deadlineMs`.
 * `find` is asked again until it finds none, since a process may bring forth others while it ends.
 */
export async function endProcesses(
  what: string,
  find: () => ProcessIdentity[],
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  // Whose parent or session leader has gone may not be found again: who was found once is remembered.
  const known = new Map<string, ProcessIdentity>()
  const findAll = (): ProcessIdentity[] => {
    for (const each of find()) known.set(`${each.pid}@${each.startTime}`, each)
    return [...known.values()].filter(isRunning)
  }
  if (await sendUntilGone('SIGTERM', findAll, deadlineMs, signal)) return
  if (await sendUntilGone('SIGKILL', findAll, killTimeoutMs, signal)) return
  throw new TealError('failed', `${what} cannot be stopped`, {
    lines: findAll().map(({ pid }) => `process ${pid} (${nameOf(pid)}) outlived SIGKILL`),
    hint: 'a process that does not go after SIGKILL waits for a device or a network file system',
  })
}

/** True once nobody is left, false at the deadline. */
async function sendUntilGone(
  name: NodeJS.Signals,
  find: () => ProcessIdentity[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const found = find()
    if (found.length === 0) return true
    for (const identity of found) send(identity, name)
    let pauseMs = 2
    while (found.some(isRunning)) {
      if (performance.now() >= deadline) return false
      await systemClock.sleep(pauseMs, signal)
      pauseMs = Math.min(pauseMs * 2, 25)
    }
  }
}

function send(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isRunning(identity)) return
  try {
    process.kill(identity.pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
    throw new TealError('failed', `process ${identity.pid} cannot be sent ${name}`, {
      lines: [`${nameOf(identity.pid)} belongs to another user`],
      hint: 'run Teal as the user that its processes change to, or as root',
      cause: error,
    })
  }
}

function nameOf(pid: number): string {
  return argumentsOf(pid)[0] ?? 'gone meanwhile'
}
