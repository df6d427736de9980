// What the running version's tables look like: enough to write rows into them and to query them.

import { helperSchema } from '../shadow/helpers.ts'
import { identifier, type Session } from '../shadow/session.ts'

export type Column = {
  name: string
  /** The type as SQL says it, as `character varying(20)`. */
  type: string
  /** The same of the type below a domain. */
  base: string
  labels: string[] | null
  notNull: boolean
  default: string | null
  identity: '' | 'a' | 'd'
  generated: boolean
  /** What a value must meet by itself: the checks on this column alone, and on its domain. */
  tests: string[]
  /** Values that meet `tests`, when some were found. */
  suited?: string[]
}

export type Table = {
  oid: number
  /** `schema.name`, as in the catalogue snapshot. */
  name: string
  /** How the running version says it: without the schema when it is on its search path. */
  sql: string
  kind: 'r' | 'p' | 'v' | 'm' | 'f'
  columns: Column[]
  /** Column lists of the unique constraints and whole unique indexes; the primary key first. */
  keys: string[][]
  references: { columns: string[]; table: string; there: string[] }[]
  /** Definitions of the checks on the table and on its columns' domains. */
  checks: string[]
}

export async function readShape(session: Session): Promise<Table[]> {
  const rows = (await session.run(query)) as (Omit<Table, 'sql' | 'oid'> & {
    oid: unknown
    schemaName: string
    relname: string
    visible: boolean
  })[]
  const tables = rows.map(({ schemaName, relname, visible, ...table }) => ({
    ...table,
    oid: Number(table.oid),
    sql: visible ? identifier(relname) : `${identifier(schemaName)}.${identifier(relname)}`,
  }))
  return parentsFirst(tables)
}

/** Tables after those they refer to, as far as there are no circles. */
function parentsFirst(tables: Table[]): Table[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const ordered = new Set<Table>()
  const open = new Set<Table>()
  const visit = (table: Table): void => {
    if (ordered.has(table) || open.has(table)) return
    open.add(table)
    for (const { table: name } of table.references) {
      const parent = byName.get(name)
      if (parent) visit(parent)
    }
    ordered.add(table)
  }
  for (const table of tables) visit(table)
  return [...ordered]
}

const query = `
with columns as (
  select a.attrelid, a.attnum, a.attname, jsonb_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'base', case when t.typtype = 'd'
      then format_type(t.typbasetype, t.typtypmod) else format_type(a.atttypid, a.atttypmod) end,
    'labels', (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
      where e.enumtypid = case when t.typtype = 'd' then t.typbasetype else t.oid end),
    'notNull', a.attnotnull or t.typnotnull, 'default', pg_get_expr(d.adbin, d.adrelid),
    'identity', a.attidentity, 'generated', a.attgenerated <> '',
    'tests', (select coalesce(jsonb_agg(case o.contypid when 0 then pg_get_expr(o.conbin, o.conrelid)
        else '/* ' || replace(pg_get_constraintdef(o.oid), '*/', '') || ' */ true' end), '[]')
      from pg_constraint o where o.contype = 'c' and (o.contypid = t.oid and t.typtype = 'd'
        or o.conrelid = a.attrelid and o.conkey = array[a.attnum]))) as description
  from pg_attribute a join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid >= 16384 and a.attnum > 0 and not a.attisdropped
)
select c.oid::int8 as oid, n.nspname || '.' || c.relname as name, n.nspname as "schemaName", c.relname,
  pg_table_is_visible(c.oid) as visible, c.relkind as kind,
  (select coalesce(jsonb_agg(x.description order by x.attnum), '[]') from columns x
    where x.attrelid = c.oid) as columns,
  (select coalesce(jsonb_agg((select jsonb_agg(x.attname order by p.position)
      from unnest(i.indkey::int2[]) with ordinality p(attnum, position)
      join columns x on x.attrelid = c.oid and x.attnum = p.attnum
      where p.position <= i.indnkeyatts) order by i.indisprimary desc), '[]')
    from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null
    and i.indexprs is null and i.indisvalid) as keys,
  (select coalesce(jsonb_agg(jsonb_build_object('table', fn.nspname || '.' || f.relname,
      'columns', (select jsonb_agg(x.attname order by p.position) from unnest(o.conkey)
        with ordinality p(attnum, position) join columns x on x.attrelid = c.oid and x.attnum = p.attnum),
      'there', (select jsonb_agg(x.attname order by p.position) from unnest(o.confkey)
        with ordinality p(attnum, position) join columns x on x.attrelid = f.oid and x.attnum = p.attnum))),
      '[]')
    from pg_constraint o join pg_class f on f.oid = o.confrelid join pg_namespace fn on fn.oid = f.relnamespace
    where o.conrelid = c.oid and o.contype = 'f') as references,
  (select coalesce(jsonb_agg(pg_get_constraintdef(o.oid)), '[]') from pg_constraint o
    where o.contype = 'c' and (o.conrelid = c.oid or o.contypid in
      (select a.atttypid from pg_attribute a where a.attrelid = c.oid and a.attnum > 0))) as checks
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'
  and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')
order by c.oid`
