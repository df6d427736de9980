// Which relations a change of the catalogues can concern, so that not everything is asked after each
// statement.

import type { Change } from '../catalogue/difference.ts'
import type { Fact, Snapshot } from '../catalogue/snapshot.ts'
import { helperSchema } from '../shadow/helpers.ts'
import type { Session } from '../shadow/session.ts'

export type Neighbours = {
  /** For each relation those whose statements also reach it: by foreign keys, views, partitions. */
  near: ReadonlyMap<string, ReadonlySet<string>>
  /** Of these all but the tables that only refer to it, whose statements look up its keys and no more. */
  writing: ReadonlyMap<string, ReadonlySet<string>>
}

export async function readNeighbours(session: Session): Promise<Neighbours> {
  const rows = (await session.run(`
    with pairs as (
      select conrelid as a, confrelid as b, true as refers from pg_constraint where contype = 'f'
      union select r.ev_class, d.refobjid, false from pg_rewrite r join pg_depend d on d.objid = r.oid
        where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid <> r.ev_class
      union select inhrelid, inhparent, false from pg_inherits
    )
    select an.nspname || '.' || a.relname as a, bn.nspname || '.' || b.relname as b, refers from pairs p
    join pg_class a on a.oid = p.a join pg_namespace an on an.oid = a.relnamespace
    join pg_class b on b.oid = p.b join pg_namespace bn on bn.oid = b.relnamespace
    where an.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'`)) as {
    a: string
    b: string
    refers: boolean
  }[]
  const near = new Map<string, Set<string>>()
  const writing = new Map<string, Set<string>>()
  const add = (to: Map<string, Set<string>>, of: string, one: string): void => {
    to.set(of, (to.get(of) ?? new Set()).add(one))
  }
  for (const { a, b, refers } of rows) {
    add(near, a, b)
    add(near, b, a)
    add(writing, a, b)
    if (!refers) add(writing, b, a)
  }
  return { near, writing }
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
  const written = new Set<string>()
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
    if (isValidated(properties)) continue
    if (fact.kind === 'column' && what === 'added') alone.add(fact.parent)
    else if (concernsWrites(fact, properties)) written.add(fact.parent)
    else found.add(fact.parent)
    const child = fact.properties['child']
    if (typeof child === 'string') found.add(child)
  }
  const reached = [
    ...[...found].flatMap((name) => [...(neighbours.near.get(name) ?? [])]),
    ...[...written].flatMap((name) => {
      const { near, writing } = neighbours
      return [...((isNamedInCode(name, original) ? near : writing).get(name) ?? [])]
    }),
  ]
  for (const name of [...alone, ...written, ...reached]) found.add(name)
  for (const name of tablesWithTriggersOn(found, original)) found.add(name)
  for (const name of functionsOn(found, original)) found.add(name)
  return found
}

/** Functions whose code names one of `relations`; a name in it may have come to mean another column. */
function functionsOn(relations: ReadonlySet<string>, original: Snapshot): string[] {
  const names = [...relations].map(plain)
  return [...original.values()]
    .filter(({ kind }) => kind === 'function')
    .filter(({ properties }) => names.some((name) => String(properties['source']).includes(name)))
    .map(({ name }) => name.replace(/\(.*/, ''))
}

/** VALIDATE CONSTRAINT looks at old rows; what the constraint refuses it has refused before. */
function isValidated(properties: Change['properties']): boolean {
  const { validated, definition, ...others } = properties
  return (
    validated?.was === false &&
    validated.is === true &&
    Object.keys(others).length === 0 &&
    (!definition || definition.was === `${String(definition.is)} NOT VALID`)
  )
}

/** A check or a default matters to nobody but those who write to the table. */
function concernsWrites({ kind, properties: now }: Fact, changed: Change['properties']): boolean {
  if (kind === 'constraint') return now['type'] === 'c'
  return kind === 'column' && Object.keys(changed).join() === 'default'
}

/** Whether a function or a rule may write to the table, for whatever statement calls it. */
function isNamedInCode(table: string, original: Snapshot): boolean {
  return [...original.values()].some(({ kind, properties }) => {
    if (kind !== 'function' && kind !== 'rule') return false
    const code = String(properties['source'] ?? properties['definition']).toLowerCase()
    return code.includes(plain(table).toLowerCase()) || code.includes('execute')
  })
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
