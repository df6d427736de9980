import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { waitFor } from '../../testing/wait.ts'

/** The core the proxy under test has to itself, and the one load and origin share. */
export const PROXY_CORE = 0
export const LOAD_CORE = 1

/** A server of the benchmark, pinned to its core. */
export type Running = {
  name: string
  port: number
  /** Where it speaks TLS, with HTTP/2; null: nowhere. */
  tlsPort: number | null
  pid: number
  command: string
  stop: () => Promise<void>
}

export type ContestantOptions = {
  originPort: number
  threads: number
  /** PEM files; the same for all. */
  certificate: { cert: string; key: string }
}

export type Contestant = {
  name: string
  version: string
  start: (options: ContestantOptions) => Promise<Running>
}

export function coresOf(threads: number): string {
  return threads === 1 ? String(PROXY_CORE) : `0-${threads - 1}`
}

type LaunchOptions = {
  name: string
  port: number
  tlsPort?: number
  cores: string
  argv: string[]
  /** Removed at the end. */
  directory?: string
  env?: Record<string, string>
}

/** Starts a server and waits until it answers. */
export async function launch(options: LaunchOptions): Promise<Running> {
  const { name, port, tlsPort = null, cores, argv, directory } = options
  const child = spawn('taskset', ['-c', cores, ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...options.env },
  })
  let complaints = ''
  child.stderr.on(
    'data',
    (text: Buffer) => (complaints = (complaints + text.toString()).slice(-4_000)),
  )
  try {
    await waitFor(`${name} to answer`, async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended: ${complaints}`)
      return (await fetch(`http://127.0.0.1:${port}/1k`)).ok
    })
  } catch (error) {
    await stop(child)
    throw error
  }
  return {
    name,
    port,
    tlsPort,
    pid: child.pid as number,
    command: argv.join(' '),
    stop: async () => {
      await stop(child)
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await exited
  clearTimeout(timer)
}

export function versionOf(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

/** What a command says of its version. */
export function saidVersion(command: string, argv: string[], pattern: RegExp): string {
  // Some say it as an error, and some end with one.
  const { stdout, stderr } = spawnSync(command, argv, { encoding: 'utf8' })
  const found = pattern.exec(stdout + stderr)?.[1]
  if (found === undefined)
    throw new Error(`${command} ${argv.join(' ')} says no version: ${stdout}`)
  return found
}
