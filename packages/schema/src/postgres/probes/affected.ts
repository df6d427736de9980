// Which relations a change of the catalogues can concern, so that not everything is asked after each
// statement.

import type { Change } from '../catalogue/difference.ts'
import type { Snapshot } from '../catalogue/snapshot.ts'
import { helperSchema } from '../shadow/helpers.ts'
import type { Session } from '../shadow/session.ts'

/** For each relation those whose statements also reach it: by foreign keys, views, partitions. */
export type Neighbours = ReadonlyMap<string, ReadonlySet<string>>

export async function readNeighbours(session: Session): Promise<Neighbours> {
  const rows = (await session.run(`
    with pairs as (
      select conrelid as a, confrelid as b from pg_constraint where contype = 'f'
      union select r.ev_class, d.refobjid from pg_rewrite r join pg_depend d on d.objid = r.oid
        where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid <> r.ev_class
      union select inhrelid, inhparent from pg_inherits
    )
    select an.nspname || '.' || a.relname as a, bn.nspname || '.' || b.relname as b from pairs p
    join pg_class a on a.oid = p.a join pg_namespace an on an.oid = a.relnamespace
    join pg_class b on b.oid = p.b join pg_namespace bn on bn.oid = b.relnamespace
    where an.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'`)) as {
    a: string
    b: string
  }[]
  const found = new Map<string, Set<string>>()
  for (const { a, b } of rows) {
    found.set(a, (found.get(a) ?? new Set()).add(b))
    found.set(b, (found.get(b) ?? new Set()).add(a))
  }
  return found
}

/** The relations to ask after these changes; undefined for all of them. */
export function affected(
  changes: readonly Change[],
  touchedRows: readonly string[],
  original: Snapshot,
  neighbours: Neighbours,
): Set<string> | undefined {
  const names = new Set(
    [...original.values()].flatMap(({ kind, name }) => (kind === 'relation' ? [plain(name)] : [])),
  )
  const alone = new Set<string>()
  const found = new Set<string>(touchedRows)
  for (const { what, fact, properties } of changes) {
    if (!ofRelations.has(fact.kind)) return undefined
    if (fact.kind === 'sequence') {
      if (what === 'added' || Object.keys(properties).join() === 'last') continue
      return undefined
    }
    // A new table may hide an old one of the same name in another schema.
    if (what === 'added' && fact.kind === 'relation' && names.has(plain(fact.name)))
      return undefined
    if (fact.kind === 'index' && fact.properties['unique'] === false) continue
    if (fact.kind === 'column' && what === 'added') alone.add(fact.parent)
    else found.add(fact.parent)
    const child = fact.properties['child']
    if (typeof child === 'string') found.add(child)
  }
  for (const name of [...found]) for (const near of neighbours.get(name) ?? []) found.add(near)
  for (const name of alone) found.add(name)
  for (const name of tablesWithTriggersOn(found, original)) found.add(name)
  return found
}

/** Tables whose triggers run code that names one of `relations`. */
function tablesWithTriggersOn(relations: ReadonlySet<string>, original: Snapshot): string[] {
  const facts = [...original.values()]
  const names = [...relations].map(plain)
  const code = facts
    .filter(({ kind, properties }) => kind === 'function' && properties['trigger'] === true)
    .filter(({ properties }) => names.some((name) => String(properties['source']).includes(name)))
    .map(({ name }) => plain(name.replace(/\(.*/, '')))
  return facts
    .filter(
      ({ kind, properties }) =>
        kind === 'trigger' && code.some((name) => String(properties['definition']).includes(name)),
    )
    .map(({ parent }) => parent)
}

const ofRelations = new Set([
  'relation',
  'column',
  'constraint',
  'index',
  'trigger',
  'policy',
  'rule',
  'inheritance',
  'sequence',
])

function plain(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
