// The statements that another one runs: what EXPLAIN ANALYZE explains, what EXECUTE has had prepared, and
// what the bodies of the functions do that a query calls.

import type { Snapshot } from '../catalogue/snapshot.ts'
import type { Node } from '../grammar.ts'
import { codeOf, readBody, type Code } from './code.ts'
import { child, dotted, isOn, list, text, walk } from './tree.ts'

/** A statement without a text of its own. */
export type Inner = { kind: string; node: Node; repeated?: boolean }

/** What the statement carries out in its place; `prepared` are the statements prepared so far, by name. */
export function carriedOut(statement: Inner, prepared: ReadonlyMap<string, Inner>): Inner[] {
  if (statement.kind === 'ExecuteStmt') {
    const found = prepared.get(text(statement.node, 'name'))
    return found ? [found] : []
  }
  if (statement.kind !== 'ExplainStmt' || !isOn(list(statement.node, 'options'), 'analyze'))
    return []
  return wrapped(child(statement.node, 'query')).flatMap((query) => [
    query,
    ...carriedOut(query, prepared),
  ])
}

/** What PREPARE prepares, with its name. */
export function preparation({ kind, node }: Inner): [name: string, statement: Inner] | undefined {
  const [query] = kind === 'PrepareStmt' ? wrapped(child(node, 'query')) : []
  return query && [text(node, 'name'), query]
}

/**
 * The statements that delete rows in the functions and procedures a statement calls, and in those that they
 * call; of a procedure also those that update, since it may commit between them. Whether one of them meets a row of the shadow says nothing about those of production.
 */
export function changesCalled(
  { kind, node, sql = '' }: Inner & { sql?: string },
  catalogue: Snapshot,
  seen = new Set<string>(),
): Inner[] {
  if (kind === 'DoStmt') {
    const inside = codeOf(kind, node, sql)?.statements ?? []
    return inside.flatMap((one) => changesCalled(one, catalogue, seen))
  }
  if (!calling.test(kind)) return []
  const called = [...walk(node)]
    .filter(([type]) => type === 'FuncCall' || type === 'funccall')
    .map(([, call]) => text(child(list(call, 'funcname').at(-1), 'String'), 'sval'))
    .filter((name) => !seen.has(name))
  if (called.length === 0) return []
  for (const name of called) seen.add(name)
  return bodiesOf(called, catalogue)
    .flatMap(({ statements }) => statements)
    .flatMap((one) => [
      ...(deletes(one) || (kind === 'CallStmt' && one.kind === 'UpdateStmt') ? [one] : []),
      ...changesCalled(one, catalogue, seen),
    ])
}

/** Whether all that a CALL does stands in code that can be read. */
export function isCallRead({ kind, node }: Inner, catalogue: Snapshot): boolean {
  if (kind !== 'CallStmt') return false
  const name = dotted(list(child(node, 'funccall'), 'funcname').slice(-1))
  const bodies = bodiesOf([name], catalogue)
  const isPlain = ({ dynamic, statements }: Code): boolean =>
    !dynamic && statements.length > 0 && statements.every((one) => one.kind !== 'CallStmt')
  return bodies.length === 1 && bodies.every(isPlain)
}

function bodiesOf(names: readonly string[], catalogue: Snapshot): Code[] {
  return [...catalogue.values()]
    .filter(({ kind, properties }) => kind === 'function' && properties['extension'] !== true)
    .filter(({ name }) => names.includes(name.replace(/\(.*/s, '').replace(/^.*\./s, '')))
    .map(({ properties }) => readBody(properties))
}

const calling = /^(Select|Insert|Update|Delete|Merge|Call|CreateTableAs)Stmt$/

function deletes({ kind, node }: Inner): boolean {
  return [kind, ...[...walk(node)].map(([type]) => type)].some((type) =>
    /^(Delete|Truncate|Merge)Stmt$/.test(type),
  )
}

/** A node in its wrapper, as `{ UpdateStmt: … }`. */
function wrapped(node: Node | undefined): Inner[] {
  return Object.entries(node ?? {}).map(([kind, inner]) => ({ kind, node: inner as Node }))
}
