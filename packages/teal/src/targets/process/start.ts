import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pause } from '../pause.ts'
import type { Colour } from '../../model/colour.ts'
import { TealError, messageOf } from '../../model/error.ts'
import { identify } from '../../system/process-identity.ts'
import { linesFrom, openOutput } from '../output.ts'
import { isListening } from './ports.ts'
import { writeRecord, type InstanceRecord } from './record.ts'

/** An instance that ends within this time of its start, before it listens, could not be started. */
const graceMs = 1_000

export type Start = {
  id: string
  colour: Colour
  release: string
  port: number
  argv: string[]
  directory: string
  environment: Record<string, string>
  /** Absolute path of the file its output is appended to. */
  output: string
}

/**
 * Starts one instance and returns when it listens on its port, or still runs after the grace. Its record is
 * on the disk, with the token, before there is a process: whoever comes after a crash finds either no
 * process or one with that token. `onEnd` is called if the instance ends later while this process lives.
 */
export async function startInstance(
  start: Start,
  records: string,
  onEnd: (record: InstanceRecord, ended: string) => void,
  signal: AbortSignal,
): Promise<void> {
  checkDirectory(start)
  signal.throwIfAborted()
  const { id, colour, release, port } = start
  let record: InstanceRecord = {
    id,
    colour,
    release,
    port,
    token: randomUUID(),
    process: null,
    ended: null,
  }
  writeRecord(records, record)

  const output = openOutput(dirname(start.output), start.output)
  const { size: printedBefore } = fstatSync(output)
  let child: ChildProcess
  try {
    child = await spawnDetached(start, record.token, output)
  } catch (error) {
    writeRecord(records, { ...record, ended: 'it could not be started' })
    throw notStarted(start, describeSpawnError(error, start), [], error)
  } finally {
    closeSync(output)
  }

  const end: { how: string | null } = { how: null }
  let settled = false
  child.once('exit', (code, by) => {
    end.how = code === null ? `killed by ${by}` : `exited with ${code}`
    if (settled) onEnd(record, end.how)
  })
  record = { ...record, process: identify(child.pid ?? 0) }
  writeRecord(records, record)
  try {
    await waitUntilUp(port, () => end.how !== null, signal)
  } finally {
    settled = true
    if (end.how !== null) writeRecord(records, { ...record, ended: end.how })
  }
  if (end.how !== null) {
    throw notStarted(start, end.how, linesFrom(start.output, printedBefore).slice(-20))
  }
}

/** Its own session, no terminal, no input: nothing that happens to Teal happens to it. */
async function spawnDetached(start: Start, token: string, output: number): Promise<ChildProcess> {
  const [file, ...args] = start.argv
  const child = spawn(file ?? '', args, {
    cwd: start.directory,
    env: { ...start.environment, TEAL_INSTANCE: token },
    detached: true,
    stdio: ['ignore', output, output],
  })
  child.unref()
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  return child
}

async function waitUntilUp(port: number, hasEnded: () => boolean, signal: AbortSignal) {
  const deadline = performance.now() + graceMs
  while (!hasEnded() && !isListening(port) && performance.now() < deadline) {
    await pause(3, signal)
  }
}

function checkDirectory(start: Start): void {
  const found = statSync(start.directory, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return
  throw notStarted(
    start,
    found === undefined
      ? `its directory ${start.directory} does not exist`
      : `its directory ${start.directory} is not a directory`,
  )
}

function describeSpawnError(error: unknown, { argv, directory }: Start): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `its command ${argv[0]} was not found`
  if (code === 'EACCES')
    return `its command ${argv[0]} is not executable, or ${directory} not allowed`
  return messageOf(error)
}

function notStarted(start: Start, why: string, output: string[] = [], cause?: unknown): TealError {
  return new TealError('failed', `instance ${start.id} of ${start.release} did not start: ${why}`, {
    lines: [
      `command: ${start.argv.map((part) => (/^[\w./:=@%+,-]+$/.test(part) ? part : JSON.stringify(part))).join(' ')}`,
      `directory: ${start.directory}`,
      ...(output.length > 0 ? ['its last output:', ...output] : ['it printed nothing']),
    ],
    hint: 'run the command by hand in that directory; it must stay in the foreground',
    cause,
  })
}
