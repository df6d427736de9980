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
}

/** Two calls a function: with all its arguments, and with those it needs. */
export async function functionProbes(session: Session): Promise<Probe[]> {
  const routines = (await session.run(query)) as Routine[]
  return routines.flatMap((routine) => {
    const { schema, name, visible, kind, types, required } = routine
    const called = visible ? identifier(name) : `${identifier(schema)}.${identifier(name)}`
    const arguments_ = types.map((type, index) => argument(type, index + 1))
    const counts = [...new Set([types.length, required])]
    return counts.map((count): Probe => {
      const call = `${called}(${arguments_.slice(0, count).join(', ')})`
      const sql = kind === 'p' ? `call ${call}` : `select * from ${call} as answer`
      const compare = kind === 'p' ? 'error' : 'rows'
      return { what: 'call', on: `${schema}.${name}`, sql, compare, effects: false }
    })
  })
}

function argument(type: string, i: number): string {
  const column = {
    name: '',
    type,
    base: type,
    labels: null,
    notNull: false,
    default: null,
    identity: '' as const,
    generated: false,
  }
  const known = value(column, i)
  // Text is sent without a type, as drivers do; the others as what the driver makes of them.
  return known === 'null'
    ? `null::${type}`
    : /^(text|character)/.test(type)
      ? known
      : `${known}::${type}`
}

const query = `
select n.nspname as schema, p.proname as name, pg_function_is_visible(p.oid) as visible,
  p.prokind as kind, p.proretset as set,
  (select coalesce(jsonb_agg(format_type(t.type, null) order by t.position), '[]')
    from unnest(p.proargtypes) with ordinality t(type, position)) as types,
  p.pronargs - p.pronargdefaults as required
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'
  and p.prokind in ('f', 'p') and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  and p.provariadic = 0 and p.pronargs <= 8
  and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
order by p.oid`
