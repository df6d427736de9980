// What a statement makes of the schema.

import type { ColumnDefinition, Position } from './definition.ts'
import {
  collationOf,
  defaultCollation,
  findColumn,
  lower,
  sameName,
  type Column,
  type ForeignKey,
  type Schema,
  type Table,
} from './schema.ts'
import { needColumn, needTable, Misfit } from './misfit.ts'
import { inOrder } from './order.ts'
import { renameInKeys, renameTable } from './rename.ts'
import { without } from './rights.ts'
import type { AlterAction, Statement } from './statement.ts'
import { plainText } from './reader.ts'

/** Changes the schema as the statement does. Throws `Misfit` where it cannot. */
export function applyStatement(schema: Schema, statement: Statement): void {
  switch (statement.kind) {
    case 'create-table':
      return createTable(schema, statement)
    case 'alter-table': {
      if (statement.ifExists && !schema.tables.has(lower(statement.name))) return
      const table = needTable(schema, statement.name)
      for (const action of inOrder(statement.actions)) applyAction(schema, table, action)
      return
    }
    case 'drop-table':
      if (statement.temporary) return
      for (const name of statement.names) {
        if (!statement.ifExists) needTable(schema, name)
        schema.tables.delete(lower(name))
        for (const [key, trigger] of schema.triggers) {
          if (sameName(trigger.table, name)) schema.triggers.delete(key)
        }
      }
      return
    case 'rename-table':
      for (const { from, to } of statement.pairs) {
        const isThere = schema.tables.has(lower(from)) || schema.views.has(lower(from))
        if (isThere || !statement.ifExists) renameTable(schema, from, to)
      }
      return
    case 'insert': {
      const table = schema.tables.get(lower(statement.table))
      if (table !== undefined && statement.selects !== null) table.copied = true
      return
    }
    case 'create-view':
      if (statement.ifNotExists && schema.views.has(lower(statement.name))) return
      schema.views.set(lower(statement.name), {
        ...statement,
        columns: viewColumns(schema, statement),
      })
      return
    case 'drop-view':
      for (const name of statement.names) schema.views.delete(lower(name))
      return
    case 'create-trigger':
      if (statement.ifNotExists && schema.triggers.has(lower(statement.name))) return
      schema.triggers.set(lower(statement.name), { ...statement, body: plainText(statement.body) })
      return
    case 'drop-trigger':
      schema.triggers.delete(lower(statement.name))
      return
    case 'create-routine': {
      const { routine: kind, name, signature, body, inner, scopes, definer } = statement
      const key = `${kind} ${lower(name)}`
      if (statement.ifNotExists && schema.routines.has(key)) return
      schema.routines.set(key, { kind, name, signature, body, inner, scopes, definer })
      return
    }
    case 'drop-routine':
      schema.routines.delete(`${statement.routine} ${lower(statement.name)}`)
      return
    case 'alter-database':
      if (statement.charset !== null) schema.charset = statement.charset
      schema.collation = statement.collation ?? defaultCollation(schema.charset, schema.flavour)
      return
    case 'create-sequence': {
      const there = schema.sequences.get(lower(statement.name))
      if (there !== undefined && statement.ifNotExists) return
      schema.sequences.set(
        lower(statement.name),
        statement.replace && there !== undefined ? 'made anew' : '',
      )
      return
    }
    case 'alter-sequence': {
      const said = schema.sequences.get(lower(statement.name))
      if (said === undefined && statement.ifExists) return
      if (said === undefined) throw new Misfit(`the schema has no sequence ${statement.name}`)
      schema.sequences.set(lower(statement.name), `${said} ${statement.text}`)
      return
    }
    case 'drop-sequence':
      for (const name of statement.names) {
        if (!schema.sequences.delete(lower(name)) && !statement.ifExists) {
          throw new Misfit(`the schema has no sequence ${name}`)
        }
      }
      return
    case 'grant': {
      const { object, privileges, users, roles } = statement
      schema.grants.push({ object, privileges, users, roles })
      return
    }
    case 'privileges':
      if (statement.revoked === undefined) return
      schema.grants = without(schema.grants, { ...statement.revoked, users: statement.users })
      return
    case 'drop-database':
      schema.tables.clear()
      schema.views.clear()
      schema.routines.clear()
      return
    default:
      return
  }
}

function createTable(schema: Schema, statement: Statement & { kind: 'create-table' }): void {
  if (statement.temporary) return
  const { name } = statement
  if (statement.replace) schema.tables.delete(lower(name))
  if (schema.tables.has(lower(name)) || schema.views.has(lower(name))) {
    if (statement.ifNotExists) return
    throw new Misfit(`there is a table ${name} already`)
  }
  if (statement.like !== null) {
    const model = structuredClone(needTable(schema, statement.like))
    const columns = model.columns.map((column) => ({ ...column, origin: null }))
    const fresh = { origin: null, copied: false, exchanged: false, columns, foreignKeys: [] }
    schema.tables.set(lower(name), { ...model, ...fresh, name })
    return
  }
  const charset = statement.options.get('CHARSET')
  const collation = statement.options.get('COLLATE')
  const table: Table = {
    name,
    origin: null,
    copied: statement.selects !== null,
    exchanged: false,
    columns: [],
    keys: [],
    foreignKeys: [],
    checks: [],
    engine: statement.options.get('ENGINE') ?? 'innodb',
    charset: charset ?? collation?.split('_')[0] ?? schema.charset,
    collation:
      collation ??
      (charset === undefined ? schema.collation : defaultCollation(charset, schema.flavour)),
    partitioned: statement.partitioned,
    rowFormat: statement.options.get('ROW_FORMAT') ?? '',
    textIndexed: false,
    nextNumber: numberOf(statement.options.get('AUTO_INCREMENT')),
  }
  schema.tables.set(lower(name), table)
  for (const definition of statement.columns) addColumn(table, definition, null)
  const shape = statement.shaped === null ? undefined : schema.tables.get(lower(statement.shaped))
  for (const column of shape?.columns ?? []) {
    if (findColumn(table, column.name) === undefined) {
      const plain = { origin: null, autoIncrement: false, generated: null, expression: null }
      table.columns.push({ ...structuredClone(column), ...plain })
    }
  }
  // The columns may come from the SELECT.
  if (statement.selects !== null) table.keys.push(...statement.keys)
  else
    for (const key of statement.keys)
      applyAction(schema, table, { kind: 'add-key', key, ifNotExists: false })
  table.foreignKeys.push(...statement.foreignKeys.map((key) => ({ ...key })))
  for (const key of statement.foreignKeys) indexForeignKey(table, key)
  for (const check of statement.checks) table.checks.push(named(table, check))
  nameForeignKeys(table)
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}

function addColumn(table: Table, definition: ColumnDefinition, position: Position): void {
  const { column, key, check, references } = definition
  if (findColumn(table, column.name) !== undefined) {
    throw new Misfit(`${table.name} has a column ${column.name} already`)
  }
  place(table, { ...column }, position)
  const parts = [{ column: column.name, length: null }]
  if (key !== null) {
    const name = key === 'primary' ? 'PRIMARY' : column.name
    table.keys.push({ name, kind: key, parts, visible: true })
  }
  if (check !== null) table.checks.push(named(table, check))
  // InnoDB of MySQL before 9 reads REFERENCES at a column and forgets it; MariaDB makes the key.
  if (references !== null) {
    table.foreignKeys.push({ name: '', columns: [column.name], ...references })
    nameForeignKeys(table)
  }
}

function place(table: Table, column: Column, position: Position): void {
  if (position === 'first') table.columns.unshift(column)
  else if (position === null) table.columns.push(column)
  else {
    const at = table.columns.indexOf(needColumn(table, position.after))
    table.columns.splice(at + 1, 0, column)
  }
}

function named<T extends { name: string }>(table: Table, check: T): T {
  return check.name === ''
    ? { ...check, name: `${table.name}_chk_${table.checks.length + 1}` }
    : { ...check }
}

/** The index that the server makes for a foreign key that has none. */
function indexForeignKey(table: Table, { name, columns }: ForeignKey): void {
  const isThere = table.keys.some(({ parts }) =>
    columns.every((column, at) => sameName(parts[at]?.column ?? '', column)),
  )
  const [first] = columns
  if (isThere || first === undefined) return
  const parts = columns.map((column) => ({ column, length: null }))
  table.keys.push({ name: name === '' ? first : name, kind: 'index', parts, visible: true })
}

function nameForeignKeys(table: Table): void {
  for (const [i, key] of table.foreignKeys.entries()) {
    if (key.name === '') key.name = `${table.name}_ibfk_${i + 1}`
  }
}

/** One action of ALTER TABLE on the table. */
export function applyAction(schema: Schema, table: Table, action: AlterAction): void {
  switch (action.kind) {
    case 'add-column':
      if (action.ifNotExists && findColumn(table, action.definition.column.name)) return
      return addColumn(table, action.definition, action.position)
    case 'drop-column':
      return dropColumn(table, action.column, action.ifExists)
    case 'change-column':
      return changeColumn(table, action)
    case 'rename-column':
      if (action.ifExists && findColumn(table, action.from) === undefined) return
      needColumn(table, action.from).name = action.to
      return renameInKeys(table, action.from, action.to)
    case 'set-default':
      needColumn(table, action.column).default = action.value
      return
    case 'column-visibility':
      needColumn(table, action.column).invisible = !action.visible
      return
    case 'add-key':
      if (action.ifNotExists && table.keys.some(({ name }) => sameName(name, action.key.name)))
        return
      for (const part of action.key.parts) {
        if (part.column.startsWith('(')) continue
        const column = needColumn(table, part.column)
        if (action.key.kind === 'primary') column.nullable = false
      }
      table.keys.push({ ...action.key })
      return
    case 'drop-key':
      if (!table.keys.some((key) => sameName(key.name, action.name))) {
        if (action.ifExists) return
        throw new Misfit(`${table.name} has no index ${action.name}`)
      }
      table.textIndexed ||= table.keys.some(
        (key) => key.kind === 'fulltext' && sameName(key.name, action.name),
      )
      table.keys = table.keys.filter((key) => !sameName(key.name, action.name))
      return
    case 'drop-primary-key':
      table.keys = table.keys.filter((key) => key.kind !== 'primary')
      return
    case 'rename-key':
      for (const key of table.keys) if (sameName(key.name, action.from)) key.name = action.to
      return
    case 'key-visibility':
      for (const key of table.keys) {
        if (sameName(key.name, action.name)) key.visible = action.visible
      }
      return
    case 'add-foreign-key':
      if (
        action.ifNotExists &&
        table.foreignKeys.some(({ name }) => sameName(name, action.key.name))
      )
        return
      indexForeignKey(table, action.key)
      table.foreignKeys.push({ ...action.key })
      nameForeignKeys(table)
      return
    case 'drop-foreign-key':
      table.foreignKeys = table.foreignKeys.filter((key) => !sameName(key.name, action.name))
      return
    case 'add-check':
      table.checks.push(named(table, action.check))
      return
    case 'drop-check':
      table.checks = table.checks.filter((check) => !sameName(check.name, action.name))
      return
    case 'enforce-check':
      for (const check of table.checks) {
        if (sameName(check.name, action.name)) check.enforced = action.enforced
      }
      return
    case 'drop-constraint':
      table.checks = table.checks.filter((check) => !sameName(check.name, action.name))
      table.keys = table.keys.filter((key) => !sameName(key.name, action.name))
      table.foreignKeys = table.foreignKeys.filter((key) => !sameName(key.name, action.name))
      return
    case 'rename-table':
      return renameTable(schema, table.name, action.to)
    case 'convert-charset':
      for (const column of table.columns) {
        if (!/CHAR|TEXT|ENUM|SET/.test(column.type.name)) continue
        column.charset = null
        column.collation = null
      }
      table.charset = action.charset
      table.collation = action.collation ?? defaultCollation(action.charset, schema.flavour)
      return
    case 'default-charset':
      return changeDefaultCharset(schema, table, action)
    case 'option':
      if (action.name === 'ENGINE') table.engine = action.value
      if (action.name === 'ROW_FORMAT') table.rowFormat = action.value
      if (action.name === 'AUTO_INCREMENT') table.nextNumber = numberOf(action.value)
      return
    case 'rebuild':
      table.textIndexed = false
      return
    case 'partition':
      if (action.operation === 'BY') table.partitioned = true
      if (action.operation === 'REMOVE') table.partitioned = false
      if (action.operation === 'EXCHANGE') table.exchanged = true
      if (action.from !== undefined) schema.tables.delete(lower(action.from))
      return
    default:
      return
  }
}

function dropColumn(table: Table, name: string, ifExists: boolean): void {
  if (findColumn(table, name) === undefined && ifExists) return
  const column = needColumn(table, name)
  table.columns = table.columns.filter((other) => other !== column)
  for (const key of table.keys) {
    key.parts = key.parts.filter((part) => !sameName(part.column, name))
  }
  table.keys = table.keys.filter((key) => key.parts.length > 0)
}

function changeColumn(table: Table, action: AlterAction & { kind: 'change-column' }): void {
  if (action.ifExists && findColumn(table, action.from) === undefined) return
  const old = needColumn(table, action.from)
  const { column, key, check } = action.definition
  const primary = table.keys.find((candidate) => candidate.kind === 'primary')
  const inPrimary = primary?.parts.some((part) => sameName(part.column, action.from)) ?? false
  const changed = { ...column, origin: old.origin, nullable: column.nullable && !inPrimary }
  const at = table.columns.indexOf(old)
  table.columns.splice(at, 1)
  if (action.position === null) table.columns.splice(at, 0, changed)
  else place(table, changed, action.position)
  renameInKeys(table, action.from, column.name)
  if (key === 'unique') {
    const parts = [{ column: column.name, length: null }]
    table.keys.push({ name: column.name, kind: 'unique', parts, visible: true })
  }
  if (check !== null) table.checks.push(named(table, check))
}

/** A new default for columns to come: those that are there keep what they have, now by themselves. */
function changeDefaultCharset(
  schema: Schema,
  table: Table,
  action: AlterAction & { kind: 'default-charset' },
): void {
  for (const column of table.columns) {
    if (!/CHAR|TEXT|ENUM|SET/.test(column.type.name)) continue
    column.collation = collationOf(table, column, schema.flavour)
    column.charset ??= table.charset
  }
  table.charset = action.charset ?? action.collation?.split('_')[0] ?? table.charset
  table.collation = action.collation ?? defaultCollation(table.charset, schema.flavour)
}

function viewColumns(schema: Schema, view: Statement & { kind: 'create-view' }): string[] | null {
  if (view.columns !== null) return view.columns
  const [only] = view.tables
  const table = only === undefined ? undefined : schema.tables.get(lower(only))
  const all = /^select \* from /i.test(view.sql) && view.tables.length === 1
  return all && table !== undefined ? table.columns.map((column) => column.name) : null
}
