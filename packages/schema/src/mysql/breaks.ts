// What of the running version no longer works on a schema: the difference of two schemas, as the
// statements of an application that was written for the first one notice it.

import { columnsNamed, edgeValues, refusedRow } from './checks.ts'
import {
  charsetOf,
  collationOf,
  findColumn,
  lower,
  sameName,
  type Check,
  type Column,
  type ForeignKey,
  type Key,
  type Schema,
  type Table,
} from './schema.ts'
import { isMariadbFrom, isMysqlFrom, type Flavour, type Server } from './server.ts'
import { compareTypes } from './types.ts'
import type { Recorded } from './recorded.ts'

/** `certain` is false when it hangs on what the application does. */
export type Break = { rule: string; certain: boolean; why: string }

/** By what is broken, so that it shows which statement broke it. */
export type Breaks = Map<string, Break>

export type Conditions = { server: Server; strict: boolean; recorded: Recorded }

export function findBreaks(running: Schema, now: Schema, conditions: Conditions): Breaks {
  const breaks: Breaks = new Map()
  for (const table of running.tables.values()) compareTable(table, now, conditions, breaks)
  compareViews(running, now, breaks)
  compareTriggers(running, now, breaks)
  for (const [key, routine] of running.routines) {
    const current = now.routines.get(key)
    const what = `${routine.kind.toLowerCase()} ${routine.name}`
    if (current === undefined) {
      const certain = routine.kind !== 'EVENT'
      breaks.set(key, { rule: 'routine-gone', certain, why: `there is no ${what} any more` })
    } else if (current.signature !== routine.signature) {
      breaks.set(key, {
        rule: 'routine-signature',
        certain: true,
        why: `a call of the ${what} passes other parameters than it takes now`,
      })
    }
  }
  return breaks
}

function compareTable(table: Table, now: Schema, conditions: Conditions, breaks: Breaks): void {
  const { name } = table
  const view = now.views.get(lower(name))
  const behind = view?.tables.length === 1 ? now.tables.get(lower(view.tables[0] ?? '')) : undefined
  const current = now.tables.get(lower(name)) ?? behind
  if (current === undefined && view === undefined) {
    breaks.set(name, {
      rule: 'table-gone',
      certain: true,
      why: `every statement on ${name} fails: there is no such table any more`,
    })
    return
  }
  if (view !== undefined && !view.updatable) {
    breaks.set(name, {
      rule: 'view-not-updatable',
      certain: true,
      why: `an INSERT, UPDATE or DELETE on ${name} fails: it is a view that cannot be written`,
    })
  }
  if (current === undefined) return
  if (current.origin !== table.origin) noteReplaced(table, current, breaks)
  const shown = view?.columns ?? null
  for (const column of table.columns) {
    const found = findColumn(current, column.name)
    const hidden = shown !== null && !shown.some((other) => sameName(other, column.name))
    const key = `${name}.${column.name}`
    if (found === undefined || hidden) {
      breaks.set(key, {
        rule: 'column-gone',
        certain: true,
        why: `a statement that names ${key} fails: there is no such column any more`,
      })
    } else compareColumn(table, column, current, found, now.flavour, breaks)
  }
  compareOrder(table, current, breaks)
  for (const column of current.columns) {
    if (findColumn(table, column.name) === undefined) {
      judgeNewColumn(table, column, conditions, breaks)
    }
  }
  compareKeys(table, current, conditions, breaks)
  compareChecks(table, current, conditions, breaks)
  compareForeignKeys(table, current, now, breaks)
  if (!sameName(table.engine, current.engine) && sameName(table.engine, 'innodb')) {
    breaks.set(`${name} engine`, {
      rule: 'engine',
      certain: false,
      why: `${name} has no transactions, row locks and foreign keys any more`,
    })
  }
}

/** Another table has the name now. What it holds is known only when the batch has made it. */
function noteReplaced(table: Table, current: Table, breaks: Breaks): void {
  if (current.copied) return
  breaks.set(`${table.name} rows`, {
    rule: 'other-table',
    certain: current.origin === null,
    why: `a SELECT from ${table.name} reads other rows: another table has its name`,
  })
}

function compareColumn(
  table: Table,
  old: Column,
  current: Table,
  column: Column,
  flavour: Flavour,
  breaks: Breaks,
): void {
  const key = `${table.name}.${old.name}`
  const note = (rule: string, why: string, certain = true): void => {
    breaks.set(`${key} ${rule}`, { rule, certain, why })
  }
  if (
    column.origin !== old.origin &&
    current.origin === table.origin &&
    column.generated === null
  ) {
    note('other-column', `${key} is read from another column now, which has other values`)
  }
  if (old.generated === null && column.generated !== null) {
    note('generated', `an INSERT or UPDATE that names ${key} fails: it is computed now`)
    return
  }
  if (old.generated !== null && old.expression !== column.expression) {
    note('expression', `${key} is computed in another way than the running version expects`, false)
  }
  switch (compareTypes(old.type, column.type)) {
    case 'narrower':
      note(
        'narrower-type',
        `an INSERT or UPDATE fails with values of ${key} that were allowed before: ${typeText(old)} has become ${typeText(column)}`,
      )
      break
    case 'other':
      note(
        'other-type',
        `${key} is read, compared or sorted in another way: ${typeText(old)} has become ${typeText(column)}`,
      )
      break
    case 'unclear':
      note(
        'other-type',
        `${key} may be read in another form: ${typeText(old)} has become ${typeText(column)}`,
        false,
      )
      break
    default:
  }
  compareText([table, old], [current, column], flavour, note)
  if (old.nullable && !column.nullable && column.generated === null) {
    note('not-null', `an INSERT or UPDATE that gives ${key} no value fails`)
  }
  if (old.autoIncrement && !column.autoIncrement) {
    note('no-auto-increment', `an INSERT that leaves ${key} to the server fails`)
  } else if (!column.autoIncrement) compareDefaults(key, old, column, note)
  if (old.onUpdate && !column.onUpdate) {
    note('no-on-update', `an UPDATE no longer sets ${key}, as the running version expects`)
  }
  if (!old.invisible && column.invisible) {
    note('invisible', `SELECT * no longer returns ${key}`)
  }
}

type Note = (rule: string, why: string, certain?: boolean) => void

function compareDefaults(key: string, old: Column, column: Column, note: Note): void {
  const before = old.default ?? (old.nullable ? 'NULL' : null)
  const after = column.default ?? (column.nullable ? 'NULL' : null)
  if (before === null || sameDefault(before, after)) return
  if (after === null) {
    // A column that has become NOT NULL is already told of.
    if (!old.nullable)
      note('no-default', `an INSERT that does not name ${key} fails: it has no default any more`)
    return
  }
  note('other-default', `an INSERT that does not name ${key} stores ${after} instead of ${before}`)
}

function sameDefault(a: string, b: string | null): boolean {
  if (b === null) return false
  const [x, y] = [literal(a), literal(b)]
  if (typeof x === 'number' || typeof y === 'number') return Number(x) === Number(y)
  const plain = (text: string): string =>
    text
      .replace(/^'(.*)'$/, '$1')
      .replace(/\(\)$/, '')
      .toLowerCase()
  return plain(a) === plain(b)
}

function compareText(
  [table, old]: [Table, Column],
  [current, column]: [Table, Column],
  flavour: Flavour,
  note: Note,
): void {
  const [from, to] = [charsetOf(table, old), charsetOf(current, column)]
  if (from === null || to === null) return
  const key = `${table.name}.${old.name}`
  if (from !== to && !holds(to, from)) {
    note(
      'charset',
      `an INSERT or UPDATE fails with characters of ${from} that ${key} can no longer store in ${to}`,
    )
    return
  }
  const [before, after] = [collationOf(table, old, flavour), collationOf(current, column, flavour)]
  if (from !== to || before === after) return
  const [strictBefore, strictAfter] = [isExact(before), isExact(after)]
  if (strictBefore !== strictAfter) {
    note('collation', `comparisons with ${key} find other rows: ${before} has become ${after}`)
  } else {
    note(
      'collation',
      `some comparisons, sorts and joins with ${key} may come out differently: ${before} has become ${after}`,
      false,
    )
  }
}

/** Whether text of one character set can be stored in another. */
function holds(into: string, from: string): boolean {
  if (into === 'utf8mb4' || /^utf(16|32)/.test(into)) return from !== 'binary'
  if (/^utf8(mb3)?$/.test(into)) return from !== 'utf8mb4' && !/^utf(16|32)/.test(from)
  return from === 'ascii' && into !== 'binary'
}

function isExact(collation: string): boolean {
  return /(_bin|_cs|_as_cs|^binary)$/.test(collation)
}

function compareOrder(table: Table, current: Table, breaks: Breaks): void {
  const kept = current.columns.filter((column) => findColumn(table, column.name) !== undefined)
  const present = table.columns.filter((column) => findColumn(current, column.name) !== undefined)
  if (kept.length !== present.length) return
  if (kept.every((column, i) => sameName(column.name, present[i]?.name ?? ''))) return
  breaks.set(`${table.name} order`, {
    rule: 'column-order',
    certain: false,
    why: `an INSERT into ${table.name} without a list of columns puts its values into other columns`,
  })
}

function judgeNewColumn(
  table: Table,
  column: Column,
  { server, strict, recorded }: Conditions,
  breaks: Breaks,
): void {
  const key = `${table.name}.${column.name}`
  if (recorded.positionalInserts.has(lower(table.name)) && !column.invisible) {
    breaks.set(`${key} position`, {
      rule: 'column-count',
      certain: true,
      why: `the recorded INSERT into ${table.name} without a list of columns fails: it has one value too few`,
    })
  }
  if (column.nullable || column.default !== null || column.autoIncrement) return
  if (column.generated !== null || !strict) return
  // An ENUM without a default has its first member as one.
  if (column.type.name === 'ENUM') return
  const stamps = server.flavour === 'mysql' ? isMysqlFrom(server, 8) : isMariadbFrom(server, 10, 10)
  if (column.type.name === 'TIMESTAMP' && !stamps) return
  breaks.set(key, {
    rule: 'required-column',
    certain: true,
    why: `an INSERT of the running version that does not name ${column.name} fails: it is NOT NULL and has no default`,
  })
}

function compareKeys(table: Table, current: Table, conditions: Conditions, breaks: Breaks): void {
  const isUnique = (key: Key): boolean => key.kind === 'unique' || key.kind === 'primary'
  for (const key of current.keys.filter(isUnique)) {
    const parts = narrowingParts(table, current, key)
    if (parts === undefined) continue
    const implied = table.keys.some(
      (old) => isUnique(old) && old.parts.every((part) => parts.some((p) => samePart(p, part))),
    )
    if (!implied) {
      const list = parts.map((part) => part.column).join(', ')
      breaks.set(`${table.name} ${key.name} unique`, {
        rule: 'new-unique',
        certain: true,
        why: `an INSERT or UPDATE that repeats ${list || 'a value'} in ${table.name} fails`,
      })
    }
  }
  for (const key of table.keys) {
    const kept = current.keys.some((other) => sameKey(key, other))
    const name = `${table.name} ${key.name}`
    const hinted = conditions.recorded.hintedIndexes.has(lower(key.name))
    const named = current.keys.some((other) => sameName(other.name, key.name) && other.visible)
    if (hinted && !named) {
      breaks.set(`${name} hint`, {
        rule: 'hinted-index',
        certain: true,
        why: `the recorded statement that names the index ${key.name} fails`,
      })
    }
    if (kept) continue
    if (key.kind === 'fulltext') {
      breaks.set(name, {
        rule: 'fulltext-gone',
        certain: true,
        why: `MATCH … AGAINST on ${key.parts.map((part) => part.column).join(', ')} of ${table.name} fails without its FULLTEXT index`,
      })
    } else if (isUnique(key) && key.parts.every((part) => findColumn(current, part.column))) {
      breaks.set(name, {
        rule: 'unique-gone',
        certain: true,
        why: `INSERT … ON DUPLICATE KEY UPDATE, INSERT IGNORE and REPLACE no longer find the row of the same ${key.parts.map((part) => part.column).join(', ')} in ${table.name}`,
      })
    }
  }
}

function sameKey(a: Key, b: Key): boolean {
  const unique = (key: Key): boolean => key.kind === 'unique' || key.kind === 'primary'
  const kind = a.kind === b.kind || (unique(a) && unique(b))
  return (
    kind && a.parts.length === b.parts.length && a.parts.every((p, i) => samePart(p, b.parts[i]))
  )
}

function samePart(a: Key['parts'][number], b: Key['parts'][number] | undefined): boolean {
  return b !== undefined && sameName(a.column, b.column) && a.length === b.length
}

/**
 * The parts of a unique key that tell rows of the running version apart. It leaves new columns to
 * their defaults: one that is NULL keeps any two rows apart, so that there is nothing to break.
 */
function narrowingParts(table: Table, current: Table, key: Key): Key['parts'] | undefined {
  const parts: Key['parts'] = []
  for (const part of key.parts) {
    const column = findColumn(current, part.column)
    const isNew = column !== undefined && findColumn(table, part.column) === undefined
    if (!isNew || column.generated !== null) parts.push(part)
    else if (column.autoIncrement || (column.nullable && column.default === null)) return undefined
    else if (/uuid|rand/i.test(column.default ?? '')) return undefined
  }
  return parts
}

function compareChecks(table: Table, current: Table, conditions: Conditions, breaks: Breaks): void {
  if (conditions.server.flavour === 'mysql' && !isMysqlFrom(conditions.server, 8, 0, 16)) return
  const same = (a: Check, b: Check): boolean =>
    a.enforced && a.expression.toLowerCase() === b.expression.toLowerCase()
  for (const check of current.checks) {
    if (!check.enforced || table.checks.some((old) => same(old, check))) continue
    const named = columnsNamed(current, check.expression)
    const columns = named.map((column) => {
      const old = findColumn(table, column.name)
      if (old !== undefined) return { column, values: edgeValues(old, check.expression) }
      return { column, values: [literal(column.default)] }
    })
    const refused = refusedRow(check.expression, columns)
    if (refused === undefined) continue
    breaks.set(`${table.name} check ${check.name}`, {
      rule: 'new-check',
      certain: true,
      why: `an INSERT or UPDATE of ${table.name} with ${refused.slice(0, 80)} fails: CHECK (${check.expression})`,
    })
  }
}

function literal(value: string | null): string | number | null {
  if (value === null || /^null$/i.test(value)) return null
  if (/^(true|false)$/i.test(value)) return /^true$/i.test(value) ? 1 : 0
  const text = /^'(.*)'$/s.exec(value)?.[1] ?? /^"(.*)"$/s.exec(value)?.[1]
  if (text !== undefined) return text
  return Number.isNaN(Number(value.replaceAll(' ', ''))) ? value : Number(value.replaceAll(' ', ''))
}

function compareForeignKeys(table: Table, current: Table, now: Schema, breaks: Breaks): void {
  // A parent that is gone under its old name has been renamed: the key goes on pointing to it.
  const sameColumns = (a: ForeignKey, b: ForeignKey): boolean => {
    const parents = [a.parent, b.parent].filter((name) => now.tables.has(lower(name)))
    return sameName(a.columns.join(), b.columns.join()) && new Set(parents.map(lower)).size < 2
  }
  for (const key of current.foreignKeys) {
    const old = table.foreignKeys.find((other) => sameColumns(other, key))
    const list = key.columns.join(', ')
    if (old === undefined) {
      // Columns the running version does not know stay NULL, which refers to nothing.
      if (!key.columns.some((name) => findColumn(table, name) !== undefined)) continue
      breaks.set(`${table.name} foreign key ${list}`, {
        rule: 'new-foreign-key',
        certain: true,
        why: `an INSERT or UPDATE of ${table.name} whose ${list} is not in ${key.parent} fails, and so does a DELETE of a row of ${key.parent} that is referred to`,
      })
    } else if (old.onDelete !== key.onDelete || old.onUpdate !== key.onUpdate) {
      breaks.set(`${table.name} foreign key ${list}`, {
        rule: 'foreign-key-action',
        certain: true,
        why: `a DELETE or UPDATE of ${key.parent} does something else to ${table.name}: ${old.onDelete} has become ${key.onDelete}`,
      })
    }
  }
  for (const old of table.foreignKeys) {
    if (current.foreignKeys.some((key) => sameColumns(key, old))) continue
    if (old.onDelete === 'RESTRICT' && old.onUpdate === 'RESTRICT') continue
    breaks.set(`${table.name} foreign key ${old.name} gone`, {
      rule: 'foreign-key-gone',
      certain: true,
      why: `a DELETE of ${old.parent} no longer carries on to ${table.name}`,
    })
  }
}

function compareViews(running: Schema, now: Schema, breaks: Breaks): void {
  for (const [key, view] of running.views) {
    const current = now.views.get(key)
    const name = `view ${view.name}`
    if (current === undefined) {
      if (!now.tables.has(key)) {
        breaks.set(name, {
          rule: 'view-gone',
          certain: true,
          why: `every statement on the view ${view.name} fails`,
        })
      }
      continue
    }
    const missing = current.tables.find(
      (table) => !now.tables.has(lower(table)) && !now.views.has(lower(table)),
    )
    if (missing !== undefined && view.tables.some((table) => running.tables.has(lower(table)))) {
      breaks.set(name, {
        rule: 'view-broken',
        certain: true,
        why: `the view ${view.name} reads ${missing}, which is gone`,
      })
    } else if (current.sql !== view.sql) compareViewColumns(view, current, breaks)
  }
}

function compareViewColumns(
  view: { name: string; columns: string[] | null },
  current: { columns: string[] | null },
  breaks: Breaks,
): void {
  const shown = current.columns
  const gone =
    shown === null
      ? undefined
      : view.columns?.find((column) => !shown.some((other) => sameName(other, column)))
  const certain = gone !== undefined
  const why = certain
    ? `a SELECT of ${gone} from the view ${view.name} fails`
    : `the view ${view.name} is computed in another way, and may show other rows`
  breaks.set(`view ${view.name}`, { rule: 'view-changed', certain, why })
}

function compareTriggers(running: Schema, now: Schema, breaks: Breaks): void {
  for (const [key, trigger] of now.triggers) {
    const old = running.triggers.get(key)
    const table = running.tables.get(lower(trigger.table))
    if (table === undefined || old?.body === trigger.body) continue
    const effect = effectOf(trigger.body, table, running)
    if (effect === undefined) continue
    breaks.set(`trigger ${trigger.name}`, {
      rule: 'new-trigger',
      certain: effect.certain,
      why: `${trigger.event} on ${trigger.table} ${effect.why}`,
    })
  }
  for (const [key, trigger] of running.triggers) {
    if (now.triggers.has(key) || !now.tables.has(lower(trigger.table))) continue
    breaks.set(`trigger ${trigger.name}`, {
      rule: 'trigger-gone',
      certain: true,
      why: `${trigger.event} on ${trigger.table} no longer does what the trigger ${trigger.name} did`,
    })
  }
}

/** What a trigger does that the running version notices. */
function effectOf(
  body: string,
  table: Table,
  running: Schema,
): { certain: boolean; why: string } | undefined {
  if (/\bsignal\b/i.test(body))
    return { certain: true, why: 'fails where the trigger refuses the row' }
  const assignments = [...body.matchAll(/\bset new \. (\S+) = ([^;]*)/gi)]
  const overwritten = assignments.find(
    ([, name = '', value = '']) =>
      findColumn(table, name) !== undefined && !comesFromNew(body, table, value),
  )?.[1]
  if (overwritten !== undefined) {
    const guarded = new RegExp(`new \\. ${overwritten} is null`, 'i').test(body)
    return { certain: !guarded, why: `stores another ${overwritten} than the one that was given` }
  }
  const written = [
    ...body.matchAll(
      /\b(?:insert into|insert ignore into|replace into|update|delete from) (\S+)/gi,
    ),
  ]
  const touched = written
    .map(([, name]) => name ?? '')
    .find((name) => running.tables.has(lower(name)))
  if (touched !== undefined) return { certain: false, why: `also writes ${touched}` }
  return /\bcall\b/i.test(body) ? { certain: false, why: 'calls a procedure' } : undefined
}

/**
 * Whether the value is taken from a column that the running version does not know, where that has one:
 * it leaves it NULL, and so its own value stays.
 */
function comesFromNew(body: string, table: Table, value: string): boolean {
  const source = /\bnew \. ([^\s()]+)/i.exec(value)?.[1]
  if (source === undefined || findColumn(table, source) !== undefined) return false
  return [...body.matchAll(/\b(?:if|elseif)\b(.*?)\bthen\b/gis)].some(([, condition = '']) =>
    condition.toLowerCase().includes(`new . ${source.toLowerCase()}`),
  )
}

function typeText({ type }: Column): string {
  const inside = type.members.length > 0 ? type.members.map((m) => `'${m}'`) : type.numbers
  const list = inside.length > 0 ? `(${inside.join(',')})` : ''
  return `${type.name}${list}${type.unsigned ? ' UNSIGNED' : ''}`
}
