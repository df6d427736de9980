import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Application } from '../model/application.ts'
import { TealError } from '../model/error.ts'
import { program } from '../system/program.ts'
import { identify, isRunning, type ProcessIdentity } from '../system/process-identity.ts'
import { argumentsOf, identityOf, listProcesses } from '../system/process-table.ts'

// Which process of this machine is the application's controller. It is written down so that a second one
// is not started and `teal down` stops the right one. Two at once would be no harm: the lease decides.

const recordOf = ({ stateDirectory }: Application): string =>
  join(stateDirectory, 'controller.json')

export function controllerLog({ stateDirectory }: Application): string {
  return join(stateDirectory, 'logs', 'controller.log')
}

/** The controller that runs on this machine, if one does. */
export function runningController(application: Application): ProcessIdentity | null {
  let text: string
  try {
    text = readFileSync(recordOf(application), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    const identity = JSON.parse(text) as ProcessIdentity
    return isRunning(identity) ? identity : null
  } catch {
    // Half of a record is none; the next controller writes its own.
    return null
  }
}

/** Writes down that this process is the controller. */
export function recordController(application: Application): void {
  mkdirSync(application.stateDirectory, { recursive: true })
  const file = recordOf(application)
  writeFileSync(`${file}.new`, JSON.stringify(identify(process.pid)))
  renameSync(`${file}.new`, file)
}

/** Removes the record, if it is this process's. */
export function forgetController(application: Application): void {
  if (runningController(application)?.pid === process.pid) unlinkSync(recordOf(application))
}

/** Starts `teal up` as a process of its own, which outlives this one, and gives its pid. */
export function spawnController(application: Application): number {
  const log = controllerLog(application)
  mkdirSync(join(application.stateDirectory, 'logs'), { recursive: true })
  const output = openSync(log, 'a', 0o600)
  try {
    const child = spawn(process.execPath, [program, 'up', '--file', application.file], {
      cwd: application.directory,
      detached: true,
      stdio: ['ignore', output, output],
    })
    child.unref()
    if (child.pid === undefined)
      throw new TealError('failed', 'the controller could not be started')
    return child.pid
  } finally {
    closeSync(output)
  }
}

/** Asks the controller to end, and waits until it has. */
export async function stopController(application: Application): Promise<boolean> {
  const recorded = runningController(application)
  const found = [...(recorded === null ? [] : [recorded]), ...startingControllers(application)]
  for (const { pid } of found) process.kill(pid, 'SIGTERM')
  for (let waited = 0; found.some(isRunning); waited += 20) {
    if (waited >= 10_000) {
      for (const { pid } of found.filter(isRunning)) process.kill(pid, 'SIGKILL')
    }
    await sleep(20)
  }
  return found.length > 0
}

/** One that a deploy has just started and that has not come to write itself down would come up after `down`. */
function startingControllers({ file }: Application): ProcessIdentity[] {
  return listProcesses()
    .filter(({ pid }) => {
      const [, script, ...rest] = argumentsOf(pid)
      return script === program && rest.join('\0') === ['up', '--file', file].join('\0')
    })
    .map(identityOf)
}
