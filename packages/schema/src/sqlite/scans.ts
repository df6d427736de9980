// Which tables a statement reads from end to end, told by the program that SQLite makes of it. It reads
// them under the lock that keeps every other writer of the database out.

import type { DatabaseSync } from 'node:sqlite'
import type { Action } from './action.ts'
import { quote, sameName } from './names.ts'
import type { OldTables } from './work.ts'

type Instruction = { opcode: string; p1: number; p2: number; p3: number; p4: string | null }

/** The old tables that a statement will read from end to end, from the program SQLite makes of it. */
export function plannedScans(
  database: DatabaseSync,
  sql: string,
  { kind, table: target }: Action,
  old: OldTables,
): string[] {
  const idle = readsNothing.test(sql) || (kind === 'analyze' && analysisIsLimited(database))
  const program = idle ? [] : explain(database, sql)
  const owners = ownersOfRoots(database)
  const scanned = new Set<string>()
  const cursors = new Map<number, string>()
  const started = new Map<number, number>()
  for (const [at, { opcode, p1, p2, p3 }] of program.entries()) {
    if (opcode === 'OpenRead' || opcode === 'OpenWrite' || opcode === 'ReopenIdx') {
      const owner = p3 === inMain ? owners.get(p2) : undefined
      started.delete(p1)
      if (owner === undefined) cursors.delete(p1)
      else cursors.set(p1, owner)
    }
    const table = cursors.get(p1)
    if (table !== undefined && /^(Rewind|Last|Seek(GE|GT|LE|LT))$/.test(opcode)) started.set(p1, at)
    // Without a loop it only looks whether there are rows at all.
    const loops = opcode === 'Next' || opcode === 'Prev'
    const from = started.get(p1)
    if (
      table !== undefined &&
      loops &&
      from !== undefined &&
      !endsEarly(database, table, program.slice(from, at), at)
    ) {
      scanned.add(table)
    }
    // Counting reads all pages, unless an estimate will do.
    if (table !== undefined && opcode === 'Count' && p3 === 0) scanned.add(table)
    // ALTER TABLE tests the rows through the table-valued function pragma_quick_check.
    if (opcode === 'VFilter' && kind === 'add-column' && target !== undefined) scanned.add(target)
  }
  const names = [...old.values()]
  return [...scanned].filter((table) => names.some((name) => sameName(name, table)))
}

/** Whether ANALYZE looks at so many entries of each index only. */
function analysisIsLimited(database: DatabaseSync): boolean {
  return Number(database.prepare('PRAGMA analysis_limit').get()?.['analysis_limit']) > 0
}

/** The number of the database that others use too; temporary and attached ones have others. */
export const inMain = 0

/** So many rows from the start of a table are a batch of it, whatever there is. */
const batch = 100_000

/**
 * Whether a loop counts a LIMIT down with each row and passes no row over, goes once, or ends with a range
 * of keys, which has to begin somewhere as well.
 */
function endsEarly(
  database: DatabaseSync,
  table: string,
  loop: readonly Instruction[],
  end: number,
): boolean {
  const [start] = loop
  const leaves = loop.some(({ opcode, p1, p3 }, at) => {
    const before = loop[at - 1]
    if (/^Idx(GE|GT|LE|LT)$/.test(opcode)) return p1 === start?.p1
    if (before?.opcode !== 'Rowid' || before.p1 !== start?.p1 || before.p2 !== p3) return false
    if (!/^(Ge|Gt|Le|Lt)$/.test(opcode)) return false
    const bound = loop.find((other) => other.opcode === 'Integer' && other.p2 === p1)
    return start.opcode !== 'Rewind' || (bound !== undefined && bound.p1 <= batch)
  })
  const once = loop.some(({ opcode, p2 }) => opcode === 'Goto' && p2 > end)
  if (leaves || once) return true
  const passesOver = loop.some(({ opcode }, at) => {
    const before = loop[at - 1]
    const ofRow = before?.opcode === 'Column' && before.p1 === start?.p1
    // What asks for rows without a value meets none else in a column that nobody has filled.
    if (opcode === 'NotNull' && ofRow && isBlank(database, table, before.p2)) return false
    return /^(Eq|Ne|Lt|Le|Gt|Ge|IsNull|NotNull|If|IfNot|Sorter.*|Agg.*)$/.test(opcode)
  })
  return loop.some(({ opcode }) => opcode === 'DecrJumpZero') && !passesOver
}

function isBlank(database: DatabaseSync, table: string, place: number): boolean {
  const columns = database.prepare(`PRAGMA table_info(${quote(table)})`).all()
  const name = columns[place]?.['name']
  if (name === undefined) return false
  const filled = `SELECT 1 FROM ${quote(table)} WHERE ${quote(String(name))} IS NOT NULL`
  return database.prepare(filled).get() === undefined
}

/** What copies a table's columns and none of its rows; SQLite still plans the loop. */
export const readsNothing = /\b(limit\s+0|where\s+(0|false|1\s*=\s*0|0\s*=\s*1))\s*;?\s*$/i

/** The program of a statement; empty where it has none. */
export function explain(database: DatabaseSync, sql: string): Instruction[] {
  try {
    return database.prepare(`EXPLAIN ${sql}`).all() as Instruction[]
  } catch {
    return [] // it fails when it is run as well, and is judged by that
  }
}

/** Tables by the root pages of themselves and of their indexes. */
function ownersOfRoots(database: DatabaseSync): Map<number, string> {
  const rows = database
    .prepare(`SELECT rootpage, tbl_name FROM sqlite_schema WHERE rootpage > 0`)
    .all() as { rootpage: number; tbl_name: string }[]
  return new Map(rows.map((row) => [row.rootpage, row.tbl_name]))
}
