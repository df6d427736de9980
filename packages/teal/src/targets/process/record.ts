import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Colour } from '../../model/colour.ts'
import { TealError, messageOf } from '../../model/error.ts'
import type { ProcessIdentity } from '../../system/process-identity.ts'

/** What Teal must remember of an instance to find it again: all the rest is asked of the kernel. */
export type InstanceRecord = {
  id: string
  colour: Colour
  release: string
  port: number
  /** In the environment of the process and of its children as TEAL_INSTANCE; nobody else can know it. */
  token: string
  /** Null from before the process is started until just after. */
  process: ProcessIdentity | null
  /** How it ended, written by the controller that started it if that still lived. */
  ended: string | null
}

/** The records of a colour, in the order of their numbers. */
export function readRecords(directory: string, colour: Colour): InstanceRecord[] {
  let names: string[]
  try {
    names = readdirSync(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return names
    .filter((name) => name.startsWith(`${colour}-`) && name.endsWith('.json'))
    .map((name) => readRecord(directory, name.slice(0, -'.json'.length)))
    .filter((record) => record !== null)
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

export function readRecord(directory: string, id: string): InstanceRecord | null {
  const file = join(directory, `${id}.json`)
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as InstanceRecord
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new TealError('failed', `the record of instance ${id} cannot be read`, {
      lines: [`${file}: ${messageOf(error)}`],
      hint: 'stop what still runs there by hand, remove the file and deploy again',
      cause: error,
    })
  }
}

/** Whole or not at all, and still there after a power cut: a new file, synced, renamed, folder synced. */
export function writeRecord(directory: string, record: InstanceRecord): void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${record.id}.json`)
  const draft = `${file}.${process.pid}.new`
  const descriptor = openSync(draft, 'w', 0o600)
  try {
    writeSync(descriptor, JSON.stringify(record))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(draft, file)
  syncDirectory(dirname(file))
}

export function removeRecord(directory: string, id: string): void {
  rmSync(join(directory, `${id}.json`), { force: true })
  syncDirectory(directory)
}

function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
