import { closeSync, constants, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { ServiceRecord } from '../services/settings.ts'

// Changes since the state file was written, one line each: `checksum id sequence service`. The file keeps its
// size, so that a line costs one synced write into blocks that are there, and neither a rename nor the sync of
// a folder: a third of the time. The state file names the id of the lines that come behind it; lines of any
// other are left over from before. Each line is on disk before the next is written, so only the last can be
// torn, and that one was acknowledged to nobody.

export const JOURNAL_BYTES = 1_048_576
const OWNER_ONLY = 0o600

export class Journal {
  private readonly file: number
  private id = ''
  private end = 0
  private sequence = 0

  /** Opens the file, or makes it; throws what the file system says. */
  constructor(path: string) {
    const { O_RDWR, O_CREAT, O_DSYNC } = constants
    this.file = openSync(path, O_RDWR | O_CREAT | O_DSYNC, OWNER_ONLY)
    const there = readFileSync(this.file).length
    if (there >= JOURNAL_BYTES) return
    writeSync(this.file, Buffer.alloc(JOURNAL_BYTES - there), 0, JOURNAL_BYTES - there, there)
    fsyncSync(this.file)
    syncFolderOf(path)
  }

  /** From here on lines have this id; those before count no more. */
  restart(id: string): void {
    this.id = id
    this.end = 0
    this.sequence = 0
  }

  /** Notes a service; it is on disk when this returns. False when there is no more room. */
  append(record: ServiceRecord): boolean {
    const line = Buffer.from(lineOf(this.id, this.sequence, record))
    if (this.end + line.length > JOURNAL_BYTES) return false
    for (let written = 0; written < line.length;)
      written += writeSync(this.file, line, written, line.length - written, this.end + written)
    this.end += line.length
    this.sequence++
    return true
  }

  close(): void {
    closeSync(this.file)
  }
}

/**
 * The services noted under an id, oldest first. Null when a line is damaged that others follow: then it was
 * not torn by a crash, and what it said is lost.
 */
export function readJournal(bytes: Buffer, id: string): ServiceRecord[] | null {
  const found = bytes
    .toString('utf8')
    .split('\n')
    .map((line) => readLine(line))
    .filter((line) => line !== null && line.id === id) as Line[]
  return found.every(({ sequence }, i) => sequence === i) ? found.map(({ record }) => record) : null
}

type Line = { id: string; sequence: number; record: ServiceRecord }

function lineOf(id: string, sequence: number, record: ServiceRecord): string {
  const text = `${id} ${sequence} ${JSON.stringify(record)}`
  return `${checksum(text)} ${text}\n`
}

function readLine(line: string): Line | null {
  const found = /^([0-9a-f]{8}) ((\S+) (\d+) (.*))$/.exec(line)
  if (found === null || checksum(found[2] as string) !== found[1]) return null
  return {
    id: found[3] as string,
    sequence: Number(found[4]),
    record: JSON.parse(found[5] as string) as ServiceRecord,
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}

/** A new name in a folder is on disk when the folder is. */
export function syncFolderOf(path: string): void {
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
