// What the author of an unsafe statement wants.

import { parseStatement } from '../mysql/parse.ts'
import { Unknown } from '../mysql/reader.ts'
import { splitScript as splitMysql } from '../mysql/script.ts'
import { readServer } from '../mysql/server.ts'
import type { AlterAction } from '../mysql/statement.ts'
import { loadGrammar, parseFile, type Node } from '../postgres/grammar.ts'
import { child, list, relationName, text, typeName } from '../postgres/rules/tree.ts'
import { readAction } from '../sqlite/action.ts'
import { keyword, splitScript as splitSqlite, unquote } from '../sqlite/script.ts'
import type { Dialect } from '../verdict.ts'
import type { Intention, Shape } from './intention.ts'

/** The intentions of one statement; none where no plan is known for what it does. */
export async function intentionsOf(
  dialect: Dialect,
  sql: string,
  shape: Shape,
): Promise<Intention[]> {
  if (dialect === 'sqlite') return sqliteIntentions(sql)
  if (dialect === 'mysql') return mysqlIntentions(sql)
  await loadGrammar()
  return parseFile('statement', sql).flatMap(({ kind, node }) =>
    postgresIntentions(kind, node, shape),
  )
}

function sqliteIntentions(sql: string): Intention[] {
  const tokens = splitSqlite(sql)[0]?.tokens ?? []
  const { kind, table, column } = readAction(tokens)
  const last = tokens.at(-1)
  if (table === undefined || last === undefined) return []
  switch (kind) {
    case 'rename-column':
      return column === undefined ? [] : [{ kind, table, column, to: unquote(last) }]
    case 'rename-table':
      return [{ kind, table, to: unquote(last) }]
    case 'drop-column':
      return column === undefined ? [] : [{ kind, table, column }]
    case 'drop-table':
      return [{ kind, table }]
    case 'create-unique-index': {
      const on = tokens.findIndex((token) => keyword(token) === 'ON')
      const inside = tokens.slice(on + 2).filter(({ kind: of }) => of === 'word' || of === 'name')
      return [{ kind: 'add-unique', table, columns: inside.map(unquote) }]
    }
    default:
      return []
  }
}

function mysqlIntentions(sql: string): Intention[] {
  try {
    const tokens = splitMysql('statement', sql, readServer(undefined))[0]?.tokens ?? []
    const statement = parseStatement(tokens)
    switch (statement.kind) {
      case 'alter-table':
        return statement.actions.flatMap((action) => mysqlIntention(statement.name, action))
      case 'drop-table':
        return statement.names.map((table) => ({ kind: 'drop-table', table }))
      case 'rename-table':
        return statement.pairs.map(({ from, to }) => ({ kind: 'rename-table', table: from, to }))
      default:
        return []
    }
  } catch (error) {
    if (error instanceof Unknown) return []
    throw error
  }
}

function mysqlIntention(table: string, action: AlterAction): Intention[] {
  switch (action.kind) {
    case 'drop-column':
      return [{ kind: 'drop-column', table, column: action.column }]
    case 'rename-column':
      return [{ kind: 'rename-column', table, column: action.from, to: action.to }]
    case 'rename-table':
      return [{ kind: 'rename-table', table, to: action.to }]
    case 'change-column': {
      const { column } = action.definition
      if (column.name.toLowerCase() !== action.from.toLowerCase()) {
        return [{ kind: 'rename-column', table, column: action.from, to: column.name }]
      }
      if (column.type.name === 'ENUM') {
        return [{ kind: 'change-enum', table, column: column.name, values: column.type.members }]
      }
      const numbers = column.type.numbers.length > 0 ? `(${column.type.numbers.join(', ')})` : ''
      return [
        {
          kind: 'retype-column',
          table,
          column: column.name,
          type: `${column.type.name}${numbers}`,
        },
      ]
    }
    case 'set-default':
      return [{ kind: 'change-default', table, column: action.column, value: action.value }]
    case 'add-key': {
      const columns = action.key.parts.map(({ column }) => column)
      return action.key.kind === 'unique' ? [{ kind: 'add-unique', table, columns }] : []
    }
    case 'add-check':
      return [{ kind: 'add-check', table, expression: action.check.expression }]
    case 'add-foreign-key': {
      const { columns, parent, parentColumns } = action.key
      return [{ kind: 'add-foreign-key', table, columns, parent, parentColumns }]
    }
    case 'add-column': {
      const { column } = action.definition
      if (column.nullable || column.default !== null) return []
      const fill = /CHAR|TEXT/.test(column.type.name) ? `''` : '0'
      return [
        { kind: 'add-required-column', table, column: column.name, type: column.type.name, fill },
      ]
    }
    default:
      return []
  }
}

function postgresIntentions(kind: string, node: Node, shape: Shape): Intention[] {
  const table = relationName(child(node, 'relation')).replace(/^public\./, '')
  switch (kind) {
    case 'RenameStmt': {
      const to = text(node, 'newname')
      if (text(node, 'renameType') === 'OBJECT_TABLE') return [{ kind: 'rename-table', table, to }]
      if (text(node, 'renameType') !== 'OBJECT_COLUMN') return []
      return [{ kind: 'rename-column', table, column: text(node, 'subname'), to }]
    }
    case 'DropStmt':
      if (text(node, 'removeType') !== 'OBJECT_TABLE') return []
      return list(node, 'objects').map((object) => {
        const names = list(child(object, 'List'), 'items')
        return { kind: 'drop-table', table: text(child(names.at(-1), 'String'), 'sval') }
      })
    case 'IndexStmt': {
      const columns = list(node, 'indexParams').map((one) => text(child(one, 'IndexElem'), 'name'))
      return node['unique'] === true ? [{ kind: 'add-unique', table, columns }] : []
    }
    case 'AlterTableStmt':
      return list(node, 'cmds').flatMap((one) =>
        alterIntention(table, child(one, 'AlterTableCmd') ?? {}, shape),
      )
    default:
      return []
  }
}

function alterIntention(table: string, command: Node, shape: Shape): Intention[] {
  const column = text(command, 'name')
  const definition = child(child(command, 'def'), 'ColumnDef')
  switch (text(command, 'subtype')) {
    case 'AT_DropColumn':
      return [{ kind: 'drop-column', table, column }]
    case 'AT_SetNotNull':
      return [{ kind: 'set-not-null', table, column, fill: fillFor(shape, table, column) }]
    case 'AT_AlterColumnType': {
      const type = typeName(child(definition, 'typeName'))
      const shaped = shape.tables.find(({ name }) => name === table)
      const key = shaped?.key.length === 1 && shaped.key[0] === column
      if (type === 'int8' && key) return [{ kind: 'widen-key', table, column }]
      return [{ kind: 'retype-column', table, column, type }]
    }
    case 'AT_AddConstraint':
      return constraintIntention(table, child(child(command, 'def'), 'Constraint') ?? {})
    default:
      return []
  }
}

function constraintIntention(table: string, constraint: Node): Intention[] {
  const names = (key: string): string[] =>
    list(constraint, key).map((one) => text(child(one, 'String'), 'sval'))
  const given = text(constraint, 'conname')
  const name = given === '' ? {} : { name: given }
  switch (text(constraint, 'contype')) {
    case 'CONSTR_UNIQUE':
      return [{ kind: 'add-unique', table, columns: names('keys'), ...name }]
    case 'CONSTR_FOREIGN':
      return [
        {
          kind: 'add-foreign-key',
          table,
          columns: names('fk_attrs'),
          parent: relationName(child(constraint, 'pktable')),
          parentColumns: names('pk_attrs'),
          ...name,
        },
      ]
    default:
      return []
  }
}

function fillFor(shape: Shape, table: string, column: string): string {
  const found = shape.tables
    .find(({ name }) => name === table)
    ?.columns.find(({ name }) => name === column)
  if (found?.default != null) return found.default
  return /int|numeric|real|double/.test(found?.type ?? '') ? '0' : `''`
}
