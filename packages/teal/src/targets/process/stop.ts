import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { TealError } from '../../model/error.ts'
import { isRunning, type ProcessIdentity } from '../../system/process-identity.ts'
import { findFamily } from './family.ts'
import type { InstanceRecord } from './record.ts'

/** The kernel takes a killed process away at once, unless it hangs in a device. */
const killTimeoutMs = 5_000

/**
 * Ends every process of an instance: SIGTERM, and SIGKILL for those that are still there after
 * `deadlineMs`. Returns when the last has gone. Nothing running is not an error.
 */
export async function stopInstance(
  record: InstanceRecord,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (await endFamily(record, 'SIGTERM', deadlineMs, signal)) return
  if (await endFamily(record, 'SIGKILL', killTimeoutMs, signal)) return
  throw new TealError('failed', `instance ${record.id} cannot be stopped`, {
    lines: findFamily(record).map(({ pid }) => `process ${pid} (${nameOf(pid)}) outlived SIGKILL`),
    hint: 'a process that does not go after SIGKILL waits for a device or a network file system',
  })
}

/** Sends a signal to the whole family, and to whom it still brings forth; true once nobody is left. */
async function endFamily(
  record: InstanceRecord,
  name: NodeJS.Signals,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (let pauseMs = 2; ; pauseMs = 2) {
    const family = findFamily(record)
    if (family.length === 0) return true
    for (const member of family) send(member, name)
    while (family.some(isRunning)) {
      if (performance.now() >= deadline) return false
      await sleep(pauseMs, undefined, { signal })
      pauseMs = Math.min(pauseMs * 2, 25)
    }
  }
}

function send(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isRunning(identity)) return
  try {
    process.kill(identity.pid, name)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ESRCH') return
    throw new TealError('failed', `process ${identity.pid} cannot be sent ${name}`, {
      lines: [`${nameOf(identity.pid)} belongs to another user`],
      hint: 'run Teal as the user that its instances change to, or as root',
      cause: error,
    })
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return 'gone meanwhile'
  }
}
