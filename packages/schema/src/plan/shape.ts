// What plans have to know of a schema, from the SQL that makes it.

import { DatabaseSync } from 'node:sqlite'
import { applyStatement, Misfit } from '../mysql/apply.ts'
import { parseStatement } from '../mysql/parse.ts'
import { Unknown } from '../mysql/reader.ts'
import { emptySchema, type Column } from '../mysql/schema.ts'
import { splitScript } from '../mysql/script.ts'
import { readServer } from '../mysql/server.ts'
import { loadGrammar } from '../postgres/grammar.ts'
import { extensionsIn, loadSchema, parseSchema } from '../postgres/shadow/load.ts'
import { openPglite } from '../postgres/shadow/pglite.ts'
import { readCatalogue } from '../sqlite/catalogue.ts'
import { quote } from '../sqlite/names.ts'
import type { Dialect } from '../verdict.ts'
import type { Shape, TableShape } from './intention.ts'

/** The tables that `schema` makes. Rejects when it does not parse or load. */
export async function shapeOf(dialect: Dialect, schema: string): Promise<Shape> {
  if (dialect === 'postgres') return postgresShape(schema)
  return dialect === 'mysql' ? mysqlShape(schema) : sqliteShape(schema)
}

function sqliteShape(schema: string): Shape {
  using database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
  database.exec(schema)
  return {
    tables: readCatalogue(database).tables.map((table): TableShape => {
      const keys = table.columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key)
      const indexes = database
        .prepare(
          `SELECT name, "unique" FROM pragma_index_list(?) WHERE origin = 'c' AND partial = 0`,
        )
        .all(table.name) as { name: string; unique: number }[]
      return {
        name: table.name,
        key: keys.map(({ name }) => name),
        columns: table.columns.map((column) => ({ ...column, default: column.defaultSql })),
        indexes: indexes.map(({ name, unique }) => {
          const parts = database.prepare(`PRAGMA index_info(${quote(name)})`).all()
          const columns = parts.flatMap(({ name: part }) =>
            typeof part === 'string' ? [part] : [],
          )
          return { name, columns, unique: unique === 1 }
        }),
      }
    }),
  }
}

function mysqlShape(sql: string): Shape {
  const server = readServer(undefined)
  const schema = emptySchema('utf8mb4')
  for (const { tokens } of splitScript('schema', sql, server)) {
    try {
      applyStatement(schema, parseStatement(tokens))
    } catch (error) {
      if (!(error instanceof Unknown || error instanceof Misfit)) throw error
    }
  }
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

async function postgresShape(sql: string): Promise<Shape> {
  await loadGrammar()
  const schema = parseSchema(sql)
  const session = await openPglite(extensionsIn(schema))
  try {
    await loadSchema(session, schema)
    const rows = await session.run(tablesQuery)
    return { tables: rows.map((row) => row['shape'] as TableShape) }
  } finally {
    await session.close()
  }
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
