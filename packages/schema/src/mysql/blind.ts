// A table that the schema does not have, or no schema at all: what can be said from the words of the
// statement alone.

import { isGuarded, judgeActionBlindly, tableGone } from './blind-action.ts'
import { findsNothing } from './bounded.ts'
import { broken, unclear, type Break } from './breaks/break.ts'
import { dangerOf, type Danger, type Surroundings } from './hazard.ts'
import { Unknown, textOf } from './reader.ts'
import { lower, sameName, type Column, type Table } from './schema.ts'
import type { Token } from './script.ts'
import { isMariadbFrom } from './server.ts'
import type { Selection, Statement } from './statement.ts'

export type Blind = { blind: Break[]; table: string; danger?: Danger }

const none: Danger = { hazard: 'none', locks: [], why: '' }

/** Undefined when the schema has what is needed to judge by it; `known` when there is one at all. */
export function judgeWithoutSchema(
  statement: Statement,
  around: Surroundings,
  known: boolean,
): Blind | undefined {
  const { schema, isOld } = around
  const missing = (name: string): boolean =>
    !schema.tables.has(lower(name)) && !schema.views.has(lower(name))
  const unknown = (name: string): Blind => ({ table: name, blind: [unclear('the table')] })
  const lost = (table: string, one: Break): Blind => {
    return { table, blind: [one], danger: { ...none, hazard: 'data-loss', why: one.why } }
  }
  switch (statement.kind) {
    case 'alter-table':
      if (!missing(statement.name) || (known && statement.ifExists)) return undefined
      return {
        table: statement.name,
        blind: statement.actions.flatMap((action) => judgeActionBlindly(action, statement, around)),
        danger: dangerOnAnyTable(statement, around),
      }
    case 'drop-table': {
      const table = statement.names.find(missing)
      if (statement.temporary || (known && statement.ifExists)) return undefined
      // Something of that name is made next, and may have been made so before.
      const isMade =
        table !== undefined && statement.ifExists && !tableGone(table, around.later).certain
      if (isMade && isOld(table)) return unknown(table)
      if (statement.ifExists) return undefined
      return table === undefined ? undefined : lost(table, gone(table))
    }
    case 'rename-table':
      return known && statement.ifExists ? undefined : judgeRenames(statement, around, missing)
    case 'truncate':
      return missing(statement.name)
        ? lost(statement.name, broken('truncate', 'every row is gone'))
        : undefined
    case 'update':
    case 'lock-rows': {
      const table = known
        ? undefined
        : statement.tables.find((name) => isOld(name) && missing(name))
      if (table === undefined || findsNothing(statement)) {
        const reads = statement.kind === 'update' ? statement.reads : []
        const read = reads
          .flatMap(({ tables }) => tables)
          .find((name) => isOld(name) && missing(name))
        if (known || read === undefined) return undefined
        const dangers = reads.map((one) => dangerOfRows(one, read, 'lock'))
        return { ...unknown(read), danger: dangers.find(({ hazard }) => hazard !== 'none') ?? none }
      }
      return { ...unknown(table), danger: dangerOfRows(statement, table, 'lock') }
    }
    case 'maintenance': {
      if (known || !/^(OPTIMIZE|REPAIR)$/.test(statement.operation)) return undefined
      const table = statement.tables.find(missing)
      return table === undefined ? undefined : unknown(table)
    }
    case 'insert':
    case 'create-table': {
      const { selects } = statement
      const name = statement.kind === 'insert' ? statement.table : statement.name
      if (statement.replace && !known && isOld(name) && missing(name)) {
        if (statement.kind === 'insert') return unknown(name)
        return lost(name, broken('other-table', `every row of ${name} is gone`))
      }
      const table = known ? undefined : selects?.tables.find((name) => isOld(name) && missing(name))
      if (selects === null || table === undefined || around.session.readCommitted) return undefined
      if (findsNothing(selects)) return undefined
      return { ...unknown(table), danger: dangerOfRows(selects, table, 'scan') }
    }
    default:
      return known ? undefined : judgeObjects(statement, around, missing)
  }
}

/** Views, triggers, routines and sequences. */
function judgeObjects(
  statement: Statement,
  { schema, isOld, later, added }: Surroundings,
  missing: (name: string) => boolean,
): Blind | undefined {
  /** What the batch makes again may be the same as before. */
  const gone = (what: string, name: string, kind: Statement['kind']): Blind => {
    const again = later.some(
      (one) =>
        !(one instanceof Unknown) && one.kind === kind && 'name' in one && sameName(one.name, name),
    )
    const one = again ? unclear(what) : broken(`${what.slice(4)}-gone`, `${what} ${name} is gone`)
    return { table: name, blind: [one] }
  }
  switch (statement.kind) {
    case 'create-trigger': {
      const { table, body } = statement
      if (!isOld(table) || !missing(table)) return undefined
      const text = textOf(body)
      const writes = new RegExp(
        `\\b(insert (ignore )?into|replace into|(?<!key )update|delete from) ${table}\\b`,
        'i',
      )
      if (/\bsignal\b/i.test(text)) {
        const one = broken('new-trigger', 'what the trigger refuses fails')
        const isNew = [...added.keys()].some((key) =>
          text.toLowerCase().includes(`new . ${key.split('.').at(-1) ?? ''} `),
        )
        return { table, blind: [{ ...one, certain: !isNew && !statement.ifNotExists }] }
      }
      return writes.test(text)
        ? {
            table,
            blind: [broken('trigger-fails', `a trigger may not write ${table}, its own table`)],
          }
        : { table, blind: [unclear('the table')] }
    }
    case 'create-view':
      return statement.replace && !schema.views.has(lower(statement.name))
        ? { table: statement.name, blind: [unclear('the view')] }
        : undefined
    case 'drop-view': {
      const view = statement.names.find(missing)
      return view === undefined ? undefined : gone('the view', view, 'create-view')
    }
    case 'drop-trigger':
      return schema.triggers.has(lower(statement.name))
        ? undefined
        : gone('the trigger', statement.name, 'create-trigger')
    case 'drop-routine': {
      const { routine, name } = statement
      if (schema.routines.has(`${routine} ${lower(name)}`)) return undefined
      if (routine === 'EVENT') return { table: name, blind: [unclear('the event')] }
      return gone(`the ${routine.toLowerCase()}`, name, 'create-routine')
    }
    case 'drop-sequence': {
      const name = statement.names.find((one) => !schema.sequences.has(lower(one)))
      return name === undefined ? undefined : gone('the sequence', name, 'create-sequence')
    }
    case 'alter-sequence': {
      const { name, text } = statement
      if (schema.sequences.has(lower(name))) return undefined
      const again = broken('sequence-changed', `NEXTVAL(${name}) gives numbers a second time`)
      return { table: name, blind: [/\bRESTART\b/.test(text) ? again : unclear('the sequence')] }
    }
    default:
      return undefined
  }
}

/** Tables that lose their name, and tables that take the name of another. */
function judgeRenames(
  { pairs, ifExists }: Statement & { kind: 'rename-table' },
  { isOld, filled, later }: Surroundings,
  missing: (name: string) => boolean,
): Blind | undefined {
  const unknown = pairs.filter(({ from }) => missing(from))
  const [first] = unknown
  if (first === undefined) return undefined
  const blind = unknown
    .filter(({ from }) => isOld(from) && pairs.find(({ to }) => sameName(to, from)) === undefined)
    .map(({ from, to }) => tableGone(from, later, to))
    .map((one) => (ifExists ? { ...one, certain: false } : one))
  const replaced = pairs.flatMap(({ from, to }) => {
    const before = pairs.find((one) => sameName(one.from, to))
    if (before === undefined || !isOld(before.from)) return []
    const why = `a SELECT from ${to} reads other rows: another table has its name`
    return [{ rule: 'other-table', certain: !filled.has(lower(from)), why }]
  })
  return { table: first.from, blind: [...blind, ...replaced] }
}

/** What an ALTER TABLE costs on whatever table: the actions that cost the same on each. */
function dangerOnAnyTable(
  statement: Statement & { kind: 'alter-table' },
  around: Surroundings,
): Danger {
  const dropped = statement.actions.find(
    (action) =>
      action.kind === 'drop-column' &&
      !isGuarded(action) &&
      !statement.ifExists &&
      !around.isNew(statement.name, action.column),
  )
  if (dropped?.kind === 'drop-column') {
    return { ...none, hazard: 'data-loss', why: `the values of ${dropped.column} are gone` }
  }
  if (statement.ifExists) return none
  const own = [...around.added].flatMap(([key, column]) =>
    key.startsWith(`${lower(statement.name)}.`) ? [column] : [],
  )
  const isOwn = (name: string): boolean => own.some((column) => sameName(column.name, name))
  // MariaDB converts text without copying it where it can.
  const converts = isMariadbFrom(around.server, 10, 4) ? '' : 'convert-charset'
  const actions = statement.actions.filter(
    (action) =>
      !isGuarded(action) &&
      (!/^(change-column|drop-column|rebuild|convert-charset)$/.test(action.kind) ||
        action.kind === converts ||
        (action.kind === 'change-column' && isOwn(action.from))),
  )
  const schema = structuredClone(around.schema)
  const { charset, collation } = schema
  const table: Table = {
    name: statement.name,
    engine: 'innodb',
    charset,
    collation,
    origin: null,
    copied: false,
    exchanged: false,
    partitioned: false,
    rowFormat: '',
    textIndexed: false,
    nextNumber: null,
    // There is text in it, or else nobody would convert it.
    columns: [textInAnotherCharset, ...own],
    keys: [],
    foreignKeys: [],
    checks: [],
  }
  schema.tables.set(lower(statement.name), table)
  const danger = dangerOf({ ...statement, actions }, { ...around, schema, isOld: () => true })
  // What the server refuses may hang on the rest.
  return danger.refused === undefined ? danger : none
}

const textInAnotherCharset: Column = {
  name: '',
  origin: null,
  type: { name: 'TEXT', numbers: [], members: [], unsigned: false, zerofill: false },
  nullable: true,
  default: null,
  autoIncrement: false,
  generated: null,
  expression: null,
  onUpdate: false,
  invisible: false,
  compressed: false,
  charset: 'another',
  collation: null,
}

/**
 * Every row is looked at without a condition, and with one that compares nothing for equality and gives
 * no two ends. What others find is not known.
 */
function dangerOfRows({ where, limit }: Selection, table: string, hazard: 'lock' | 'scan'): Danger {
  const narrows = where?.some(({ text }) => /^(=|<=>|in|between|or|match)$/i.test(text)) ?? false
  if (narrows || limit !== null || hasTwoEnds(where ?? [])) return none
  return { hazard, locks: [], why: `every row of ${table} stays locked until the last one is done` }
}

/** `id > 7 AND id <= 9` */
function hasTwoEnds(where: readonly Token[]): boolean {
  const compared = (operator: RegExp): string[] =>
    where.flatMap(({ value }, at) =>
      operator.test(where[at + 1]?.text ?? '') ? [lower(value)] : [],
    )
  const low = compared(/^>=?$/)
  return compared(/^<=?$/).some((name) => low.includes(name))
}

function gone(table: string): Break {
  return broken('table-gone', `every statement on ${table} fails`)
}
