// Databases in memory that stand for the one in production: its schema, with rows in every table.

import { constants, DatabaseSync } from 'node:sqlite'
import { readCatalogue, type Catalogue, type Table } from './catalogue.ts'
import { indexTexts } from './fulltext.ts'
import { quote } from './names.ts'
import {
  candidates,
  literalsOf,
  sampleRow,
  variants,
  type RowValues,
  type Value,
} from './values.ts'

/** The image of a database file. */
export type Image = Uint8Array

/** A database in memory. It attaches no files, whatever the SQL that it is given. */
export function openMemory(image?: Image): DatabaseSync {
  const database = new DatabaseSync(':memory:', {
    enableForeignKeyConstraints: false,
    enableDoubleQuotedStringLiterals: false,
  })
  if (image === undefined) database.exec('PRAGMA page_size = 512')
  else database.deserialize(image)
  denyFiles(database)
  return database
}

function denyFiles(database: DatabaseSync): void {
  // VACUUM attaches a temporary database of its own, which has no file name.
  database.setAuthorizer((action, file) =>
    action === constants.SQLITE_ATTACH && file !== '' && file !== ':memory:'
      ? constants.SQLITE_DENY
      : constants.SQLITE_OK,
  )
}

/**
 * The columns that a statement reads by itself, or the view or trigger `within` of it, as `[table, column]`,
 * told by SQLite while it compiles it.
 */
export function columnsRead(
  database: DatabaseSync,
  sql: string,
  within: string | null,
): [string, string][] {
  const found: [string, string][] = []
  database.setAuthorizer((action, table, column, _, inside) => {
    const reads = action === constants.SQLITE_READ && inside === within
    if (reads && table && column) found.push([table, column])
    return constants.SQLITE_OK
  })
  try {
    database.prepare(sql)
    return found
  } finally {
    denyFiles(database)
  }
}

/** Inserts up to `count` rows into every table; children fewer, so that some parents have none. */
export function fillTables(database: DatabaseSync, count: number): void {
  const catalogue = readCatalogue(database)
  database.exec('BEGIN')
  for (const table of catalogue.tables) {
    fillTable(database, catalogue, table, table.foreignKeys.length > 0 ? count - 2 : count)
  }
  indexTexts(database)
  database.exec('COMMIT')
}

function fillTable(
  database: DatabaseSync,
  catalogue: Catalogue,
  table: Table,
  count: number,
): void {
  const lessons: Lessons = {}
  let inserted = 0
  // Rows that came with the schema may hold some of the numbers already.
  for (let n = 1; inserted < count && n <= count + 50; n++) {
    if (insertSample(database, catalogue, table, n, lessons)) inserted++
    else if (n >= 5 && inserted === 0) return
  }
}

/** Which candidate, by its place, satisfied the constraints for a column. */
type Lessons = Record<string, number>

function insertSample(
  database: DatabaseSync,
  catalogue: Catalogue,
  table: Table,
  n: number,
  lessons: Lessons,
): boolean {
  const choices = candidates(table, n)
  const seen = new Set<string>()
  for (;;) {
    const row = sampleRow(catalogue, table, n, chosen(lessons, choices))
    const failure = insertRow(database, table, row)
    if (failure === undefined) return true
    if (!isCheck(failure)) return false
    seen.add(failure)
    // A change that leads to another complaint, not heard before, has satisfied this constraint.
    const change = changes(table, choices.length).find((attempt) => {
      const changed = { ...row }
      for (const [column, at] of Object.entries(attempt)) changed[column] = choices[at] ?? null
      const next = tryRow(database, table, changed)
      return next === undefined || (isCheck(next) && !seen.has(next))
    })
    if (change === undefined) return false
    Object.assign(lessons, change)
  }
}

/** A refusal that another value may avoid. STRICT tables refuse types as CHECKs refuse values. */
function isCheck(failure: string): boolean {
  return /^(CHECK constraint failed|cannot store)/.test(failure)
}

/** One column after the other, then two together. */
function changes(table: Table, choices: number): Lessons[] {
  const columns = table.columns.filter((column) => !column.generated).map((column) => column.name)
  const places = (count: number): number[] => [...Array(count).keys()]
  const few = places(Math.min(choices, 16))
  return [
    ...columns.flatMap((column) => places(choices).map((at) => ({ [column]: at }))),
    ...columns.flatMap((first, place) =>
      columns
        .slice(place + 1)
        .flatMap((second) => few.flatMap((a) => few.map((b) => ({ [first]: a, [second]: b })))),
    ),
  ]
}

/**
 * Adds rows that differ in one column each, with values next to the literals of `sources`: a view or
 * a trigger that compares with one of them tells such rows apart.
 */
export function addVariants(image: Image, sources: readonly string[]): Image {
  const literals = sources.flatMap(literalsOf)
  if (literals.length === 0) return image
  using database = openMemory(image)
  const catalogue = readCatalogue(database)
  database.exec('BEGIN')
  for (const table of catalogue.tables) {
    const row = acceptableRow(database, catalogue, table, 40)
    if (row === undefined) continue
    let n = 40
    for (const column of table.columns.filter(({ name }) => name in row)) {
      const unique = table.uniqueKeys.some((key) => key.columns.includes(column.name))
      const values = unique ? [] : variants(column, literals).slice(0, 8)
      for (const value of values) {
        // An even number, so that the other columns have their defaults.
        const other = sampleRow(catalogue, table, (n += 2))
        const keys = table.uniqueKeys.flatMap((key) => key.columns)
        const own = Object.fromEntries(keys.map((name) => [name, other[name] ?? null]))
        insertRow(database, table, { ...row, ...own, [column.name]: value })
      }
    }
  }
  indexTexts(database)
  database.exec('COMMIT')
  return database.serialize()
}

/** A row numbered `n` that the table accepts, not kept; undefined when none was found. */
export function acceptableRow(
  database: DatabaseSync,
  catalogue: Catalogue,
  table: Table,
  n: number,
): RowValues | undefined {
  const lessons: Lessons = {}
  database.exec('SAVEPOINT acceptable')
  try {
    if (!insertSample(database, catalogue, table, n, lessons)) return undefined
  } finally {
    database.exec('ROLLBACK TO acceptable; RELEASE acceptable')
  }
  return sampleRow(catalogue, table, n, chosen(lessons, candidates(table, n)))
}

function chosen(lessons: Lessons, choices: Value[]): RowValues {
  return Object.fromEntries(
    Object.entries(lessons).map(([column, at]) => [column, choices[at] ?? null]),
  )
}

/** What SQLite would say to the row, which is not kept. */
function tryRow(database: DatabaseSync, table: Table, row: RowValues): string | undefined {
  database.exec('SAVEPOINT attempt')
  try {
    return insertRow(database, table, row)
  } finally {
    database.exec('ROLLBACK TO attempt; RELEASE attempt')
  }
}

/** Inserts a row; returns SQLite's message when it refuses. */
export function insertRow(
  database: DatabaseSync,
  table: Table,
  row: RowValues,
): string | undefined {
  const columns = Object.keys(row)
  const sql = `INSERT INTO ${quote(table.name)} (${columns.map(quote).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
  try {
    database.prepare(sql).run(...Object.values(row))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
