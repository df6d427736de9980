// Calls of the functions and procedures that the schema defines.

import { helperSchema } from '../shadow/helpers.ts'
import { identifier, type Session } from '../shadow/session.ts'
import type { Probe } from './statements.ts'
import { value } from './values.ts'

type Routine = {
  schema: string
  name: string
  visible: boolean
  kind: 'f' | 'p'
  types: string[]
  names: string[] | null
  required: number
  set: boolean
  strict: boolean
}

/** The most arguments of a function that is called with each of them NULL. */
export const mostWithNulls = 4

/** Calls of each function with all its arguments and with those it needs. */
export async function functionProbes(session: Session): Promise<Probe[]> {
  const routines = (await session.run(query)) as Routine[]
  return routines.flatMap((routine) => {
    const { schema, name, visible, kind, types, required, strict } = routine
    const called = visible ? identifier(name) : `${identifier(schema)}.${identifier(name)}`
    const counts = [...new Set([types.length, required])]
    const lists = counts.flatMap((count) => {
      const used = types.slice(0, count)
      const typed = used.map((type, index) => argument(type, index + 1, true))
      const plain = used.map((type, index) => argument(type, index + 1, false))
      return [...new Set([typed.join(', '), plain.join(', ')])]
    })
    if (!strict && types.length > 0 && types.length <= mostWithNulls)
      lists.push(...withNulls(types))
    return lists.map((arguments_): Probe => {
      const call = `${called}(${arguments_})`
      const sql = kind === 'p' ? `call ${call}` : `select * from ${call} as answer`
      const compare = kind === 'p' ? 'error' : 'rows'
      return { what: 'call', on: `${schema}.${name}`, sql, compare, effects: false }
    })
  })
}

/** Calls with one argument NULL each, of which STRICT knows the answer without asking. */
function withNulls(types: readonly string[]): string[] {
  return types.map((_, missing) =>
    types
      .map((type, index) => (index === missing ? `null::${type}` : argument(type, index + 1, true)))
      .join(', '),
  )
}

/** A value as a driver sends it, with its type, or as it stands in a statement's text. */
function argument(type: string, i: number, typed: boolean): string {
  const column = { name: '', type, base: type, labels: null, notNull: false, default: null }
  const known = value({ ...column, identity: '', generated: false, tests: [] }, i)
  if (known === 'null') return `null::${type}`
  if (typed) return /^(text|character)/.test(type) ? known : `${known}::${type}`
  // 1 is a number that a sequence has given to a row.
  return /^(smallint|integer|bigint|numeric)/.test(type) ? '1' : known
}

const query = `
select n.nspname as schema, p.proname as name, pg_function_is_visible(p.oid) as visible,
  p.prokind as kind, p.proretset as set, p.proisstrict as strict,
  (select coalesce(jsonb_agg(format_type(t.type, null) order by t.position), '[]')
    from unnest(p.proargtypes) with ordinality t(type, position)) as types,
  p.pronargs - p.pronargdefaults as required
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where p.oid >= 16384 and n.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'
  and p.prokind in ('f', 'p') and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  and p.provariadic = 0 and p.pronargs <= 8
  and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
order by p.oid`
