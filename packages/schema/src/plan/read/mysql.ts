// Shapes and intentions, read from MySQL's SQL.

import { applyStatement } from '../../mysql/apply.ts'
import { Misfit } from '../../mysql/misfit.ts'
import { parseStatement } from '../../mysql/parse.ts'
import { Unknown } from '../../mysql/reader.ts'
import { emptySchema, type Column, type Schema } from '../../mysql/schema.ts'
import { splitScript } from '../../mysql/script.ts'
import { readServer } from '../../mysql/server.ts'
import type { AlterAction } from '../../mysql/statement.ts'
import type { Intention, Shape } from '../intention.ts'

/** The tables that the SQL of a schema makes; what is not understood of it is left out. */
export function mysqlShape(sql: string): Shape {
  const server = readServer(undefined)
  const schema = emptySchema('utf8mb4', server.flavour)
  for (const { tokens } of splitScript('schema', sql, server)) {
    try {
      applyStatement(schema, parseStatement(tokens))
    } catch (error) {
      if (!(error instanceof Unknown || error instanceof Misfit)) throw error
    }
  }
  return shapeOfModel(schema)
}

/** The shape of a schema that has been read already. */
export function shapeOfModel(schema: Schema): Shape {
  return {
    tables: [...schema.tables.values()].map((table) => ({
      name: table.name,
      key:
        table.keys.find(({ kind }) => kind === 'primary')?.parts.map(({ column }) => column) ?? [],
      columns: table.columns.map((column) => ({
        name: column.name,
        type: mysqlType(column),
        notNull: !column.nullable,
        default: column.default,
      })),
      indexes: table.keys
        .filter(({ kind }) => kind === 'index' || kind === 'unique')
        .map(({ name, kind, parts }) => ({
          name,
          columns: parts.map(({ column }) => column),
          unique: kind === 'unique',
        })),
    })),
  }
}

function mysqlType({ type, charset, collation }: Column): string {
  const inside =
    type.members.length > 0
      ? type.members.map((member) => `'${member.replaceAll("'", "''")}'`)
      : type.numbers
  return [
    `${type.name.toLowerCase()}${inside.length > 0 ? `(${inside.join(', ')})` : ''}`,
    ...(type.unsigned ? ['unsigned'] : []),
    ...(charset === null ? [] : [`CHARACTER SET ${charset}`]),
    ...(collation === null ? [] : [`COLLATE ${collation}`]),
  ].join(' ')
}

/** The intentions of one statement. */
export function mysqlIntentions(sql: string): Intention[] {
  try {
    const tokens = splitScript('statement', sql, readServer(undefined))[0]?.tokens ?? []
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
