// Statements recorded from the running version: sent as they are, and prepared before the migrations
// and executed after, as connections that live through a deployment do.

import { parseFile, type Statement } from '../grammar.ts'
import { child, relationName, text, walk } from '../rules/tree.ts'
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
  }
  return probes
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
