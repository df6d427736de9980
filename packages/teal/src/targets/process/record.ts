import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Colour } from '../../model/colour.ts'
import { TealError, messageOf } from '../../model/error.ts'
import type { ProcessIdentity } from '../../system/process-identity.ts'
import { readJson, removeJson, writeJson } from '../durable-json.ts'

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
  return list(directory)
    .filter((name) => name.startsWith(`${colour}-`) && name.endsWith('.json'))
    .map((name) => readRecord(directory, name.slice(0, -'.json'.length)))
    .filter((record) => record !== null)
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

export function readRecord(directory: string, id: string): InstanceRecord | null {
  const file = join(directory, `${id}.json`)
  try {
    return readJson(file) as InstanceRecord | null
  } catch (error) {
    throw new TealError('failed', `the record of instance ${id} cannot be read`, {
      lines: [`${file}: ${messageOf(error)}`],
      hint: 'stop what still runs there by hand, remove the file and deploy again',
      cause: error,
    })
  }
}

export function writeRecord(directory: string, record: InstanceRecord): void {
  writeJson(join(directory, `${record.id}.json`), record)
}

export function removeRecord(directory: string, id: string): void {
  removeJson(join(directory, `${id}.json`))
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
