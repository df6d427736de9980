import { readFileSync } from 'node:fs'

// A pid alone says nothing: it is used again after the process has gone. A pid, the time the kernel says
// it was started, and the boot that time counts from name one process for ever.

export type ProcessIdentity = {
  pid: number
  /** Field 22 of /proc/<pid>/stat: clock ticks since the boot. */
  startTime: string
  bootId: string
}

/** The identity of a running process; null when there is none (or only a zombie). */
export function identify(pid: number): ProcessIdentity | null {
  const stat = readStat(pid)
  return stat === null ? null : { pid, startTime: stat.startTime, bootId: bootId() }
}

/** Whether exactly this process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identity.bootId === bootId() && readStat(identity.pid)?.startTime === identity.startTime
}

let cachedBootId: string | undefined

export function bootId(): string {
  cachedBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return cachedBootId
}

/** What /proc/<pid>/stat says of a running process; null when there is none (or only a zombie). */
export function readStat(
  pid: number,
): { startTime: string; parent: number; session: number } | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    // ENOENT: no such process. ESRCH: it went while its file was read.
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
  // The name, in parentheses, may hold spaces and parentheses itself: what counts is the last one.
  const [state, parent, , session, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const startTime = rest[15]
  if (state === 'Z' || state === 'X' || startTime === undefined) return null
  return { startTime, parent: Number(parent), session: Number(session) }
}
