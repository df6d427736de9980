// The ledger: what was done to a database, written in that database, so that it is true wherever the
// runner died. One row a migration and phase; one row a release that was expanded for.

import type { Begun, Database, Row, Table } from './database.ts'
import type { Migration, Phase } from './migration.ts'

/**
 * - `pending`: a release brought it, and it was not begun
 * - `running`: begun; if no runner is at work, it was interrupted
 * - `failed`: a statement failed; `error` says how
 * - `done`
 */
export type State = 'pending' | 'running' | 'failed' | 'done'

export type Entry = {
  name: string
  phase: Phase
  state: State
  /** SHA-256 of the file when it was done, or begun. */
  hash: string
  /** SHA-256 of each unit that is done; a half-run file may be mended behind these. */
  units: string[]
  /** The unit that was begun and whose end nobody noted. */
  begun: Begun | null
  /** The release it came with; null when nobody said. */
  release: string | null
  /** The first release that can live with it. */
  needs: string | null
  /** The releases its file says break under it; null when the file does not say. */
  breaks: string[] | null
  /** Something stored is gone for good afterwards. */
  losesData: boolean
  /** Digest of the schema after it. */
  fingerprint: string | null
  /** Where a backfill has got to: the last key, as JSON. */
  cursor: string | null
  rows: number
  error: string | null
  startedAt: string | null
  finishedAt: string | null
}

/** A release that was expanded for, in the order that happened, and the tables as it found them. */
export type ReleaseEntry = { release: string; position: number; tables: Table[] }

export type Ledger = {
  entries: () => Promise<Entry[]>
  find: (name: string, phase: Phase) => Promise<Entry | undefined>
  /** Writes an entry anew, or over the one with its name and phase. */
  put: (entry: Entry) => Promise<void>
  /** Changes some columns of an entry. */
  update: (name: string, phase: Phase, change: Partial<Entry>) => Promise<void>
  releases: () => Promise<ReleaseEntry[]>
  /** Notes a release; one that is known keeps its position. */
  putRelease: (release: string, tables: Table[]) => Promise<void>
}

/** The entry of a migration that was not begun. */
export function pendingEntry(migration: Migration, release: string | null): Entry {
  return {
    name: migration.name,
    phase: migration.phase,
    state: 'pending',
    hash: migration.hash,
    units: [],
    begun: null,
    release,
    needs: migration.needs ?? (migration.phase === 'contract' ? release : null),
    breaks: migration.breaks ?? null,
    losesData: false,
    fingerprint: null,
    cursor: null,
    rows: 0,
    error: null,
    startedAt: null,
    finishedAt: null,
  }
}

/** How the columns are called, and how their values are written as text or number. */
const columns: Record<keyof Entry, string> = {
  name: 'name',
  phase: 'phase',
  state: 'state',
  hash: 'hash',
  units: 'units_done',
  begun: 'begun',
  release: 'release_name',
  needs: 'needs',
  breaks: 'breaks',
  losesData: 'loses_data',
  fingerprint: 'fingerprint',
  cursor: 'cursor_at',
  rows: 'rows_done',
  error: 'error',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
}
const fields = Object.keys(columns) as (keyof Entry)[]

/** Columns of the ledger's tables, in words that all three databases know. Times are ISO 8601, in UTC. */
export function ledgerTables(database: Pick<Database, 'ledgerTable'>, text: string): string[] {
  return [
    `create table if not exists ${database.ledgerTable('migrations')} (
      name varchar(255) not null, phase varchar(8) not null, state varchar(8) not null,
      hash varchar(64) not null, units_done ${text} not null, begun ${text},
      release_name varchar(255), needs varchar(255), breaks ${text}, loses_data smallint not null,
      fingerprint varchar(64), cursor_at ${text}, rows_done bigint not null, error ${text},
      started_at varchar(32), finished_at varchar(32), primary key (name, phase))`,
    `create table if not exists ${database.ledgerTable('releases')} (
      release_name varchar(255) not null primary key, position integer not null,
      tables_seen ${text} not null)`,
  ]
}

/** The ledger of a database, whose tables `createLedger` has made. */
export function openLedger(database: Pick<Database, 'connection' | 'ledgerTable'>): Ledger {
  const { connection, ledgerTable } = database
  const [migrations, releases] = [ledgerTable('migrations'), ledgerTable('releases')]
  const list = fields.map((field) => columns[field]).join(', ')

  const update: Ledger['update'] = async (name, phase, change) => {
    const changed = fields.filter((field) => field in change)
    const set = changed.map((field) => `${columns[field]} = ?`).join(', ')
    await connection.query(`update ${migrations} set ${set} where name = ? and phase = ?`, [
      ...changed.map((field) => toColumn(change[field])),
      name,
      phase,
    ])
  }
  const find: Ledger['find'] = async (name, phase) => {
    const { rows } = await connection.query(
      `select ${list} from ${migrations} where name = ? and phase = ?`,
      [name, phase],
    )
    return rows[0] && toEntry(rows[0])
  }
  return {
    find,
    update,
    entries: async () => {
      const { rows } = await connection.query(`select ${list} from ${migrations}`)
      return rows.map(toEntry)
    },
    put: async (entry) => {
      if (await find(entry.name, entry.phase)) return update(entry.name, entry.phase, entry)
      await connection.query(
        `insert into ${migrations} (${list}) values (${fields.map(() => '?').join(', ')})`,
        fields.map((field) => toColumn(entry[field])),
      )
    },
    releases: async () => {
      const { rows } = await connection.query(
        `select release_name, position, tables_seen from ${releases} order by position`,
      )
      return rows.map((row) => ({
        release: String(row['release_name']),
        position: Number(row['position']),
        tables: JSON.parse(String(row['tables_seen'])) as Table[],
      }))
    },
    putRelease: async (release, tables) => {
      const seen = JSON.stringify(tables)
      const { rows } = await connection.query(
        `select release_name, position from ${releases} order by position`,
      )
      if (rows.some((row) => row['release_name'] === release)) {
        await connection.query(`update ${releases} set tables_seen = ? where release_name = ?`, [
          seen,
          release,
        ])
        return
      }
      const position = Number(rows.at(-1)?.['position'] ?? 0) + 1
      await connection.query(
        `insert into ${releases} (release_name, position, tables_seen) values (?, ?, ?)`,
        [release, position, seen],
      )
    },
  }
}

function toColumn(value: Entry[keyof Entry] | undefined): string | number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'object' ? JSON.stringify(value) : value
}

function toEntry(row: Row): Entry {
  const text = (field: keyof Entry): string | null => {
    const value = row[columns[field]]
    return value === null || value === undefined ? null : String(value)
  }
  const names = (field: keyof Entry): string[] | null => {
    const value = text(field)
    return value === null ? null : (JSON.parse(value) as string[])
  }
  return {
    name: text('name') ?? '',
    phase: text('phase') as Phase,
    state: text('state') as State,
    hash: text('hash') ?? '',
    units: names('units') ?? [],
    begun: JSON.parse(text('begun') ?? 'null') as Begun | null,
    release: text('release'),
    needs: text('needs'),
    breaks: names('breaks'),
    losesData: text('losesData') === '1',
    fingerprint: text('fingerprint'),
    cursor: text('cursor'),
    rows: Number(text('rows')),
    error: text('error'),
    startedAt: text('startedAt'),
    finishedAt: text('finishedAt'),
  }
}
