import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { RouterError } from '../errors.ts'
import type { ServiceRecord } from '../services/settings.ts'

const VERSION = 1

/** What a router needs to come back as it was, with no controller. */
export type State = { version: typeof VERSION; services: ServiceRecord[] }

/** Reads the state file; no file is an empty state, a damaged one is an error and not an empty state. */
export function readState(path: string): ServiceRecord[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw storageError('read', path, error)
  }
  try {
    const state = JSON.parse(text) as Partial<State>
    if (state.version === VERSION && Array.isArray(state.services)) return state.services
  } catch (error) {
    throw storageError('read', path, error)
  }
  throw new RouterError(
    'storage',
    `${path} is not a state file of this version; move it away to start with an empty router`,
  )
}

/**
 * Replaces the state file so that a crash at any moment leaves the old or the new one whole: a new file,
 * synced, renamed over the old one, the directory synced. Returns when it is on disk.
 */
export function writeState(path: string, services: ServiceRecord[]): void {
  const state: State = { version: VERSION, services }
  const next = `${path}.next`
  try {
    const file = openSync(next, 'w', 0o600)
    try {
      writeFileSync(file, JSON.stringify(state))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(next, path)
    const directory = openSync(dirname(path), 'r')
    try {
      fsyncSync(directory)
    } finally {
      closeSync(directory)
    }
  } catch (error) {
    throw storageError('write', path, error)
  }
}

/** Makes sure that the directory of the state file is there. */
export function prepareStateDirectory(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
}

function storageError(verb: string, path: string, cause: unknown): RouterError {
  return new RouterError('storage', `cannot ${verb} the state file ${path}: ${String(cause)}`, {
    cause,
  })
}
