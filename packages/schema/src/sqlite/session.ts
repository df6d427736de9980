// The shadows on which a batch is tried, statement by statement:
// - `probed` has a few rows in every table; the running version's probes run on it
// - `loaded` has many; what a statement scans, writes anew or loses shows on it
// - `bare` has none: what succeeds only on it depends on the rows that are in production
// All three go through the same statements. When one of them refuses the rows that were generated,
// the first two are filled anew under the new schema, and from then on only errors are compared.
// For a file that is attached stands an empty database.

import type { DatabaseSync } from 'node:sqlite'
import type { Shape } from '../plan/intention.ts'
import { sqliteShape } from '../plan/read/sqlite.ts'
import { readCatalogue, type Catalogue } from './catalogue.ts'
import { keyword, type ScriptStatement, type Token } from './script.ts'
import { fillTables, openMemory, type Image } from './shadow.ts'
import { parents } from './values.ts'

const many = 300

export type Start = {
  /** Whether the schema turns foreign keys on, as its application then does too. */
  foreignKeys: boolean

  probed: Image
  loaded: Image
  bare: Image
  catalogue: Catalogue
  sources: string[]
  shape: Shape
}

/** The images a session starts from, for the schema that `make` builds. */
export function prepareStart(make: (database: DatabaseSync) => void): Start {
  using empty = openMemory()
  make(empty)
  const schema = empty.serialize()
  using probed = openMemory(schema)
  fillTables(probed, parents)
  using loaded = openMemory(schema)
  fillTables(loaded, many)
  return {
    probed: probed.serialize(),
    loaded: loaded.serialize(),
    bare: emptied(schema),
    catalogue: readCatalogue(empty),
    foreignKeys: enforcesForeignKeys(empty),
    sources: definitions(empty),
    shape: sqliteShape(definitions(empty).join(';\n')),
  }
}

/** The SQL of all tables, views, indexes and triggers, in an order in which they can be made. */
function definitions(database: DatabaseSync): string[] {
  const objects = database
    .prepare(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
         AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
       ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'view' THEN 2 WHEN 'index' THEN 3 ELSE 4 END, rowid`,
    )
    .all() as { sql: string }[]
  return objects.map(({ sql }) => sql)
}

/** The schema without the rows that came with it. */
function emptied(schema: Image): Image {
  using database = openMemory(schema)
  using result = openMemory()
  for (const sql of definitions(database)) result.exec(sql)
  return result.serialize()
}

/**
 * What became of a statement: it ran, and if it writes rows, changed so many of the few there are; it ran,
 * but only where there are no rows; or it failed.
 */
export type Run =
  { kind: 'ran'; changed: number } | { kind: 'depends-on-rows' | 'failed'; message: string }

export class Session {
  #probed: DatabaseSync
  #loaded: DatabaseSync
  #bare: DatabaseSync
  /** Whether the rows of the shadows are still those of before, changed by the batch alone. */
  rowsKept = true

  constructor(start: Start) {
    this.#probed = openMemory(start.probed)
    this.#loaded = openMemory(start.loaded)
    this.#bare = openMemory(start.bare)
    if (start.foreignKeys) {
      for (const database of [this.#probed, this.#loaded, this.#bare]) {
        database.exec('PRAGMA foreign_keys = ON')
      }
    }
  }

  get probed(): DatabaseSync {
    return this.#probed
  }

  get loaded(): DatabaseSync {
    return this.#loaded
  }

  run({ sql: written, tokens }: ScriptStatement): Run {
    const sql = attachesMemory(tokens) ?? written
    const bare = attempt(this.#bare, sql)
    if (bare !== undefined) return { kind: 'failed', message: bare }
    const refused = attempt(this.#probed, sql) ?? attempt(this.#loaded, sql)
    if (refused === undefined) {
      const row = this.#probed.prepare('SELECT changes() AS n').get()
      return { kind: 'ran', changed: Number(row?.['n']) }
    }
    const image = this.#bare.serialize()
    this.#probed = reopened(this.#probed, image)
    this.#loaded = reopened(this.#loaded, image)
    fillTables(this.#probed, parents)
    fillTables(this.#loaded, many)
    this.rowsKept = false
    return { kind: 'depends-on-rows', message: refused }
  }

  /**
   * Looks at the shadows as a connection other than the migration's sees them: with no temporary tables
   * and nothing attached.
   */
  asOthersSee<T>(look: (shadows: { probed: DatabaseSync; loaded: DatabaseSync }) => T): T {
    const own = `SELECT 1 FROM pragma_database_list WHERE name <> 'main'`
    if (this.#probed.prepare(own).get() === undefined) {
      return look({ probed: this.#probed, loaded: this.#loaded })
    }
    using probed = openMemory(this.#probed.serialize())
    using loaded = openMemory(this.#loaded.serialize())
    return look({ probed, loaded })
  }

  /** What `restore` goes back to. */
  save(): { probed: Image; loaded: Image; bare: Image; rowsKept: boolean } {
    return {
      probed: this.#probed.serialize(),
      loaded: this.#loaded.serialize(),
      bare: this.#bare.serialize(),
      rowsKept: this.rowsKept,
    }
  }

  restore(saved: ReturnType<Session['save']>): void {
    this.#probed = reopened(this.#probed, saved.probed)
    this.#loaded = reopened(this.#loaded, saved.loaded)
    this.#bare = reopened(this.#bare, saved.bare)
    this.rowsKept = saved.rowsKept
  }

  [Symbol.dispose](): void {
    for (const database of [this.#probed, this.#loaded, this.#bare]) database.close()
  }
}

/**
 * A database with another content is another database: statements that were prepared on one before
 * `deserialize` may outlive what they belong to.
 */
function reopened(database: DatabaseSync, image: Image): DatabaseSync {
  const enforced = enforcesForeignKeys(database)
  database.close()
  const again = openMemory(image)
  if (enforced) again.exec('PRAGMA foreign_keys = ON')
  return again
}

function enforcesForeignKeys(database: DatabaseSync): boolean {
  return database.prepare('PRAGMA foreign_keys').get()?.['foreign_keys'] === 1
}

/** The ATTACH of an empty database by the name that a statement attaches a file by, if it does. */
function attachesMemory(tokens: readonly Token[]): string | undefined {
  const as = tokens.findLastIndex((token) => keyword(token) === 'AS')
  const name = tokens[as + 1]
  if (keyword(tokens[0]) !== 'ATTACH' || name === undefined) return undefined
  return `ATTACH ':memory:' AS ${name.text}`
}

function attempt(database: DatabaseSync, sql: string): string | undefined {
  try {
    database.exec(sql)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
