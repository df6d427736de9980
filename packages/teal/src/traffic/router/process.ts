import { spawn } from 'node:child_process'
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectRouter } from '@teal/router/client'
import type { Application } from '../../model/application.ts'
import { TealError } from '../../model/error.ts'
import { systemClock } from '../../system/clock.ts'
import { withFileLock } from '../../system/file-lock.ts'
import { isRunning, type ProcessIdentity } from '../../system/process-identity.ts'
import { argumentsOf, identityOf, listProcesses } from '../../system/process-table.ts'
import { program } from '../../system/program.ts'
import { adminSocket } from './admin-socket.ts'
import type { RouterSettings } from './settings.ts'

// The router's process: who it is, how it is started, how it is stopped. It is known by its arguments, which
// name the application's admin socket: so it is found whoever started it and however soon after they died,
// and also after an upgrade, which is another process with the same arguments.

/** How long a router that somebody else began to start may take. */
const patienceMs = 10_000

/**
 * Starts the router unless it runs; returns when its admin API answers. Whoever else wants to start it
 * meanwhile waits, and finds it running.
 */
export async function startRouterProcess(
  application: Application,
  settings: RouterSettings,
  signal: AbortSignal,
): Promise<void> {
  if (await answers(application)) return
  await withFileLock(join(application.stateDirectory, 'router.lock'), signal, async () => {
    if (await becomesReady(application, signal)) return
    await spawnRouter(application, settings, signal)
  })
}

/** Whether a router that somebody began to start answers; false when there is none. */
async function becomesReady(application: Application, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  while (!(await answers(application))) {
    const [found] = findRouters(application)
    if (found === undefined) return false
    if (performance.now() > deadline) {
      throw new TealError('unavailable', `the router (pid ${found.pid}) runs and does not answer`, {
        hint: 'users may still be served by it; end it by hand to have it started anew',
      })
    }
    await systemClock.sleep(20, signal)
  }
  return true
}

async function spawnRouter(
  application: Application,
  settings: RouterSettings,
  signal: AbortSignal,
): Promise<void> {
  const log = join(application.stateDirectory, 'logs', 'router.log')
  mkdirSync(join(application.stateDirectory, 'logs'), { recursive: true })
  const output = openSync(log, 'a', 0o600)
  const before = fstatSync(output).size
  const argv = ['--listen', settings.listen, '--threads', String(settings.threads)]
  argv.push('--admin', adminSocket(application))
  argv.push('--state', join(application.stateDirectory, 'router.state.json'))
  const child = spawn(process.execPath, [program, 'router', ...argv], {
    cwd: application.directory,
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  let ended = false
  child.on('exit', () => (ended = true))
  // The admin API answers a moment before the port that users come in at is open, or is found taken.
  const listens = (): boolean => readFileSync(log).subarray(before).includes('listens on')
  while (!listens() || !(await answers(application))) {
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
    await systemClock.sleep(10, signal)
  }
}

export async function stopRouterProcess(
  application: Application,
  signal: AbortSignal,
): Promise<void> {
  const found = findRouters(application)
  for (const { pid } of found) process.kill(pid, 'SIGTERM')
  while (found.some(isRunning)) await systemClock.sleep(10, signal)
}

function findRouters(application: Application): ProcessIdentity[] {
  const socket = adminSocket(application)
  return listProcesses()
    .filter(({ pid }) => {
      const argv = argumentsOf(pid)
      return argv.includes('router') && argv[argv.indexOf('--admin') + 1] === socket
    })
    .map(identityOf)
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
