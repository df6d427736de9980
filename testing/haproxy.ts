import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, type NetConnectOpts } from 'node:net'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.ts'
import { waitFor } from './wait.ts'

/** A real HAProxy in a temporary directory, with a map that chooses between two backends. */
export type Haproxy = {
  directory: string
  /** Where users come in. */
  url: string
  socket: string
  map: string
  serverState: string
  configuration: string
  start: () => Promise<void>
  /** Ends the process, and resolves when it has gone. */
  stop: (signal?: NodeJS.Signals) => Promise<void>
  /** Ends the process and removes the directory. */
  remove: () => Promise<void>
}

/** Prepares a configuration with `slots` servers a colour for the application `key`; starts nothing. */
export async function prepareHaproxy(key: string, slots = 2): Promise<Haproxy> {
  const directory = mkdtempSync(join(tmpdir(), 'teal-haproxy-'))
  const port = await freePort()
  const socket = join(directory, 'admin.sock')
  const map = join(directory, 'teal.map')
  const serverState = join(directory, 'server-state')
  const configuration = join(directory, 'haproxy.cfg')
  const servers = Array.from(
    { length: slots },
    (_, index) => `  server s${index + 1} 127.0.0.1:1 disabled check inter 500ms`,
  ).join('\n')
  writeFileSync(map, '# backends of applications\nother other_backend\n')
  writeFileSync(
    configuration,
    `global
  stats socket ${socket} level admin
  server-state-file ${serverState}
  nbthread 2
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout tunnel 60s
  load-server-state-from-file global
frontend web
  bind 127.0.0.1:${port}
  use_backend %[str(${key}),map(${map},${key}_blue)]
backend ${key}_blue
${servers}
backend ${key}_green
${servers}
backend other_backend
  server s1 127.0.0.1:1
`,
  )
  let running: ChildProcess | null = null

  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    const stopping = running
    running = null
    if (stopping === null || stopping.exitCode !== null || stopping.signalCode !== null) return
    const exited = once(stopping, 'exit')
    stopping.kill(signal)
    await exited
  }

  return {
    directory,
    url: `http://127.0.0.1:${port}`,
    socket,
    map,
    serverState,
    configuration,
    start: async () => {
      const log = join(directory, 'haproxy.log')
      const started = spawn(
        '/bin/sh',
        ['-c', 'exec /usr/sbin/haproxy -f "$1" >"$2" 2>&1', 'sh', configuration, log],
        { stdio: 'ignore' },
      )
      running = started
      await waitFor('HAProxy to listen', async () => {
        if (started.exitCode !== null) throw new Error(readFileSync(log, 'utf8'))
        return (await listens({ port, host: '127.0.0.1' })) && (await listens({ path: socket }))
      })
    },
    stop,
    remove: async () => {
      await stop('SIGKILL')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function listens(where: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(where)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
