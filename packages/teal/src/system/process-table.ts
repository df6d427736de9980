import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { TealError } from '../model/error.ts'
import { bootId, readStat, type ProcessIdentity } from './process-identity.ts'

/** Throws where there is no process table to read, which is everywhere but on Linux. */
export function requireProcessTable(kind: string): void {
  if (process.platform === 'linux') return
  throw new TealError(
    'unavailable',
    `the target "${kind}" needs Linux: it tells processes apart by /proc`,
    {
      lines: [`this is ${process.platform}`],
      hint: 'run Teal on a Linux machine, or in a virtual one',
    },
  )
}

/** A line of the kernel's process table. */
export type ProcessEntry = ProcessIdentity & { parent: number; session: number }

/** Every running process of this machine that we may see, zombies left out. */
export function listProcesses(): ProcessEntry[] {
  const processes: ProcessEntry[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const pid = Number(name)
    const stat = whileRunning(() => readStat(pid))
    if (stat !== null) processes.push({ pid, bootId: bootId(), ...stat })
  }
  return processes
}

/** Whether a process was started with this variable, as far as it still shows it. */
export function hasVariable(pid: number, name: string, value: string): boolean {
  const environment = whileRunning(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))
  return environment?.split('\0').includes(`${name}=${value}`) ?? false
}

export function hasOpen(pid: number, file: string): boolean {
  const descriptors = whileRunning(() => readdirSync(`/proc/${pid}/fd`)) ?? []
  return descriptors.some(
    (descriptor) => whileRunning(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`)) === file,
  )
}

/** The arguments of a process, the command first. */
export function argumentsOf(pid: number): string[] {
  const line = whileRunning(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? ''
  return line.split('\0').slice(0, -1)
}

/** The folder a process works in, by the name it has now; null when that cannot be seen. */
export function directoryOf(pid: number): string | null {
  return whileRunning(() => readlinkSync(`/proc/${pid}/cwd`))
}

export function identityOf({ pid, startTime, bootId }: ProcessEntry): ProcessIdentity {
  return { pid, startTime, bootId }
}

/** Reads something of another process; null when that has gone, or is another user's. */
function whileRunning<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return null
    throw error
  }
}
