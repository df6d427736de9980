// Runs probes as the application and compares what they answered before and after.

import { helperSchema, ownerRole } from '../shadow/helpers.ts'
import { identifier, type Session } from '../shadow/session.ts'
import { array } from './rows.ts'
import type { Probe } from './statements.ts'

export type Answer =
  | { refused: { code: string; message: string } }
  | { rows: unknown; effects: Record<string, number> | null }

export type Application = {
  /** The role whose rights the probes have; undefined for the owner. */
  role: string | undefined
  searchPath: string
  timeZone: string
  /** The SQL that counts the rows a write to the relation may change. */
  counting: (relation: string) => string
}

/** Runs the probes, each taken back at once. Works inside a transaction and outside. */
export async function runProbes(
  session: Session,
  application: Application,
  probes: readonly Probe[],
  inTransaction: boolean,
): Promise<Answer[]> {
  if (probes.length === 0) return []
  const statements = probes.map(({ compare, sql }) =>
    compare === 'rows' ? `json:${asJson(sql)}` : sql,
  )
  const afters = probes.map(
    ({ effects, on, after }) => after ?? (effects ? application.counting(on) : ''),
  )
  const settings = [
    `set local search_path = ${application.searchPath === '' ? "''" : application.searchPath}`,
    `set local timezone = '${application.timeZone}'`,
    'set local client_min_messages = error',
    'set local lock_timeout = 0',
    'set local statement_timeout = 0',
    'set local row_security = on',
  ].join(';')
  const rows = await session.run(
    [
      inTransaction ? 'savepoint teal_probe' : 'begin',
      settings,
      becomeApplication(session, application.role),
      `select json_agg(json_build_array(code, answer))::text as answers
       from ${helperSchema}.probe(${array(statements)}, ${array(afters)})`,
      inTransaction ? 'rollback to savepoint teal_probe; release savepoint teal_probe' : 'rollback',
    ].join(';'),
  )
  const answers = JSON.parse(String(rows[0]?.['answers'])) as [code: string, answer: string][]
  return answers.map(([code, answer]) => {
    if (code !== '') return { refused: { code, message: answer } }
    const [result, counts] = JSON.parse(answer) as [unknown, Record<string, number> | null]
    return { rows: inOrder(result), effects: counts }
  })
}

/** The owner of the schema is a superuser only for the migrations: row security binds the probes. */
function becomeApplication(session: Session, role: string | undefined): string {
  if (role !== undefined) return `set local role ${identifier(role)}`
  return session.shared ? 'set local role none' : `reset role; alter role ${ownerRole} nosuperuser`
}

function asJson(sql: string): string {
  return `with teal_rows as (${sql}) select coalesce(jsonb_agg(teal_rows), '[]') from teal_rows`
}

/** Rows have no order of their own; sorting them here is quicker than there. */
function inOrder(result: unknown): unknown {
  if (!Array.isArray(result)) return result
  const keyed = result.map((row: unknown) => ({ row, key: JSON.stringify(row) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ row }) => row)
}

export type Mask = { columns: Set<string>; effects: boolean }

/** What of an answer is never twice the same, seen from two answers to the same question. */
export function maskOf(first: Answer, second: Answer): Mask {
  const mask: Mask = { columns: new Set(), effects: false }
  if ('refused' in first || 'refused' in second) return mask
  mask.effects = JSON.stringify(first.effects) !== JSON.stringify(second.effects)
  const others = asRows(second.rows)
  asRows(first.rows).forEach((row, index) => {
    for (const [name, value] of Object.entries(row)) {
      if (JSON.stringify(value) !== JSON.stringify(others[index]?.[name])) mask.columns.add(name)
    }
  })
  return mask
}

export type Finding =
  | { probe: Probe; kind: 'fails'; message: string; code: string }
  | { probe: Probe; kind: 'differs' | 'adds'; message: string }
  | { probe: Probe; kind: 'accepted'; message: string }

/**
 * What the probe's answer says about the change, or undefined when it is the same. `rows` are the
 * numbers of rows in the tables.
 */
export function compare(
  probe: Probe,
  before: Answer,
  after: Answer,
  mask: Mask,
  rows: Record<string, number> = {},
): Finding | undefined {
  if ('refused' in before) {
    if ('refused' in after || probe.what !== 'DELETE') return undefined
    if (!takesOthersAlong(probe, after.effects, rows)) return undefined
    return { probe, kind: 'accepted', message: `was refused before (${before.refused.message})` }
  }
  if ('refused' in after) {
    // The probe's own WITH, around an INSERT whose rows are read; rules are judged by their definition.
    if (
      /rules are not supported for data-modifying statements in WITH/.test(after.refused.message)
    ) {
      return undefined
    }
    return { probe, kind: 'fails', message: after.refused.message, code: after.refused.code }
  }
  if (probe.compare === 'error') return undefined
  const was = masked(before.rows, mask)
  // A function that gives rows of a table gives what was added to it too.
  const now = probe.what === 'call' ? inColumnsOf(before.rows, after.rows) : after.rows
  const is = masked(now, mask)
  if (probe.names) {
    if (withoutColumnLists(was) === withoutColumnLists(is)) return undefined
    return {
      probe,
      kind: 'differs',
      message: `a name in it has come to mean something else: ${otherLine(was, is)}`,
    }
  }
  if (was !== is) {
    return { probe, kind: 'differs', message: `answered ${shorten(was)}, now ${shorten(is)}` }
  }
  if (mask.effects || JSON.stringify(before.effects) === JSON.stringify(after.effects)) {
    return undefined
  }
  const kind = onlyMore(before.effects, after.effects) ? 'adds' : 'differs'
  return { probe, kind, message: effectsMessage(before.effects, after.effects) }
}

/** A function's answer is written with the names of all its columns, of which there may be more now. */
function withoutColumnLists(statement: string): string {
  return statement.replaceAll(/(\) (?:AS )?(?:\w+|\\"[^"]+\\"))\((?:\w+|\\"[^"]+\\"|, )+\)/g, '$1')
}

/** Whether a DELETE leaves fewer rows in other tables than there are. */
function takesOthersAlong(
  probe: Probe,
  left: Record<string, number> | null,
  rows: Record<string, number>,
): boolean {
  return Object.entries(left ?? {}).some(
    ([name, count]) => name.replaceAll('"', '') !== probe.on && count < (rows[name] ?? 0),
  )
}

/** How many rows the tables have, from an UPDATE, which leaves as many as there are. */
export function rowsIn(
  probes: readonly Probe[],
  answers: readonly Answer[],
): Record<string, number> {
  for (const [index, probe] of probes.entries()) {
    const answer = answers[index]
    if (probe.what === 'UPDATE' && answer && 'effects' in answer && answer.effects) {
      return answer.effects
    }
  }
  return {}
}

function onlyMore(
  before: Record<string, number> | null,
  after: Record<string, number> | null,
): boolean {
  return Object.entries(before ?? {}).every(([name, count]) => (after?.[name] ?? 0) >= count)
}

function effectsMessage(
  before: Record<string, number> | null,
  after: Record<string, number> | null,
): string {
  const changed = Object.keys({ ...before, ...after }).filter(
    (name) => before?.[name] !== after?.[name],
  )
  const parts = changed.map(
    (name) => `${after?.[name] ?? 'no'} rows in ${name} instead of ${before?.[name] ?? 'none'}`,
  )
  return `leaves ${parts.join(', ')}`
}

function masked(rows: unknown, mask: Mask): string {
  if (!Array.isArray(rows) || mask.columns.size === 0) return JSON.stringify(rows)
  const kept = asRows(rows).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !mask.columns.has(name))),
  )
  return JSON.stringify(kept)
}

/** The rows of now without the columns that those of before did not have. */
function inColumnsOf(before: unknown, now: unknown): unknown {
  const [known] = asRows(before)
  if (known === undefined || !Array.isArray(now)) return now
  const kept = (now as unknown[]).map((row) =>
    typeof row === 'object' && row !== null
      ? Object.fromEntries(Object.entries(row).filter(([name]) => name in known))
      : row,
  )
  return inOrder(kept)
}

function asRows(rows: unknown): Record<string, unknown>[] {
  return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []
}

/** Of two texts in JSON the first lines that differ. */
function otherLine(was: string, is: string): string {
  const [before, now] = [was.split('\\n'), is.split('\\n')]
  const at = before.findIndex((line, index) => line !== now[index])
  return shorten(`${before[at]?.trim() ?? ''} → ${now[at]?.trim() ?? ''}`)
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
