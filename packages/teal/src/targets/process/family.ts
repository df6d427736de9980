import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { bootId, isRunning, type ProcessIdentity } from '../../system/process-identity.ts'
import type { InstanceRecord } from './record.ts'

// Which processes belong to an instance. Three marks say so, and each can be lost without the others:
//
// - the token in its environment: follows every child, also one that left for a session of its own;
//   lost by a program that overwrites its environment (some do to show a title) or clears a child's
// - the session the instance was started as leader of: lost by `setsid`; believed only while the leader is
//   known to be ours, since the number of a session that ended is given out again
// - being a child of a process that belongs
//
// A process with none of them is not ours, and nothing here ever names it.

/** The process the record is about, running now; found by its token if the record was not completed. */
export function findLeader(record: InstanceRecord): ProcessIdentity | null {
  if (record.ended !== null) return null
  if (record.process !== null) return isRunning(record.process) ? record.process : null
  // The first process with the token is the one Teal started; what it starts comes later.
  const [first] = listProcesses()
    .filter((process) => hasToken(process.pid, record.token))
    .sort((a, b) => Number(a.startTime) - Number(b.startTime) || a.pid - b.pid)
  return first !== undefined && first.session === first.pid ? identityOf(first) : null
}

/** Every running process of the instance, the leader included. */
export function findFamily(record: InstanceRecord): ProcessIdentity[] {
  if (record.process !== null && record.process.bootId !== bootId()) return []
  const processes = listProcesses()
  const leader = findLeader(record)
  const family = new Set(
    processes.filter(
      (process) =>
        hasToken(process.pid, record.token) || (leader !== null && process.session === leader.pid),
    ),
  )
  const pids = new Set([...family].map((process) => process.pid))
  for (let grew = true; grew;) {
    grew = false
    for (const process of processes) {
      if (family.has(process) || !pids.has(process.parent)) continue
      family.add(process)
      pids.add(process.pid)
      grew = true
    }
  }
  return [...family].map(identityOf)
}

/**
 * Whether a process without the token, and not Teal itself, has `file` open. A process that was forked and
 * has not become the instance yet still shows its parent's environment, but holds the instance's output.
 */
export function isHeldOpen(file: string, token: string): boolean {
  return listProcesses().some(({ pid }) => {
    if (pid === process.pid || hasToken(pid, token)) return false
    const descriptors = whileRunning(() => readdirSync(`/proc/${pid}/fd`)) ?? []
    return descriptors.some(
      (descriptor) => whileRunning(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`)) === file,
    )
  })
}

type Process = { pid: number; parent: number; session: number; startTime: string }

function identityOf({ pid, startTime }: Process): ProcessIdentity {
  return { pid, startTime, bootId: bootId() }
}

function listProcesses(): Process[] {
  const processes: Process[] = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const pid = Number(name)
    const stat = whileRunning(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    if (stat === null) continue
    // The fields of proc(5) after the name, which is in parentheses and may hold some itself.
    const [state, parent, , session, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const startTime = rest[15]
    if (state === 'Z' || state === 'X' || startTime === undefined) continue
    processes.push({ pid, parent: Number(parent), session: Number(session), startTime })
  }
  return processes
}

function hasToken(pid: number, token: string): boolean {
  const environment = whileRunning(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))
  return environment?.split('\0').includes(`TEAL_INSTANCE=${token}`) ?? false
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
