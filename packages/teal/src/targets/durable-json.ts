import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { replaceFile, syncFolder } from '../system/replace-file.ts'

// Small files that must be whole or not there, also after a power cut.

/** Null when there is no such file. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Readable by its owner only. */
export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true })
  replaceFile(file, JSON.stringify(value), 0o600)
}

export function removeJson(file: string): void {
  rmSync(file, { force: true })
  syncFolder(dirname(file))
}
