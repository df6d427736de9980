// Runs a statement on the shadows, and sees what it does to the tables that were there before the batch.

import type { Action } from './action.ts'
import { indexWork } from './fulltext.ts'
import { leavesRowsOut } from './leaving.ts'
import { readCatalogue } from './catalogue.ts'
import { mergedColumns, mergedLiterals } from './merging.ts'
import { replacedColumns } from './replacing.ts'
import { sameName } from './names.ts'
import { plannedScans } from './scans.ts'
import type { ScriptStatement } from './script.ts'
import type { Run, Session } from './session.ts'
import { updatesShare } from './shares.ts'
import type { Known } from './untried.ts'
import { photograph, stillThere, targetsOld, writtenAnew, type OldTables } from './work.ts'

/** What was seen while a statement ran. */
export type Observation = {
  statement: ScriptStatement
  action: Action
  /** What is known of a statement that was not run. */
  known?: Known
  run: Run
  /** Tables that were there before the batch and that it scanned, or wrote anew. */
  scanned: string[]
  rewritten: string[]
  /** `table.column`s of which it makes values the same that were not. */
  merged: string[]
  /** `table.column`s of which a REPLACE would take values away, were the rows there. */
  replaced: string[]
  /** Whether it copies a table, but not all of its rows. */
  leavesOut: boolean
  /** Whether it is an UPDATE of a share of all rows that an index finds. */
  share: boolean
  /** Whether an old full-text table orders what it finds otherwise now. */
  ranked: boolean
  /** Whether its target was there before the batch. */
  onOld: boolean
}

/** A statement that is not run does nothing that could be seen. */
export function notRun(statement: ScriptStatement, action: Action, known: Known): Observation {
  return {
    statement,
    action,
    known,
    run: { kind: 'ran', changed: 0 },
    scanned: [],
    rewritten: [],
    merged: [],
    replaced: [],
    leavesOut: false,
    share: false,
    ranked: false,
    onOld: false,
  }
}

/** Runs the statement; `names` are those that the old tables have in the running version. */
export function runObserved(
  session: Session,
  statement: ScriptStatement,
  action: Action,
  old: OldTables,
  names: OldTables,
): Observation {
  const { loaded } = session
  const { kind } = action
  const copies = kind === 'insert' || kind === 'create-table'
  const onOld = targetsOld(loaded, action, old)
  const index = indexWork(loaded, statement, action, old)
  const read = plannedScans(loaded, statement.sql, action, old)
  const [source, second] = read
  const merged = copies || kind === 'update' ? mergedColumns(loaded, statement, action, read) : []
  const leavesOut =
    copies && source !== undefined && second === undefined
      ? leavesRowsOut(loaded, statement, action, source)
      : false
  const replaced = onOld && kind === 'insert' ? replacedColumns(loaded, statement, action) : []
  const share = kind === 'update' && onOld && updatesShare(loaded, statement.sql, action)
  const changes = kind === 'update' && onOld ? mergedLiteralOf(session, statement, action) : []
  const pages = photograph(loaded, old)
  const run = session.run(statement)
  // The session may have filled another shadow.
  const there = stillThere(session.loaded, old)
  const rewritten = run.kind === 'ran' ? writtenAnew(session.loaded, pages, there) : []
  return {
    statement,
    action,
    run,
    scanned: [...read.map((name) => nameBefore(name, old, names)), ...index.scanned],
    // An index that is made anew is written from what was read.
    rewritten: index.scanned.length > 0 ? [] : [...rewritten, ...index.rewritten],
    merged: run.kind === 'ran' && run.changed > 0 ? [...merged, ...changes] : merged,
    replaced,
    leavesOut,
    share: share && !(run.kind === 'ran' && run.changed === 0),
    ranked: index.ranked,
    onOld,
  }
}

function mergedLiteralOf(
  { loaded }: Session,
  statement: ScriptStatement,
  { table: name = '' }: Action,
): string[] {
  const table = readCatalogue(loaded).tables.find((one) => sameName(one.name, name))
  const column = table && mergedLiterals(table.sql, statement)
  return column === undefined ? [] : [`${name}.${column}`]
}

function nameBefore(name: string, old: OldTables, names: OldTables): string {
  const root = [...old].find(([, present]) => present === name)?.[0]
  return names.get(root ?? 0) ?? name
}
