// From what was seen of a statement to what is said about it.

import type { Hazard, Lock, StatementVerdict, Verdict } from '../verdict.ts'
import type { ActionKind } from './action.ts'
import type { Catalogue } from './catalogue.ts'
import { sameName } from './names.ts'
import type { Regression } from './outcome.ts'
import type { Probe } from './probes.ts'
import { keyword, unquote, type ScriptStatement } from './script.ts'
import type { Observation } from './observe.ts'
import { readsNothing } from './scans.ts'

/** A probe that does not work as before. */
export type Failure = Regression & { probe: Probe }

/** What its transaction left behind and is put down to it. */
export type Consequences = {
  failures: Failure[]
  /** `table.column`s of the running version that have lost values. */
  lost: string[]
  /** Tables of the running version in whose place stands a new one. */
  replaced: string[]
  /** Whether there are recorded statements, so that what few applications do is known. */
  recorded: boolean
  running: Catalogue
}

export type Conclusion = Omit<StatementVerdict, 'file' | 'line' | 'column' | 'sql'>

/** What is told from the words alone where the schema does not have the table. */
const destructive = new Set<ActionKind>([
  'drop-column',
  'drop-table',
  'rename-column',
  'rename-table',
])

const writers = new Set<ActionKind>(['insert', 'update', 'delete'])

export function conclude(seen: Observation, after: Consequences): Conclusion {
  if (seen.known !== undefined) {
    return { ...seen.known, locks: locksOf(seen, seen.known.hazard), evidence: [], plan: [] }
  }
  const hazard = hazardOf(seen, after)
  const { verdict, rule, why } = judge(seen, after, hazard)
  return {
    verdict,
    hazard,
    locks: locksOf(seen, hazard),
    rule,
    why,
    evidence: evidenceOf(seen, after),
    plan: [],
  }
}

/**
 * That rows which a statement sets out to change are read as other rows is not a failure yet, nor that
 * a probe meets one of them; so is the next number of a sequence.
 */
function isIntended({ fails, how }: Failure, { action, onOld }: Observation): boolean {
  if (!writers.has(action.kind)) return false
  if (sameName(action.table ?? '', 'sqlite_sequence')) return !fails
  return onOld && (!fails || /constraint failed/.test(how))
}

/** An upsert is what a view cannot take, though triggers do all else for it; few applications need one. */
function isUsual({ probe, how }: Failure): boolean {
  return probe.recorded === true || (probe.usual && !how.endsWith('cannot UPSERT a view'))
}

/** There is no schema at all: what can be said is in the words of the statement. */
function isUnknown(seen: Observation, after: Consequences): boolean {
  const missing = seen.run.kind === 'failed' && seen.run.message.startsWith('no such table')
  return missing && after.running.tables.length === 0
}

function hazardOf(seen: Observation, after: Consequences): Hazard {
  if (seen.run.kind === 'failed') {
    const drops = seen.action.kind === 'drop-table' || seen.action.kind === 'drop-column'
    return drops && isUnknown(seen, after) ? 'data-loss' : 'none'
  }
  // SQLite refuses the column as soon as it finds a first row.
  if (seen.run.kind === 'depends-on-rows' && /^cannot add/i.test(seen.run.message)) return 'none'
  const { kind } = seen.action
  const takes = (after.lost.length > 0 && kind !== 'update') || seen.replaced.length > 0
  if (takes || forgets(seen, after.running)) return 'data-loss'
  const copies = kind === 'insert' || kind === 'create-table'
  if (copies && seen.scanned.some((name) => after.replaced.some((old) => sameName(old, name)))) {
    // It is the copy that takes the table's place.
    return seen.merged.length > 0 || seen.leavesOut ? 'data-loss' : 'rewrite'
  }
  if (kind === 'update' && (seen.merged.length > 0 || erases(seen))) return 'data-loss'
  if (kind === 'update') {
    if (writesFew(seen, after.running)) return seen.scanned.length > 0 ? 'scan' : 'none'
    if (seen.scanned.length > 0) return findsNothing(seen) ? 'scan' : 'lock'
    return seen.share || asksForNull(seen) ? 'lock' : 'none'
  }
  // An INSERT of what a table has into the same table is an UPDATE of its rows in other words.
  if (seen.rewritten.length > 0) {
    return kind === 'insert' && seen.scanned.length > 0 ? 'lock' : 'rewrite'
  }
  return seen.scanned.length > 0 ? 'scan' : 'none'
}

/** Rows that are deleted are gone, whether or not the rows of the shadow happened to be among them. */
function forgets(seen: Observation, running: Catalogue): boolean {
  const { table = '' } = seen.action
  const virtual = running.virtual.some((name) => sameName(name, table))
  if (seen.action.kind === 'drop-table' && virtual) return true
  if (!seen.onOld) return false
  if (seen.action.kind === 'delete') return !readsNothing.test(seen.statement.sql)
  return seen.action.kind === 'drop-table' && seen.run.kind !== 'ran'
}

/** An UPDATE of every row that leaves nothing in an old column. */
function erases(seen: Observation): boolean {
  if (!seen.onOld || hasWhere(seen.statement)) return false
  return /\bset\b[^()]*=\s*(null|'')\s*(,|$)/i.test(seen.statement.sql)
}

function judge(
  seen: Observation,
  after: Consequences,
  hazard: Hazard,
): { verdict: Verdict; rule: string; why: string } {
  const { kind } = seen.action
  if (seen.run.kind === 'failed') {
    const unknown = isUnknown(seen, after)
    if (unknown && destructive.has(kind)) {
      return {
        verdict: 'unsafe',
        rule: kind,
        why: 'what the running version names is gone afterwards',
      }
    }
    if (unknown && kind === 'add-column' && !/\bnot\s+null\b|\bcheck\b/i.test(seen.statement.sql)) {
      return { verdict: 'safe', rule: 'safe', why: '' }
    }
    return {
      verdict: 'needs-info',
      rule: 'does-not-run',
      why: `it fails on the schema of the running version: ${seen.run.message}`,
    }
  }
  const failures = after.failures.filter((failure) => !isIntended(failure, seen))
  const usual =
    failures.find((failure) => isUsual(failure) && failure.fails) ?? failures.find(isUsual)
  if (usual !== undefined) return { verdict: 'unsafe', rule: kind, why: usual.how }
  const [unusual] = after.recorded ? [] : failures
  if (unusual !== undefined) {
    return {
      verdict: 'needs-info',
      rule: kind,
      why: `whether the running version does this is not known: ${unusual.how}`,
    }
  }
  if (seen.run.kind === 'depends-on-rows') {
    return {
      verdict: 'unsafe',
      rule: `${kind}-refused`,
      why: `rows that the running version may have stored make it fail: ${seen.run.message}`,
    }
  }
  if (seen.ranked) {
    const why = `a SELECT from ${seen.action.table} ORDER BY rank finds its rows in another order`
    return { verdict: 'unsafe', rule: kind, why }
  }
  if (kind === 'delete' && seen.onOld && !hasWhere(seen.statement)) {
    return { verdict: 'unsafe', rule: kind, why: 'every row of the table is gone' }
  }
  if (hazard === 'data-loss') {
    const why = lossWords(seen, after)
    return { verdict: 'unsafe', rule: kind, why }
  }
  if (hazard !== 'none') return { verdict: 'unsafe', rule: kind, why: hazardWords(seen, hazard) }
  return { verdict: 'safe', rule: 'safe', why: '' }
}

/** It names a number of rows by their keys, as `id IN (SELECT … LIMIT 100)`, however it finds them. */
function writesFew({ statement: { tokens } }: Observation, running: Catalogue): boolean {
  const keys = running.tables.flatMap(({ uniqueKeys }) =>
    uniqueKeys.flatMap(({ columns: [key, second] }) =>
      key !== undefined && second === undefined ? [key] : [],
    ),
  )
  const at = tokens.findIndex(
    (token, i) => keyword(token) === 'IN' && keyword(tokens[i + 2]) === 'SELECT',
  )
  const key = tokens[at - 1]
  const limited = tokens.slice(at).some((token, i, rest) => {
    return keyword(token) === 'LIMIT' && rest[i + 1]?.kind === 'number'
  })
  return (
    at > 0 &&
    limited &&
    [...keys, 'rowid'].some((one) => sameName(one, key === undefined ? '' : unquote(key)))
  )
}

/** No row can have the value that it asks for: one that has was tried, and refused by the schema. */
function findsNothing({ statement: { tokens }, run }: Observation): boolean {
  const [name, is, value, ...more] = tokens.slice(
    tokens.findIndex((t) => keyword(t) === 'WHERE') + 1,
  )
  const asks =
    /^(word|name)$/.test(name?.kind ?? '') && is?.text === '=' && value?.kind === 'string'
  return asks && more.length === 0 && run.kind === 'ran' && run.changed === 0
}

/** How many rows have no value yet is open, whatever index finds them. */
function asksForNull(seen: Observation): boolean {
  const { tokens } = seen.statement
  return (
    seen.onOld &&
    tokens.some((token, at) => keyword(token) === 'IS' && keyword(tokens[at + 1]) === 'NULL')
  )
}

function lossWords(seen: Observation, after: Consequences): string {
  if (after.lost.length > 0) return `values of ${after.lost.join(', ')} are gone`
  if (seen.replaced.length > 0) {
    return `where its rows are there, values of ${seen.replaced.join(', ')} go with them`
  }
  if (seen.merged.length > 0) {
    return `different values of ${seen.merged.join(', ')} become the same, and cannot be told apart again`
  }
  if (seen.leavesOut) {
    return `rows of ${seen.scanned.join(', ')} that are alike, or lack a value, are not copied`
  }
  return `values of ${seen.action.table} are gone`
}

function hazardWords(seen: Observation, hazard: Hazard): string {
  if (seen.share) {
    return `it writes a share of all rows of ${seen.action.table}, and no other connection can write meanwhile`
  }
  const tables = [...new Set([...seen.rewritten, ...seen.scanned])].join(', ')
  const does = hazard === 'rewrite' ? 'writes the whole table anew' : 'scans the whole table'
  return `it ${does} (${tables}), and no other connection can write to the database meanwhile`
}

function evidenceOf(seen: Observation, after: Consequences): string[] {
  const shown = after.failures.slice(0, 5).map(({ how }) => how)
  const more = after.failures.length - shown.length
  return [
    ...shown,
    ...(more > 0 ? [`${more} more statements of the running version fail`] : []),
    ...after.lost.map((column) => `values of ${column} are gone`),
    ...seen.rewritten.map((table) => `the pages of ${table} were written anew`),
    ...seen.scanned.map((table) => `${table} was scanned`),
    ...(seen.run.kind === 'ran' ? [] : [seen.run.message]),
  ]
}

/** SQLite has one lock for the whole database. */
function locksOf(seen: Observation, hazard: Hazard): Lock[] {
  const reads = /^(select|begin|commit|rollback|savepoint|attach|pragma)$/.test(seen.action.kind)
  return reads && hazard === 'none' ? [] : [{ relation: 'main', mode: 'EXCLUSIVE' }]
}

function hasWhere(statement: ScriptStatement): boolean {
  return statement.tokens.some((token) => keyword(token) === 'WHERE' || keyword(token) === 'LIMIT')
}
