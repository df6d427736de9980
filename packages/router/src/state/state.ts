import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { RouterError } from '../errors.ts'
import type { ServiceRecord } from '../services/settings.ts'
import { Journal, readJournal } from './journal.ts'
import { readState, storageError, writeState } from './state-file.ts'

// What is kept on disk is a state file and a journal of what has changed since. The first change replaces the
// state file by one that names a new journal id; those that follow are lines of the journal; when that is
// full, or a line could not be written, the state file is replaced again under another id. A router that ends
// in peace leaves a state file that needs no journal.

export class StateStore {
  private readonly path: string
  private journal: Journal | null = null
  /** What the state file says is older than what is in force, and lines may follow it. */
  private journaling = false

  constructor(path: string) {
    this.path = path
    mkdirSync(dirname(path), { recursive: true })
  }

  private get journalPath(): string {
    return `${this.path}.journal`
  }

  /** All services as they were acknowledged last; throws RouterError when they cannot be known. */
  read(): ServiceRecord[] {
    const state = readState(this.path)
    if (state.version === 1) return state.services
    let lines: ServiceRecord[] | null
    try {
      lines = readJournal(readFileSync(this.journalPath), state.journal)
    } catch (cause) {
      throw storageError('read', this.journalPath, cause)
    }
    if (lines === null)
      throw new RouterError(
        'storage',
        `${this.journalPath} is damaged, and what was changed last is not known; ` +
          `move it and ${this.path} away to start with an empty router`,
      )
    const services = new Map(state.services.map((service) => [service.name, service]))
    for (const service of lines) services.set(service.name, service)
    return [...services.values()]
  }

  /** Keeps `changed`, one of `all`; it is on disk when this returns. Throws RouterError, and has kept nothing. */
  save(changed: ServiceRecord, all: ServiceRecord[]): void {
    if (this.journaling && this.append(changed)) return
    this.replace(all)
  }

  /** Another process may have written the files: begins anew at the next change. */
  restart(): void {
    this.journaling = false
  }

  /** Leaves a state file that says all. */
  close(all: ServiceRecord[]): void {
    if (this.journaling) writeState(this.path, all)
    this.journaling = false
    this.journal?.close()
    this.journal = null
  }

  /** False when it could not be done: then the state file is to be replaced, which makes every line void. */
  private append(changed: ServiceRecord): boolean {
    try {
      return this.journal?.append(changed) === true
    } catch {
      this.journal?.close()
      this.journal = null
      return false
    }
  }

  private replace(all: ServiceRecord[]): void {
    const id = randomUUID()
    this.journaling = false
    try {
      this.journal ??= new Journal(this.journalPath)
    } catch (cause) {
      throw storageError('write', this.journalPath, cause)
    }
    writeState(this.path, all, id)
    this.journal.restart(id)
    this.journaling = true
  }
}
