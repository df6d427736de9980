// What a statement does to others while it runs, on tables that were there before the batch.

import type { Hazard, Lock } from '../verdict.ts'
import { findsNothing, isBounded } from './bounded.ts'
import { wayOf } from './cost.ts'
import type { Unknown } from './reader.ts'
import type { Recorded } from './recorded.ts'
import { findColumn, lower, sameName, type Column, type Schema, type Table } from './schema.ts'
import { isMariadbFrom, type Server } from './server.ts'
import type { Session } from './session.ts'
import type { Selection, Statement } from './statement.ts'
import { compareTypes, losesValues } from './types.ts'
import type { Way } from './ways.ts'

export type Danger = {
  hazard: Hazard
  locks: Lock[]
  /** What happens, in words; empty when nothing worth telling does. */
  why: string
  /** Why the server refuses the statement with the ALGORITHM or LOCK it demands. */
  refused?: string
}

export type Surroundings = {
  /** The schema before the statement. */
  schema: Schema
  server: Server
  /** Whether the table was there before the batch. */
  isOld: (table: string) => boolean
  /** Columns the batch has made, as `table.column`: the running version does not know them. */
  isNew: (table: string, column: string) => boolean
  session: Session
  /** The same of tables that are not known, with what they are. */
  added: ReadonlyMap<string, Column>
  /** Tables that the batch has filled from others. */
  filled: ReadonlySet<string>
  /** Tables of which the batch has dropped an index. */
  dropped: ReadonlySet<string>
  recorded: Recorded
  /** What comes after it in the batch. */
  later: readonly (Statement | Unknown)[]
}

const none: Danger = { hazard: 'none', locks: [], why: '' }

export function dangerOf(statement: Statement, around: Surroundings): Danger {
  switch (statement.kind) {
    case 'alter-table':
      return dangerOfAlter(statement, around)
    case 'drop-table': {
      const old = statement.temporary ? [] : statement.names.filter(around.isOld)
      return old.length === 0 ? none : loss(old, `every row of ${old.join(', ')} is gone`)
    }
    case 'truncate':
      return around.isOld(statement.name)
        ? loss([statement.name], `every row of ${statement.name} is gone`)
        : none
    case 'drop-database':
      return loss([statement.name], `everything in ${statement.name} is gone`)
    case 'rename-table': {
      const locks = statement.pairs.map(({ from }) => ({ relation: from, mode: 'MDL_EXCLUSIVE' }))
      return { ...none, locks: locks.filter(({ relation }) => around.isOld(relation)) }
    }
    case 'create-table':
      if (
        statement.replace &&
        around.isOld(statement.name) &&
        around.schema.tables.has(lower(statement.name))
      ) {
        return loss([statement.name], `every row of ${statement.name} is gone`)
      }
      return reading(statement.selects, around)
    case 'insert':
      return dangerOfReplace(statement, around) ?? reading(statement.selects, around)
    case 'update': {
      const danger = dangerOfLocks(statement, around)
      if (danger.hazard !== 'none') return danger
      const read = statement.reads.map((one) => reading(one, around))
      const locking = read.find(({ hazard }) => hazard !== 'none')
      return locking === undefined ? none : { ...locking, hazard: 'lock' }
    }
    case 'create-routine':
      return dangerOfEvent(statement, around)
    case 'lock-rows':
      return dangerOfLocks(statement, around)
    case 'delete-history':
      return loss([statement.name], `what the rows of ${statement.name} were before is gone`)
    case 'delete': {
      const old = statement.tables.filter(around.isOld)
      return old.length === 0 || findsNothing(statement)
        ? none
        : loss(old, `rows of ${old.join(', ')} that the running version may need are gone`)
    }
    case 'lock-tables': {
      const old = statement.tables.filter(around.isOld)
      if (old.length === 0) return none
      const why = `${old.join(', ')} stay locked until the session lets go of them`
      return { hazard: 'lock', locks: exclusive(old), why }
    }
    case 'flush-read-lock':
      return {
        hazard: 'lock',
        locks: [],
        why: 'nobody can write until the session lets go of the lock',
      }
    case 'maintenance':
      return dangerOfMaintenance(statement, around)
    default:
      return none
  }
}

function loss(tables: readonly string[], why: string): Danger {
  return { hazard: 'data-loss', locks: exclusive(tables), why }
}

function exclusive(tables: readonly string[]): Lock[] {
  return tables.map((relation) => ({ relation, mode: 'MDL_EXCLUSIVE' }))
}

function dangerOfAlter(
  statement: Statement & { kind: 'alter-table' },
  around: Surroundings,
): Danger {
  const table = around.schema.tables.get(lower(statement.name))
  if (table === undefined || !around.isOld(statement.name)) return none
  const { lock } = statement.demand
  const algorithm = algorithmFor(statement, around)
  const cheapest = wayOf(statement.actions, { ...around, table, demand: statement.demand })
  const way = algorithm === 'COPY' ? 'copy' : cheapest
  const refused = refusal(way, algorithm, lock, around.server)
  if (refused !== undefined) return { ...none, refused }
  const lost = lostBy(statement, table, around)
  const blocks = blocking(way, lock, around.server)
  const mode = blocks
    ? lock === 'EXCLUSIVE'
      ? 'MDL_EXCLUSIVE'
      : 'MDL_SHARED_NO_WRITE'
    : 'MDL_SHARED_UPGRADABLE'
  const locks = [{ relation: table.name, mode }]
  if (lost !== undefined) return { hazard: 'data-loss', locks, why: lost }
  if (!blocks) return { hazard: 'none', locks, why: '' }
  if (way === 'build' || way === 'blocking-build') {
    return {
      hazard: 'scan',
      locks,
      why: `nobody can write to ${table.name} while all of it is read`,
    }
  }
  return {
    hazard: 'rewrite',
    locks,
    why: `nobody can write to ${table.name} while all of it is copied`,
  }
}

/** What the statement asks for, or else the session. */
function algorithmFor(
  { demand }: Statement & { kind: 'alter-table' },
  { session, server }: Surroundings,
): string {
  const isIgnored = isMariadbFrom(server, 11, 5)
  return demand.algorithm === 'DEFAULT' && !isIgnored ? session.algorithm : demand.algorithm
}

/** Whether others wait for a time that grows with the table. */
function blocking(way: Way, lock: string, server: Server): boolean {
  if (way === 'metadata') return false
  if (lock === 'SHARED' || lock === 'EXCLUSIVE') return true
  // From 11.2 on MariaDB copies with others writing: it applies what they did at the end.
  if (way === 'copy') return !isMariadbFrom(server, 11, 2)
  return way === 'blocking-build' || way === 'blocking-rebuild'
}

function refusal(way: Way, algorithm: string, lock: string, server: Server): string | undefined {
  const instead = `the server refuses ALGORITHM=${algorithm} for this and changes nothing`
  if (algorithm === 'INSTANT' && way !== 'metadata') return instead
  if (algorithm === 'NOCOPY' && /rebuild|copy/.test(way)) return instead
  if (algorithm === 'INPLACE' && way === 'copy') return instead
  return lock === 'NONE' && blocking(way, 'DEFAULT', server)
    ? 'the server refuses LOCK=NONE for this and changes nothing'
    : undefined
}

function lostBy(
  statement: Statement & { kind: 'alter-table' },
  table: Table,
  { session: { strict }, isNew }: Surroundings,
): string | undefined {
  for (const action of statement.actions) {
    switch (action.kind) {
      case 'drop-column': {
        const column = findColumn(table, action.column)
        if (column === undefined || column.generated !== null) break
        if (isNew(table.name, column.name)) break
        return `the values of ${table.name}.${action.column} are gone`
      }
      case 'change-column': {
        const old = findColumn(table, action.from)
        if (old === undefined) break
        const to = action.definition.column.type
        // Outside of strict mode, and with IGNORE, what does not fit is cut.
        const cuts = (!strict || statement.ignore) && compareTypes(old.type, to) === 'narrower'
        if (cuts || losesValues(old.type, to)) {
          return `values of ${table.name}.${action.from} are rounded or cut without an error`
        }
        break
      }
      case 'partition':
        if (/^(DROP|TRUNCATE|CONVERT)$/.test(action.operation)) {
          return `the rows of the partition of ${table.name} are gone`
        }
        break
      case 'add-key':
        if (!statement.ignore || !/^(unique|primary)$/.test(action.key.kind)) break
        return `rows of ${table.name} that repeat are deleted`
      case 'drop-versioning':
        return `what the rows of ${table.name} were before is gone`
      case 'discard-tablespace':
        return `every row of ${table.name} is gone`
      default:
    }
  }
  return undefined
}

/** An event that takes rows away, as soon as it is run. */
function dangerOfEvent(
  { routine, disabled, inner }: Statement & { kind: 'create-routine' },
  around: Surroundings,
): Danger {
  if (routine !== 'EVENT' || disabled) return none
  const dangers = inner.flatMap(({ meaning }) => (meaning ? [dangerOf(meaning, around)] : []))
  return dangers.find(({ hazard }) => hazard === 'data-loss') ?? none
}

/** InnoDB locks the rows that INSERT … SELECT and CREATE TABLE … SELECT read. */
function reading(selection: Selection | null, around: Surroundings): Danger {
  if (selection === null || around.session.readCommitted) return none
  if (selection.alone !== undefined) {
    return (
      selection.alone.map((one) => reading(one, around)).find(({ hazard }) => hazard !== 'none') ??
      none
    )
  }
  const old = selection.tables.filter((name) => {
    const table = around.schema.tables.get(lower(name))
    if (table === undefined || !around.isOld(name)) return false
    // Of a join the condition may be about the other table.
    return selection.tables.length > 1 ? selection.limit !== 0 : !isBounded(selection, table)
  })
  if (old.length === 0) return none
  const locks = old.map((relation) => ({ relation, mode: 'row locks, shared' }))
  return {
    hazard: 'scan',
    locks,
    why: `nobody can change the rows of ${old.join(', ')} until all of them have been read`,
  }
}

function dangerOfLocks(
  statement: Statement & { kind: 'update' | 'lock-rows' },
  around: Surroundings,
): Danger {
  const name = statement.tables.find(around.isOld)
  const table = name === undefined ? undefined : around.schema.tables.get(lower(name))
  if (name === undefined || table === undefined || isBounded(statement, table)) return none
  return {
    hazard: 'lock',
    locks: [{ relation: name, mode: 'row locks, exclusive' }],
    why: `every row of ${name} that it looks at stays locked until the last one is done`,
  }
}

/** REPLACE deletes the row of the same key, and what refers to it, before it inserts its own. */
function dangerOfReplace(
  statement: Statement & { kind: 'insert' },
  { schema, isOld }: Surroundings,
): Danger | undefined {
  const table = schema.tables.get(lower(statement.table))
  if (!statement.replace || table === undefined || !isOld(statement.table)) return undefined
  if (!table.keys.some(({ kind }) => kind === 'primary' || kind === 'unique')) return undefined
  const { columns } = statement
  const forgotten = table.columns.find(
    ({ name, generated }) =>
      generated === null && columns !== null && !columns.some((other) => sameName(other, name)),
  )
  if (forgotten !== undefined) {
    return loss(
      [table.name],
      `REPLACE deletes the row of the same key: what ${table.name}.${forgotten.name} held is gone`,
    )
  }
  const child = [...schema.tables.values()].find((other) =>
    other.foreignKeys.some(
      (key) => sameName(key.parent, table.name) && key.onDelete !== 'RESTRICT',
    ),
  )
  if (child === undefined) return undefined
  return loss(
    [table.name, child.name],
    `REPLACE deletes the row of the same key, and the rows of ${child.name} that refer to it`,
  )
}

function dangerOfMaintenance(
  { operation, tables }: Statement & { kind: 'maintenance' },
  around: Surroundings,
): Danger {
  const old = tables.filter(around.isOld)
  const demand = { algorithm: 'DEFAULT', lock: 'DEFAULT' }
  const copied = old.filter((name) => {
    const table = around.schema.tables.get(lower(name))
    if (table === undefined) return false
    const way = wayOf([{ kind: 'rebuild' }], { ...around, table, demand })
    return blocking(way, 'DEFAULT', around.server)
  })
  const rewrites = operation === 'OPTIMIZE' || operation === 'REPAIR'
  if (!rewrites || copied.length === 0) return none
  return {
    hazard: 'rewrite',
    locks: exclusive(copied),
    why: `nobody can write to ${copied.join(', ')} while all of it is written anew`,
  }
}
