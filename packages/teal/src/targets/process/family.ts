import { bootId, isRunning, type ProcessIdentity } from '../../system/process-identity.ts'
import { hasOpen, hasVariable, identityOf, listProcesses } from '../../system/process-table.ts'
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
  // The first process with the token is the one Teal started; what that starts comes later.
  const [first] = listProcesses()
    .filter(({ pid }) => hasToken(pid, record))
    .sort((a, b) => Number(a.startTime) - Number(b.startTime) || a.pid - b.pid)
  return first !== undefined && first.session === first.pid ? identityOf(first) : null
}

/** Every running process of the instance, the leader included. */
export function findFamily(record: InstanceRecord): ProcessIdentity[] {
  if (record.process !== null && record.process.bootId !== bootId()) return []
  // None of them is older than the leader, which spares most environments of a machine from being read.
  const since = Number(record.process?.startTime ?? 0)
  const processes = listProcesses().filter(({ startTime }) => Number(startTime) >= since)
  const leader = findLeader(record)
  const family = new Set(
    processes.filter(({ pid, session }) => session === leader?.pid || hasToken(pid, record)),
  )
  const pids = new Set([...family].map(({ pid }) => pid))
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
 * Whether a process is about to become the instance: it was forked, and so holds the instance's output
 * open, but still shows the environment of whoever forked it.
 */
export function isBeingForked(record: InstanceRecord, output: string): boolean {
  return listProcesses().some(
    ({ pid }) => pid !== process.pid && hasOpen(pid, output) && !hasToken(pid, record),
  )
}

function hasToken(pid: number, record: InstanceRecord): boolean {
  return hasVariable(pid, 'TEAL_INSTANCE', record.token)
}
