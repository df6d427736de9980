// Shapes and intentions, read from PostgreSQL's SQL.

import { loadGrammar, parseFile, type Node } from '../../postgres/grammar.ts'
import { child, list, relationName, text, typeName } from '../../postgres/rules/tree.ts'
import { extensionsIn, loadSchema, parseSchema } from '../../postgres/shadow/load.ts'
import { openPglite } from '../../postgres/shadow/pglite.ts'
import type { Session } from '../../postgres/shadow/session.ts'
import type { Intention, Shape, TableShape } from '../intention.ts'
import { wordsIn, type Words } from './expressions.ts'

/** The tables that the SQL of a schema makes. Rejects when it does not parse or load. */
export async function postgresShape(sql: string): Promise<Shape> {
  await loadGrammar()
  const schema = parseSchema(sql)
  const session = await openPglite(extensionsIn(schema))
  try {
    await loadSchema(session, schema)
    return await shapeIn(session)
  } finally {
    await session.close()
  }
}

/** The tables of the schema that a session is in. */
export async function shapeIn(session: Session): Promise<Shape> {
  const rows = await session.run(tablesQuery)
  return { tables: rows.map((row) => row['shape'] as TableShape) }
}

const tablesQuery = `
  select json_build_object(
    'name', c.relname,
    'key', coalesce((select json_agg(a.attname order by k.place)
      from pg_index i, unnest(i.indkey) with ordinality k(number, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
      where i.indrelid = c.oid and i.indisprimary and a.attrelid = i.indrelid), '[]'),
    'columns', (select json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
        'default', pg_get_expr(d.adbin, d.adrelid)) order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
    'indexes', coalesce((select json_agg(json_build_object('name', x.relname, 'unique', i.indisunique,
        'columns', (select json_agg(a.attname order by k.place)
          from unnest(i.indkey) with ordinality k(number, place)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number)))
      from pg_index i join pg_class x on x.oid = i.indexrelid
      where i.indrelid = c.oid and not i.indisprimary and i.indexprs is null and i.indpred is null), '[]')
  ) as shape
  from pg_class c
  where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace
  order by c.relname`

/** The intentions of one statement. The grammar has to be loaded. */
export function postgresIntentions(sql: string, shape: Shape): Intention[] {
  return parseFile('statement', sql).flatMap(({ kind, node }) => {
    const words = wordsIn(sql)
    return intentionsOfNode(kind, node, shape, words)
  })
}

function intentionsOfNode(kind: string, node: Node, shape: Shape, words: Words): Intention[] {
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
    case 'AlterEnumStmt': {
      const [from, to] = [text(node, 'oldVal'), text(node, 'newVal')]
      const type = text(child(list(node, 'typeName').at(-1), 'String'), 'sval')
      return from === '' ? [] : [{ kind: 'rename-enum-value', type, from, to }]
    }
    case 'AlterTableStmt': {
      const defaults = words.defaults.values()
      return list(node, 'cmds').flatMap((one) =>
        alterIntention(table, child(one, 'AlterTableCmd') ?? {}, shape, words, defaults),
      )
    }
    default:
      return []
  }
}

function alterIntention(
  table: string,
  command: Node,
  shape: Shape,
  words: Words,
  defaults: Iterator<string>,
): Intention[] {
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
    case 'AT_ColumnDefault': {
      const value = child(command, 'def') === undefined ? null : String(defaults.next().value)
      return [{ kind: 'change-default', table, column, value }]
    }
    case 'AT_AddColumn':
      return addIntention(table, definition ?? {})
    case 'AT_AddConstraint':
      return constraintIntention(table, child(child(command, 'def'), 'Constraint') ?? {}, words)
    default:
      return []
  }
}

/** A column that must be given: with a default it need not be. */
function addIntention(table: string, definition: Node): Intention[] {
  const kinds = list(definition, 'constraints').map((one) =>
    text(child(one, 'Constraint'), 'contype'),
  )
  if (!kinds.includes('CONSTR_NOTNULL') || kinds.includes('CONSTR_DEFAULT')) return []
  const column = text(definition, 'colname')
  const type = typeName(child(definition, 'typeName'))
  return [{ kind: 'add-required-column', table, column, type, fill: emptyOf(type) }]
}

function constraintIntention(table: string, constraint: Node, words: Words): Intention[] {
  const names = (key: string): string[] =>
    list(constraint, key).map((one) => text(child(one, 'String'), 'sval'))
  const given = text(constraint, 'conname')
  const name = given === '' ? {} : { name: given }
  switch (text(constraint, 'contype')) {
    case 'CONSTR_UNIQUE':
      return [{ kind: 'add-unique', table, columns: names('keys'), ...name }]
    case 'CONSTR_CHECK': {
      const expression = words.checkAt(Number(constraint['location'] ?? 0))
      return expression === '' ? [] : [{ kind: 'add-check', table, expression, ...name }]
    }
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
  return emptyOf(found?.type ?? '')
}

/** A value for rows that have none, where nobody has said which. */
function emptyOf(type: string): string {
  if (/int|numeric|real|double|float/.test(type)) return '0'
  if (/bool/.test(type)) return 'false'
  if (/timestamp|date/.test(type)) return 'now()'
  return /json/.test(type) ? `'{}'` : `''`
}
