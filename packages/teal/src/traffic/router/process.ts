import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { connectRouter } from '@teal/router'
import type { Application } from '../../model/application.ts'
import { TealError } from '../../model/error.ts'
import { identify, isRunning, type ProcessIdentity } from '../../system/process-identity.ts'
import type { RouterSettings } from './settings.ts'

// The router's process: who it is, how it is started, how it is stopped.

/** Kernels allow about 107 bytes; a path beyond that is replaced by a short one that only we can enter. */
const longestSocketPath = 100

export function adminSocket({ stateDirectory }: Application): string {
  const socket = join(stateDirectory, 'router.sock')
  if (Buffer.byteLength(socket) <= longestSocketPath) return socket
  const name = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 16)
  const directory = join(tmpdir(), `teal-${process.getuid?.() ?? 0}-${name}`)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return join(directory, 'router.sock')
}

/** Starts the router unless it runs; returns when its admin API answers. */
export async function startRouterProcess(
  application: Application,
  settings: RouterSettings,
  signal: AbortSignal,
): Promise<void> {
  if (running(application) !== null && (await answers(application))) return
  const log = join(application.stateDirectory, 'logs', 'router.log')
  mkdirSync(join(application.stateDirectory, 'logs'), { recursive: true })
  const output = openSync(log, 'a', 0o600)
  const before = fstatSync(output).size
  const bin = fileURLToPath(new URL('../../../bin/teal.js', import.meta.url))
  const child = spawn(
    process.execPath,
    [
      bin,
      'router',
      ...['--listen', settings.listen],
      ...['--threads', String(settings.threads)],
      ...['--admin', adminSocket(application)],
      ...['--state', join(application.stateDirectory, 'router.state.json')],
    ],
    { cwd: application.directory, detached: true, stdio: ['ignore', output, output] },
  )
  closeSync(output)
  child.unref()
  let ended = false
  child.on('exit', () => (ended = true))
  // The admin API answers a moment before the port that users come in at is open, or is found taken.
  const listens = (): boolean => readFileSync(log).subarray(before).includes('listens on')
  while (!listens() || !(await answers(application))) {
    signal.throwIfAborted()
    if (ended) {
      const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-5)
      const taken = lines.some((line) => line.includes('EADDRINUSE'))
      if (!taken) throw new TealError('failed', 'the router could not be started', { lines })
      const { listenAt } = application
      throw new TealError('usage', `${settings.listen} is in use by another application`, {
        ...(listenAt !== undefined && { at: listenAt }),
        hint: 'let the router listen on another port, or stop what listens there (`ss -ltnp` shows it)',
      })
    }
    await sleep(10)
  }
  if (child.pid !== undefined && !ended) record(application, identify(child.pid))
}

export async function stopRouterProcess(
  application: Application,
  signal: AbortSignal,
): Promise<void> {
  const identity = running(application)
  if (identity === null) return
  process.kill(identity.pid, 'SIGTERM')
  while (isRunning(identity)) {
    signal.throwIfAborted()
    await sleep(10)
  }
  rmSync(recordOf(application), { force: true })
}

const recordOf = ({ stateDirectory }: Application): string => join(stateDirectory, 'router.json')

function record(application: Application, identity: ProcessIdentity | null): void {
  writeFileSync(`${recordOf(application)}.new`, JSON.stringify(identity))
  renameSync(`${recordOf(application)}.new`, recordOf(application))
}

function running(application: Application): ProcessIdentity | null {
  try {
    const identity = JSON.parse(readFileSync(recordOf(application), 'utf8')) as ProcessIdentity
    return isRunning(identity) ? identity : null
  } catch {
    return null
  }
}

async function answers(application: Application): Promise<boolean> {
  const client = connectRouter(adminSocket(application))
  try {
    await client.status()
    return true
  } catch {
    return false
  } finally {
    client.close()
  }
}
