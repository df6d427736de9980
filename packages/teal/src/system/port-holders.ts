import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { argumentsOf } from './process-table.ts'

/** Who listens on a port; the process is null where it is another user's, and so hidden from us. */
export type PortHolder = { user: number; process: { pid: number; program: string } | null }

const LISTEN = '0A'

/** Everybody on this machine who listens on `port`, at whatever address; nobody where /proc is not Linux's. */
export function portHolders(port: number): PortHolder[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const users = new Map<string, number>()
  for (const line of ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(linesOf)) {
    // proc_net_tcp: the slot, both addresses, the state, queues, timer, retransmits, user, timeout, inode
    const [, local, , state, , , , user, , inode] = line.trim().split(/\s+/)
    if (state !== LISTEN || local?.endsWith(suffix) !== true || inode === undefined) continue
    users.set(`socket:[${inode}]`, Number(user))
  }
  if (users.size === 0) return []
  const found = processesWith(new Set(users.keys()))
  return [...users].map(([socket, user]) => {
    const pid = found.get(socket)
    if (pid === undefined) return { user, process: null }
    return { user, process: { pid, program: argumentsOf(pid).join(' ') } }
  })
}

/** Such as `pid 4711 (nginx: master process)`, for errors. */
export function describeHolder({ user, process }: PortHolder): string {
  if (process === null) return `a process of user ${user}, whose name is hidden from this one`
  return `pid ${process.pid} (${process.program.slice(0, 200)})`
}

function processesWith(sockets: Set<string>): Map<string, number> {
  const found = new Map<string, number>()
  for (const pid of readable(() => readdirSync('/proc')) ?? []) {
    if (!/^\d+$/.test(pid)) continue
    for (const descriptor of readable(() => readdirSync(`/proc/${pid}/fd`)) ?? []) {
      const target = readable(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`))
      if (target !== null && sockets.has(target) && !found.has(target))
        found.set(target, Number(pid))
    }
  }
  return found
}

function linesOf(file: string): string[] {
  return readable(() => readFileSync(file, 'utf8'))?.split('\n') ?? []
}

/** Null for what has gone meanwhile, belongs to another user, or is not there on this system. */
function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'ENOTDIR'].includes(code)) return null
    throw error
  }
}
