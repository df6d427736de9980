// Statements recorded from the running version: sent as they are, and prepared before the migrations
// and executed after, as connections that live through a deployment do. What their names mean is asked
// too: a new column may take a name that was another table's, a function's or an output's before, which
// shows in no answer where the rows happen not to meet it.

import type { Change } from '../catalogue/difference.ts'
import { parseFile, type Statement } from '../grammar.ts'
import { child, relationName, text, walk } from '../rules/tree.ts'
import { helperSchema } from '../shadow/helpers.ts'
import { literal, refusal, type Session } from '../shadow/session.ts'
import type { Probe } from './statements.ts'
import { value } from './values.ts'

/** The file name in errors about the recorded statements. */
export const queriesFile = 'queries'

export function parseQueries(sql: string): Statement[] {
  return parseFile(queriesFile, sql).filter(({ kind }) =>
    /^(Select|Insert|Update|Delete|Merge|Call)Stmt$/.test(kind),
  )
}

/** The tables that a statement writes to, as it says them. */
export function tablesWritten({ kind, node }: Statement): string[] {
  const own = /^(Insert|Update|Delete|Merge)Stmt$/.test(kind)
    ? [relationName(child(node, 'relation'))]
    : []
  const inner = [...walk(node)].flatMap(([type, found]) =>
    /^(Insert|Update|Delete|Merge)Stmt$/.test(type) ? [relationName(child(found, 'relation'))] : [],
  )
  return [...own, ...inner]
}

/**
 * Prepares the statements in the session, with the rights it has now, and gives the probes that run
 * them. A statement that cannot be prepared is left out: it does not run today either.
 */
export async function recordedProbes(
  session: Session,
  statements: readonly Statement[],
): Promise<Probe[]> {
  const probes: Probe[] = []
  for (const [index, { kind, node, sql }] of statements.entries()) {
    const on = tablesWritten({ kind, node } as Statement)[0] ?? firstTable(node)
    const shared = { what: 'recorded statement', on, effects: kind !== 'SelectStmt' } as const
    const parameters = [...walk(node)].some(([type]) => type === 'ParamRef')
    const name = `teal_recorded_${index}`
    const types = kind === 'CallStmt' ? undefined : await prepare(session, name, sql)
    if (!parameters) {
      const isQuery =
        kind === 'SelectStmt' && text(node, 'intoClause') === '' && !node['lockingClause']
      probes.push({ ...shared, sql, compare: isQuery ? 'rows' : 'count', shown: sql })
    }
    // Values of rows that are there, which is what keys refer to, and new ones, which is what keys are.
    const samples = types === undefined ? [] : types.length === 0 ? [0] : [0, 76]
    for (const from of samples) {
      const values = (types ?? []).map((type, at) => sample(type, from + at + 1))
      const execute = `execute ${name}${values.length > 0 ? `(${values.join(', ')})` : ''}`
      probes.push({ ...shared, sql: execute, compare: 'error', effects: false, shown: sql })
    }
    if (types === undefined) continue
    // What is kept prepared goes on with names that are gone; a new connection has to prepare it again.
    if (parameters) {
      const again = `prepare teal_again as ${sql}; deallocate teal_again`
      probes.push({ ...shared, sql: again, compare: 'error', effects: false, shown: sql })
    }
    if (kind === 'SelectStmt' && text(node, 'intoClause') === '' && !node['lockingClause']) {
      for (const list of types.length === 0 ? [] : inlinedSamples(types)) {
        probes.push({ ...shared, sql: withValues(sql, list), compare: 'rows', shown: sql })
      }
    }
    const selectsAll = [...walk(node)].some(([type]) => type === 'A_Star')
    if (!selectsAll) {
      const ask = `select ${helperSchema}.bound(${literal(sql)}, ${literal(types.join(', '))})`
      probes.push({ ...shared, sql: ask, compare: 'rows', effects: false, shown: sql, names: true })
    }
  }
  return probes
}

/** Values as rows hold them: those of plain columns, and 1 where a sequence has numbered them. */
function inlinedSamples(types: readonly string[]): string[][] {
  const plain = types.map((type, at) => `(${sample(type, at + 1)})::${type}`)
  const numbered = plain.map((one, at) =>
    /^(smallint|integer|bigint)$/.test(types[at] ?? '') ? `1::${types[at]}` : one,
  )
  return plain.join() === numbered.join() ? [plain] : [plain, numbered]
}

/** The statement with values in the place of its parameters. */
function withValues(sql: string, values: readonly string[]): string {
  return sql.replace(parameter, (word, _tag, number?: string) =>
    number === undefined ? word : `(${values[Number(number) - 1] ?? 'null'})`,
  )
}

/** A parameter, or a string, a name or a comment, in which there is none. */
const parameter =
  /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*.*?\*\/|\$([A-Za-z_]\w*)?\$.*?\$\1\$|\$(\d+)/gs

/**
 * Whether a change can give a name in a statement another meaning: a column or function that was not there
 * takes it, or a cast leads to another function.
 * Where a column has another type, the same name is only written with other casts around it.
 */
export function mayTakeNames(changes: readonly Change[]): boolean {
  const columns = changes.filter(({ fact }) => fact.kind === 'column')
  return (
    changes.some(
      ({ what, fact }) => what === 'added' && /^(column|function|cast)$/.test(fact.kind),
    ) &&
    columns.every(({ what, properties }) => what === 'added' || properties['type'] === undefined)
  )
}

/** Prepares the statement; gives the types of its parameters, or undefined when it cannot be prepared. */
async function prepare(session: Session, name: string, sql: string): Promise<string[] | undefined> {
  await session.run('savepoint teal_prepare')
  try {
    await session.run(`prepare ${name} as ${sql}`)
  } catch (error) {
    refusal(error)
    await session.run('rollback to savepoint teal_prepare')
    return undefined
  }
  const rows = await session.run(
    `select parameter_types::text[] as types from pg_prepared_statements where name = ${literal(name)}`,
  )
  return (rows[0]?.['types'] ?? []) as string[]
}

function sample(type: string, i: number): string {
  const column = { name: '', type, base: type, labels: null, notNull: false, default: null }
  return value({ ...column, identity: '', generated: false, tests: [] }, i)
}

function firstTable(node: Statement['node']): string {
  for (const [type, found] of walk(node)) if (type === 'RangeVar') return relationName(found)
  return 'the database'
}
