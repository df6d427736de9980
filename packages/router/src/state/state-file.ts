import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { RouterError } from '../errors.ts'
import type { ServiceRecord } from '../services/settings.ts'
import { syncFolderOf } from './journal.ts'

/**
 * What a router needs to come back as it was, with no controller. Version 1 is all of it; version 2 goes on in
 * the journal, with the lines of this id, so a router that knows no journal refuses it and does not come back
 * with something old.
 */
export type State =
  | { version: 1; services: ServiceRecord[] }
  | { version: 2; journal: string; services: ServiceRecord[] }

/** Reads the state file; no file is an empty state, a damaged one is an error and not an empty state. */
export function readState(path: string): State {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { version: 1, services: [] }
    throw storageError('read', path, error)
  }
  let state: Partial<State>
  try {
    state = JSON.parse(text) as Partial<State>
  } catch (error) {
    throw storageError('read', path, error)
  }
  const { version, services } = state
  if (Array.isArray(services)) {
    if (version === 1) return { version, services }
    if (version === 2 && typeof state.journal === 'string')
      return { version, services, journal: state.journal }
  }
  throw new RouterError(
    'storage',
    `${path} is not a state file of this version; move it away to start with an empty router`,
  )
}

/**
 * Replaces the state file, by one that goes on in the journal when that is named; so that a crash at any moment leaves the old or the new one whole: a new file,
 * synced, renamed over the old one, the folder synced. Returns when it is on disk.
 */
export function writeState(
  path: string,
  services: ServiceRecord[],
  journal: string | null = null,
): void {
  const state: State =
    journal === null ? { version: 1, services } : { version: 2, journal, services }
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
    syncFolderOf(path)
  } catch (error) {
    throw storageError('write', path, error)
  }
}

export function storageError(verb: string, path: string, cause: unknown): RouterError {
  return new RouterError('storage', `cannot ${verb} the state file ${path}: ${String(cause)}`, {
    cause,
  })
}
