import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

// What instances print, in files of their own: `<instance>.<release>.log` now, and the same with a time
// behind it for what was rotated away. An instance writes its file itself, with O_APPEND, so that it needs
// nobody of ours alive to print. Hence a file is rotated by copying and truncating it under the writer's
// hands; what is printed in the microseconds between the last copied byte and the truncation is lost.

export type OutputLimits = {
  /** A file above this many bytes is rotated; of a file that grew far beyond, the last so many are kept. */
  bytes: number
  /** How many files of an instance are kept besides the current one, whatever release they are of. */
  files: number
}

export const outputLimits: OutputLimits = { bytes: 10_000_000, files: 5 }

export function outputFile(directory: string, instance: string, release: string): string {
  return join(directory, `${instance}.${release}.log`)
}

/** Opens an instance's file for it to append to; the caller closes it. */
export function openOutput(directory: string, file: string): number {
  mkdirSync(directory, { recursive: true })
  return openSync(file, 'a', 0o640)
}

/** Rotates every current file of the folder that is too big, and removes the oldest rotated ones. */
export function rotateOutput(directory: string, limits: OutputLimits = outputLimits): void {
  for (const name of list(directory)) {
    if (name.endsWith('.log')) rotate(join(directory, name), limits)
  }
  const byInstance = Map.groupBy(list(directory), (name) => name.slice(0, name.indexOf('.')))
  for (const names of byInstance.values()) {
    const [, ...older] = names
      .map((name) => ({ file: join(directory, name), at: changedAt(directory, name) }))
      .sort((a, b) => b.at - a.at)
    for (const { file } of older.slice(limits.files)) rmSync(file, { force: true })
  }
}

/** The last lines an instance printed under a release, oldest first, rotated files included. */
export function lastLines(
  directory: string,
  instance: string,
  release: string,
  count: number,
): string[] {
  const current = `${instance}.${release}.log`
  const files = list(directory)
    .filter((name) => name.startsWith(current) && rotatedSuffix.test(name.slice(current.length)))
    .sort()
  // Sorted, the current one comes first and the rotated ones after it, oldest first.
  const [now, ...rotated] = files
  let lines: string[] = []
  for (const name of [now, ...rotated.toReversed()]) {
    if (name === undefined || lines.length >= count) break
    lines = [...linesFrom(join(directory, name), 0), ...lines]
  }
  return count === 0 ? [] : lines.slice(-count)
}

/** For each instance that ever printed something, the release it last did under. */
export function lastReleases(directory: string): Map<string, string> {
  const newest = new Map<string, { release: string; at: number }>()
  for (const name of list(directory)) {
    if (!name.endsWith('.log')) continue
    const dot = name.indexOf('.')
    const instance = name.slice(0, dot)
    const at = changedAt(directory, name)
    if (at < (newest.get(instance)?.at ?? 0)) continue
    newest.set(instance, { release: name.slice(dot + 1, -'.log'.length), at })
  }
  return new Map([...newest].map(([instance, { release }]) => [instance, release]))
}

/** Lines of a file from an offset on, but of its last 256 KB at most. */
export function linesFrom(file: string, offset: number): string[] {
  const descriptor = openSync(file, 'r')
  try {
    const text = readFrom(descriptor, offset)
    return text === '' ? [] : text.replace(/\n$/, '').split(/\r?\n/)
  } finally {
    closeSync(descriptor)
  }
}

/** What an open file holds from an offset on, but of its last 256 KB at most. */
export function readFrom(descriptor: number, offset: number): string {
  const { size } = fstatSync(descriptor)
  const from = Math.max(offset, size - 256_000)
  const buffer = Buffer.alloc(Math.max(0, size - from))
  return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, from))
}

const rotatedSuffix = /^(\.\d{8}T\d{9}Z)?$/

function rotate(file: string, limits: OutputLimits): void {
  const source = openSync(file, 'r')
  try {
    const { size } = fstatSync(source)
    if (size <= limits.bytes) return
    const time = new Date().toISOString().replaceAll(/[-:.]/g, '')
    const target = openSync(`${file}.${time}`, 'w', 0o640)
    try {
      copyFrom(source, size - limits.bytes, target)
      truncateSync(file)
    } finally {
      closeSync(target)
    }
  } finally {
    closeSync(source)
  }
}

/** Copies until there is nothing more to read, so what is printed meanwhile comes along. */
function copyFrom(source: number, offset: number, target: number): void {
  const buffer = Buffer.alloc(1_000_000)
  for (let from = offset; ;) {
    const length = readSync(source, buffer, 0, buffer.length, from)
    if (length === 0) return
    writeSync(target, buffer, 0, length)
    from += length
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function changedAt(directory: string, name: string): number {
  return statSync(join(directory, name)).mtimeMs
}
