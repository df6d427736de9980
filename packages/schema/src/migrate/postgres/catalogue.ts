// What the runner reads of a PostgreSQL schema.

import type { Connection, KeyColumn, Table } from '../database.ts'
import { hashOf } from '../migration.ts'

/** Schemas that are not the application's: the server's own, and the ledger's. */
const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'teal')`

/** Columns, constraints, indexes, triggers, views, functions, types and sequences, each as a line. */
const everything = `
  select 'column ' || c.oid::regclass || '.' || a.attname || ' ' ||
      format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text || a.attgenerated::text
      || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where ${ours} and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' ||
      pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace where ${ours} and conrelid <> 0
  union all
  select 'index ' || i.indisvalid || ' ' || pg_get_indexdef(i.indexrelid)
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours}
  union all
  select 'trigger ' || tgenabled::text || ' ' || pg_get_triggerdef(t.oid)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not tgisinternal
  union all
  select 'view ' || c.oid::regclass || ' ' || pg_get_viewdef(c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and relkind in ('v', 'm')
  union all
  select 'function ' || p.oid::regprocedure || ' ' || prosrc
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours}
  union all
  select 'enum ' || e.enumtypid::regtype || ' ' || string_agg(enumlabel, ',' order by enumsortorder)
    from pg_enum e join pg_type t on t.oid = e.enumtypid join pg_namespace n on n.oid = t.typnamespace
    where ${ours} group by e.enumtypid`

export async function fingerprint(connection: Connection): Promise<string> {
  const { rows } = await connection.query(
    `select line from (${everything}) e order by line collate "C"`,
  )
  return hashOf(rows.map(({ line }) => String(line)).join('\n'))
}

export async function readTables(connection: Connection): Promise<Table[]> {
  const { rows } = await connection.query(`
    select c.oid::regclass::text as name, json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull and not a.atthasdef and a.attidentity = '',
        'automatic', a.attidentity <> '' or a.attgenerated <> ''
          or coalesce(pg_get_expr(d.adbin, d.adrelid) like 'nextval(%', false)) order by a.attnum)::text as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where ${ours} and c.relkind in ('r', 'p', 'v') and not c.relispartition
      group by c.oid order by 1`)
  return rows.map(({ name, columns }) => ({
    name: String(name),
    columns: JSON.parse(String(columns)) as Table['columns'],
  }))
}

/** The primary key, or a unique index over columns that are never NULL. */
export async function keyOf(
  connection: Connection,
  table: string,
): Promise<KeyColumn[] | undefined> {
  const { rows } = await connection.query(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
     from (select indexrelid, indrelid, indkey from pg_index i
           where indrelid = to_regclass(?) and indisunique and indisvalid and indpred is null
             and indexprs is null and not exists (select from pg_attribute a
               where a.attrelid = indrelid and a.attnum = any(indkey) and not a.attnotnull)
           order by indisprimary desc, indnatts, indexrelid limit 1) k
     cross join unnest(k.indkey) with ordinality as place(attnum, position)
     join pg_attribute a on a.attrelid = k.indrelid and a.attnum = place.attnum
     order by place.position`,
    [table],
  )
  if (rows.length === 0) return undefined
  return rows.map(({ name, type }) => ({ name: String(name), type: String(type) }))
}

export async function estimateRows(connection: Connection, table: string): Promise<number> {
  const { rows } = await connection.query(
    `select case when c.reltuples < 0 then 0 else c.reltuples end::bigint::text as rows
     from pg_class c where c.oid = to_regclass(?)`,
    [table],
  )
  return Number(rows[0]?.['rows'] ?? 0)
}
