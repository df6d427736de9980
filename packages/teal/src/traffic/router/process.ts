import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
} from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { connectRouter } from '@teal/router/client'
import type { Application } from '../../model/application.ts'
import { messageOf, TealError } from '../../model/error.ts'
import { systemClock } from '../../system/clock.ts'
import { endProcesses } from '../../system/end-processes.ts'
import { withFileLock } from '../../system/file-lock.ts'
import type { ProcessIdentity } from '../../system/process-identity.ts'
import { argumentsOf, directoryOf, identityOf, listProcesses } from '../../system/process-table.ts'
import { program } from '../../system/program.ts'
import { adminSocket } from './admin-socket.ts'
import { requireListenPort } from './listen-port.ts'
import type { RouterSettings } from './settings.ts'

// The router's process: who it is, how it is started, how it is stopped. It is known by its arguments, which
// name the application's admin socket: so it is found whoever started it and however soon after they died,
// and also after an upgrade, which is another process with the same arguments. Where the application's folder
// was moved since, or is reached by another name, the folder the router works in says whose it is.

/** How long a router may take from its start until it serves. */
const startMs = 20_000
/** A router that is asked to end gives requests 10 s, and then idle clients one more. */
const endMs = 12_000

/**
 * Starts the router unless it runs; returns when its admin API answers, which it does once users can come
 * in. Whoever else wants to start it meanwhile waits, and finds it running.
 */
export async function startRouterProcess(
  application: Application,
  settings: RouterSettings,
  signal: AbortSignal,
): Promise<void> {
  if (await answers(application)) return requireListensAt(settings.listen, application)
  const deadline = performance.now() + startMs
  await withFileLock(join(application.stateDirectory, 'router.lock'), signal, async () => {
    if (await becomesReady(application, deadline, signal)) {
      requireListensAt(settings.listen, application)
    } else {
      await spawnRouter(application, settings, signal)
    }
  })
}

/** A router that runs stays where it is: what was meant to be elsewhere is said before anything is done. */
function requireListensAt(wanted: string, application: Application): void {
  for (const { pid } of findRouters(application)) {
    const argv = argumentsOf(pid)
    const listen = argv[argv.indexOf('--listen') + 1]
    if (listen === undefined || listen === wanted) continue
    throw new TealError('usage', `the router runs and listens on ${listen}, and not on ${wanted}`, {
      ...(application.listenAt === undefined ? {} : { at: application.listenAt }),
      hint: `set it back to ${listen}, or move it with \`teal down\` and \`teal up -d\` (nobody is served in between)`,
    })
  }
}

/** Whether a router that somebody began to start answers by `deadline`; false when there is none. */
async function becomesReady(
  application: Application,
  deadline: number,
  signal: AbortSignal,
): Promise<boolean> {
  while (!(await answers(application))) {
    const [found] = findRouters(application)
    if (found === undefined) return false
    if (performance.now() > deadline) {
      throw new TealError('unavailable', `the router (pid ${found.pid}) runs and does not answer`, {
        hint: `users may still be served by it; \`kill ${found.pid}\` has it started anew`,
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
  await requireListenPort(settings.listen, application)
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
  let ended: string | null = null
  child.on('error', (error) => (ended = messageOf(error)))
  child.on('exit', (code, name) => (ended = name === null ? `exit code ${code}` : name))

  const notStarted = (found: string): TealError => {
    const written = readFileSync(log).subarray(before).toString('utf8').trim()
    return new TealError('failed', `the router could not be started: ${found}`, {
      lines: written === '' ? [] : written.split('\n').slice(-5),
      hint: `its output is in ${log}`,
    })
  }
  const deadline = performance.now() + startMs
  while (!(await answers(application))) {
    if (ended !== null) {
      // Somebody may have taken its port since it was found free.
      await requireListenPort(settings.listen, application)
      throw notStarted(ended)
    }
    if (performance.now() > deadline) {
      await stopRouterProcess(application, signal)
      throw notStarted(`it did not answer within ${startMs / 1_000} s, and was ended`)
    }
    await systemClock.sleep(10, signal)
  }
}

/** Ends the router; requests that are under way are finished first, within a deadline. */
export function stopRouterProcess(application: Application, signal: AbortSignal): Promise<void> {
  return endProcesses('the router', () => findRouters(application), endMs, signal)
}

/** Those that serve: `teal router status` and the like name the same socket and only ask. */
function findRouters(application: Application): ProcessIdentity[] {
  const socket = adminSocket(application)
  const { directory, stateDirectory } = application
  const here = existsSync(directory) ? realpathSync(directory) : directory
  const underItsName = sep + join(relative(directory, stateDirectory), basename(socket))
  return listProcesses()
    .filter(({ pid }) => {
      const argv = argumentsOf(pid)
      if (!argv.includes('router') || !argv.includes('--listen')) return false
      const admin = argv[argv.indexOf('--admin') + 1] ?? ''
      return admin === socket || (admin.endsWith(underItsName) && directoryOf(pid) === here)
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
