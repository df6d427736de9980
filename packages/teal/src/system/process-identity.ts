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
  const startTime = startTimeOf(pid)
  return startTime === null ? null : { pid, startTime, bootId: bootId() }
}

/** Whether exactly this process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identity.bootId === bootId() && startTimeOf(identity.pid) === identity.startTime
}

let cachedBootId: string | undefined

export function bootId(): string {
  cachedBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return cachedBootId
}

function startTimeOf(pid: number): string | null {
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
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (state === 'Z' || state === 'X') return null
  return rest[18] ?? null
}
