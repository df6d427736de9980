// Brings the running version's schema and role into an empty shadow.

import { SqlError } from '../../judge/source.ts'
import { parseFile, type Statement } from '../grammar.ts'
import { reachesOutside } from '../outside.ts'
import { text } from '../rules/tree.ts'
import { helperSchema } from './helpers.ts'
import { identifier, literal, refusal, type Session } from './session.ts'

/** The file name in errors about the schema. */
export const schemaFile = 'schema'

/** The statements of a schema file or of what `pg_dump` wrote. */
export function parseSchema(sql: string): Statement[] {
  return parseFile(schemaFile, withoutPsql(sql))
}

/** psql's own commands and the data of COPY are blanked, so that lines and columns stay. */
function withoutPsql(sql: string): string {
  const blank = (match: string): string => match.replaceAll(/[^\n]/g, ' ')
  return sql
    .replaceAll(/^COPY [^;]* FROM stdin;\n[^]*?^\\\.$/gim, blank)
    .replaceAll(/^\\[a-z!].*$/gm, blank)
}

/** Extensions that the statements create. */
export function extensionsIn(statements: readonly Statement[]): string[] {
  return statements
    .filter(({ kind }) => kind === 'CreateExtensionStmt')
    .map(({ node }) => text(node, 'extname'))
}

/**
 * Runs the schema. Extensions that the shadow does not have are left out; then what needs them is
 * refused here. Throws `SqlError` with the place in the schema.
 */
export async function loadSchema(
  session: Session,
  statements: readonly Statement[],
): Promise<void> {
  for (const statement of statements) {
    if (reachesOutside(statement, session.shared)) continue
    try {
      await runWithRoles(session, statement.sql)
    } catch (error) {
      const { message } = refusal(error)
      // Neither an extension nor a setting that only another server knows is a reason to stop.
      if (/^(CreateExtension|VariableSet)Stmt$/.test(statement.kind)) continue
      throw new SqlError(schemaFile, statement, `the shadow database refuses this: ${message}`)
    }
  }
}

/** A dump names owners and grantees without making them; a shadow of its own makes them as they come. */
async function runWithRoles(session: Session, sql: string): Promise<void> {
  for (;;) {
    try {
      await session.run(sql)
      return
    } catch (error) {
      const role = /^role "(.+)" does not exist$/.exec(refusal(error).message)?.[1]
      if (role === undefined || session.shared) throw error
      await session.run(`create role ${identifier(role)} login`)
    }
  }
}

/** Makes the role if the schema does not, and gives it the usual rights if the schema gives it none. */
export async function prepareRole(session: Session, role: string): Promise<void> {
  const name = identifier(role)
  const exists = await session.run(`select 1 from pg_roles where rolname = ${literal(role)}`)
  if (exists.length === 0) {
    if (session.shared) {
      throw new Error(`the server has no role ${role}; name an existing one with --role`)
    }
    await session.run(`create role ${name} login`)
  }
  const relations = `pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema$|${helperSchema}$)'`
  const rights = await session.run(`select 1 from ${relations} and (
    has_table_privilege(${literal(role)}, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
    or has_any_column_privilege(${literal(role)}, c.oid, 'SELECT, INSERT, UPDATE'))
    union all select 1 from pg_shdepend d where d.dbid = (select oid from pg_database where datname = current_database())
      and d.refclassid = 'pg_authid'::regclass and d.deptype in ('a', 'o')
      and d.classid in ('pg_class'::regclass, 'pg_proc'::regclass)
      and pg_has_role(${literal(role)}, d.refobjid, 'usage') limit 1`)
  if (rights.length > 0) return
  const schemas = await session.run(
    `select nspname from pg_namespace where nspname !~ '^(pg_|information_schema$|${helperSchema}$)'`,
  )
  for (const { nspname } of schemas) {
    const schema = identifier(String(nspname))
    await session.run(`
      grant usage on schema ${schema} to ${name};
      grant select, insert, update, delete on all tables in schema ${schema} to ${name};
      grant usage on all sequences in schema ${schema} to ${name}`)
  }
}
