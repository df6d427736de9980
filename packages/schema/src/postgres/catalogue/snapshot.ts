// Everything in the catalogues that a client can notice, as facts with a kind, a name and properties.
// Two snapshots are compared by name, because names are what the running version's statements say.

import { helperSchema } from '../shadow/helpers.ts'
import { readAsOne, type Session } from '../shadow/session.ts'

export type FactKind =
  | 'relation'
  | 'column'
  | 'constraint'
  | 'index'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'type'
  | 'function'
  | 'sequence'
  | 'publication'
  | 'inheritance'
  | 'role'
  | 'cast'
  | 'schema'

export type Fact = {
  kind: FactKind
  /** Unique within its kind: `schema.table.column` and the like. */
  name: string
  /** `schema.table` the fact belongs to; empty when to none. */
  parent: string
  properties: Record<string, unknown>
}

export type Snapshot = Map<string, Fact>

/**
 * Planned once: planning the query takes longer than running it. The function keeps the search path of
 * now, since types and defaults are written as the path has them and migrations set their own.
 */
export async function prepareSnapshots(session: Session): Promise<void> {
  const rows = await session.run(`select current_setting('search_path') as path`)
  const path = String(rows[0]?.['path'])
  await session.run(`create or replace function ${helperSchema}.untouched(sequence regclass)
    returns bigint language plpgsql as $untouched$
    declare last bigint;
    begin
      execute format('select last_value - 1 from %s', sequence) into last;
      return last;
    end $untouched$;
    create or replace function ${helperSchema}.snapshot()
    returns table (kind text, name text, parent text, properties jsonb) language plpgsql
    set search_path = ${path === '' ? "''" : path} as $snapshot$
    #variable_conflict use_column
    begin return query ${query}; end $snapshot$`)
}

/** The catalogues as they are now. Needs `prepareSnapshots` once in the session. */
export async function takeSnapshot(session: Session): Promise<Snapshot> {
  const found = await readAsOne<Fact>(session, `select * from ${helperSchema}.snapshot()`)
  return new Map(found.map((fact) => [`${fact.kind} ${fact.name}`, fact]))
}

// Objects of users have numbers from 16384 on, and the catalogues are indexed by them: asking for those
// first spares the few thousand rows that are PostgreSQL's own.
const user = (schema: string): string =>
  `${schema} !~ '^(pg_|information_schema$|${helperSchema}$)'`

const query = `
with relations as materialized (
  select c.*, n.nspname, n.nspname || '.' || c.relname as full_name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid >= 16384 and ${user('n.nspname')}
)
select 'schema' as kind, nspname::text as name, '' as parent,
  jsonb_build_object('acl', nspacl::text[], 'owner', nspowner::regrole::text) as properties
from pg_namespace where ${user('nspname')}
union all
select 'relation', full_name, full_name, jsonb_build_object(
  'kind', relkind, 'oid', oid::int8, 'owner', relowner::regrole::text, 'acl', relacl::text[],
  'rowSecurity', relrowsecurity, 'forceRowSecurity', relforcerowsecurity,
  'persistence', relpersistence, 'replicaIdentity', relreplident, 'partition', relispartition,
  'options', reloptions, 'populated', relispopulated,
  'definition', case when relkind in ('v', 'm') then pg_get_viewdef(oid) end,
  'tree', (select md5(r.ev_action::text) from pg_rewrite r where r.ev_class = relations.oid and r.rulename = '_RETURN'))
from relations where relkind in ('r', 'p', 'v', 'm', 'f')
union all
select 'column', full_name || '.' || a.attname, full_name, jsonb_build_object(
  'relationKind', relkind, 'number', a.attnum, 'typeNumber', a.atttypid::int8 || ':' || a.atttypmod, 'type', format_type(a.atttypid, a.atttypmod),
  'notNull', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid), 'tree', md5(d.adbin::text), 'identity', a.attidentity,
  'generated', a.attgenerated, 'acl', a.attacl::text[],
  'collation', case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end)
from relations c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid >= 16384 and relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
union all
select 'constraint', c.full_name || '.' || o.conname, c.full_name, jsonb_build_object(
  'type', o.contype, 'definition', pg_get_constraintdef(o.oid), 'validated', o.convalidated,
  'references', o.confrelid::regclass::text, 'onDelete', o.confdeltype, 'onUpdate', o.confupdtype,
  'enabled', (select array_agg(g.tgenabled order by g.oid) from pg_trigger g where g.tgconstraint = o.oid))
from pg_constraint o join relations c on c.oid = o.conrelid where o.oid >= 16384 and o.contype <> 'n'
union all
select 'index', c.full_name, t.full_name, jsonb_build_object(
  'definition', pg_get_indexdef(i.indexrelid), 'unique', i.indisunique, 'valid', i.indisvalid,
  'constraint',
  exists (select from pg_constraint o where o.conindid = i.indexrelid and o.contype in ('p', 'u', 'x')))
from pg_index i join relations c on c.oid = i.indexrelid join relations t on t.oid = i.indrelid where i.indexrelid >= 16384
union all
select 'trigger', c.full_name || '.' || g.tgname, c.full_name, jsonb_build_object(
  'definition', pg_get_triggerdef(g.oid), 'enabled', g.tgenabled,
  'tree', md5(concat_ws(' ', g.tgname, g.tgtype, g.tgfoid, g.tgattr, g.tgqual, g.tgargs, g.tgdeferrable, g.tginitdeferred,
    g.tgoldtable, g.tgnewtable)))
from pg_trigger g join relations c on c.oid = g.tgrelid where not g.tgisinternal
union all
select 'policy', c.full_name || '.' || p.polname, c.full_name, jsonb_build_object(
  'command', p.polcmd, 'permissive', p.polpermissive, 'roles', p.polroles::regrole[]::text[],
  'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid),
  'tree', md5(concat_ws(' ', p.polqual, p.polwithcheck)))
from pg_policy p join relations c on c.oid = p.polrelid
union all
select 'rule', c.full_name || '.' || r.rulename, c.full_name, jsonb_build_object(
  'definition', pg_get_ruledef(r.oid), 'tree', md5(concat_ws(' ', r.ev_type, r.is_instead, r.ev_qual, r.ev_action)))
from pg_rewrite r join relations c on c.oid = r.ev_class where r.oid >= 16384 and r.rulename <> '_RETURN'
union all
select 'type', n.nspname || '.' || t.typname, '', jsonb_build_object(
  'type', t.typtype, 'oid', t.oid::int8, 'labels', (select jsonb_agg(e.enumlabel order by e.enumsortorder)
    from pg_enum e where e.enumtypid = t.oid),
  'base', case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
  'notNull', t.typnotnull, 'default', t.typdefault,
  'checks', (select jsonb_agg(pg_get_constraintdef(o.oid) order by o.conname) from pg_constraint o
    where o.contypid = t.oid),
  'attributes', (select jsonb_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attnum)
    from pg_attribute a where a.attrelid = t.typrelid and t.typtype = 'c' and not a.attisdropped))
from pg_type t join pg_namespace n on n.oid = t.typnamespace
where t.oid >= 16384 and ${user('n.nspname')} and t.typelem = 0 and t.typtype in ('e', 'd', 'c', 'r')
  and (t.typtype <> 'c' or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
union all
select 'function', n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')', '',
  jsonb_build_object('result', pg_get_function_result(p.oid), 'kind', p.prokind,
  'arguments', pg_get_function_arguments(p.oid), 'source', coalesce(pg_get_function_sqlbody(p.oid), p.prosrc),
  'definer', p.prosecdef, 'strict', p.proisstrict, 'volatility', p.provolatile, 'config', p.proconfig,
  'acl', p.proacl::text[], 'owner', p.proowner::regrole::text, 'trigger', p.prorettype = 'trigger'::regtype,
  'language', l.lanname, 'tree', md5(p.prosqlbody::text), 'extension',
  exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'))
from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
where p.oid >= 16384 and ${user('n.nspname')}
union all
select 'sequence', c.full_name, '', jsonb_build_object('type', format_type(s.seqtypid, null), 'oid', c.oid::int8,
  'behindDefault', exists (select from pg_depend d
    where d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.classid = 'pg_attrdef'::regclass),
  'ofIdentity', exists (select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i'),
  'increment', s.seqincrement, 'min', s.seqmin, 'max', s.seqmax, 'cycle', s.seqcycle,
  'owner', c.relowner::regrole::text, 'acl', c.relacl::text[], 'cache', s.seqcache,
  -- A sequence that has given no number since it was set has no last one: it is the one before the next.
  'last', coalesce(pg_sequence_last_value(c.oid), ${helperSchema}.untouched(c.oid)))
from pg_sequence s join relations c on c.oid = s.seqrelid
union all
select 'publication', p.pubname::text, '', jsonb_build_object('all', p.puballtables,
  'actions', array[p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate],
  'tables', (select jsonb_agg(t.schemaname || '.' || t.tablename order by 1) from pg_publication_tables t
    where t.pubname = p.pubname))
from pg_publication p
union all
select 'inheritance', c.full_name || ' of ' || p.full_name, p.full_name,
  jsonb_build_object('child', c.full_name, 'bound', pg_get_expr(c.relpartbound, c.oid))
from pg_inherits i join relations c on c.oid = i.inhrelid join relations p on p.oid = i.inhparent
where c.relkind in ('r', 'p', 'f')
union all
select 'cast', castsource::regtype || ' as ' || casttarget::regtype, '',
  jsonb_build_object('context', castcontext) from pg_cast where oid >= 16384
union all
select 'role', r.rolname::text, '', jsonb_build_object('login', r.rolcanlogin, 'inherit', r.rolinherit,
  'super', r.rolsuper, 'bypass', r.rolbypassrls, 'connections', r.rolconnlimit,
  'config', (select jsonb_agg(s.setconfig) from pg_db_role_setting s where s.setrole = r.oid),
  'member', (select jsonb_agg(m.roleid::regrole::text order by 1) from pg_auth_members m where m.member = r.oid),
  -- From version 16 on a membership says by itself whether it is inherited.
  'memberships', (select jsonb_agg(to_jsonb(m) - 'oid' - 'grantor' order by m.roleid) from pg_auth_members m
    where m.member = r.oid))
from pg_roles r where r.rolname !~ '^pg_'
`
