// The statements that another one runs: what EXPLAIN ANALYZE explains, what EXECUTE has had prepared, and
// what the bodies of the functions do that a query calls.

import type { Snapshot } from '../catalogue/snapshot.ts'
import type { Node } from '../grammar.ts'
import { readBody } from './code.ts'
import { child, isOn, list, text, walk } from './tree.ts'

/** A statement without a text of its own. */
export type Inner = { kind: string; node: Node }

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
 * The statements that delete rows in the functions and procedures a statement calls. Whether one of them
 * meets a row of the shadow says nothing about those of production.
 */
export function deletionsCalled({ kind, node }: Inner, catalogue: Snapshot): Inner[] {
  if (!calling.test(kind)) return []
  const called = new Set(
    [...walk(node)]
      .filter(([type]) => type === 'FuncCall' || type === 'funccall')
      .map(([, call]) => text(child(list(call, 'funcname').at(-1), 'String'), 'sval')),
  )
  if (called.size === 0) return []
  return [...catalogue.values()]
    .filter(({ kind: what, properties }) => what === 'function' && properties['extension'] !== true)
    .filter(({ name }) => called.has(name.replace(/\(.*/s, '').replace(/^.*\./s, '')))
    .flatMap(({ properties }) => readBody(properties).statements)
    .filter(({ kind: what }) => /^(Delete|Truncate|Merge)Stmt$/.test(what))
}

const calling = /^(Select|Insert|Update|Delete|Merge|Call|CreateTableAs)Stmt$/

/** A node in its wrapper, as `{ UpdateStmt: … }`. */
function wrapped(node: Node | undefined): Inner[] {
  return Object.entries(node ?? {}).map(([kind, inner]) => ({ kind, node: inner as Node }))
}
