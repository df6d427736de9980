// PL/pgSQL: the statements inside DO blocks and function bodies.

import { parsePlPgSQLSync, parseSync } from 'libpg-query'
import type { Node } from '../grammar.ts'
import { child, list, text, walk } from './tree.ts'

/** `repeated`: in a loop that turns as often as there are rows, in one transaction. */
export type Stated = { kind: string; node: Node; repeated?: boolean }

export type Code = {
  /** The SQL statements it can run, as parse trees. */
  statements: Stated[]
  /** It puts statements together while it runs, so its text does not tell them. */
  dynamic: boolean
}

/** The code of a DO block or of CREATE FUNCTION; undefined for a language other than PL/pgSQL. */
export function codeOf(kind: string, node: Node, sql: string): Code | undefined {
  if (kind === 'DoStmt') {
    const options = list(node, 'args').map((one) => child(one, 'DefElem'))
    const language = options.find((option) => text(option, 'defname') === 'language')
    if (language && text(child(child(language, 'arg'), 'String'), 'sval') !== 'plpgsql')
      return undefined
    return readCode(sql)
  }
  const language = list(node, 'options')
    .map((one) => child(one, 'DefElem'))
    .find((option) => text(option, 'defname') === 'language')
  if (text(child(child(language, 'arg'), 'String'), 'sval').toLowerCase() !== 'plpgsql')
    return undefined
  return readCode(sql)
}

/** The body of a function or procedure as the catalogue has it; nothing where its language is another. */
export function readBody(properties: Readonly<Record<string, unknown>>): Code {
  const of = (key: string): string => {
    const value = properties[key]
    return typeof value === 'string' ? value : ''
  }
  const source = of('source')
  if (of('language') === 'sql') {
    const atomic = /^\s*BEGIN ATOMIC\b(.*)\bEND\s*$/is.exec(source)
    return { statements: parsed(atomic?.[1] ?? source), dynamic: false }
  }
  if (of('language') !== 'plpgsql') return { statements: [], dynamic: false }
  const result = of('kind') === 'p' ? 'void' : of('result')
  return readCode(
    `create function called(${of('arguments')}) returns ${result} language plpgsql as $teal$${source}$teal$`,
  )
}

function readCode(sql: string): Code {
  let tree: unknown
  try {
    tree = parsePlPgSQLSync(sql)
  } catch {
    // Code that the reader does not understand may do anything.
    return { statements: [], dynamic: true }
  }
  const statements: Code['statements'] = []
  let dynamic = false
  const inLoops = nodesRepeated(tree)
  for (const [type, node] of walk(tree)) {
    const repeated = inLoops.has(node)
    const add = (sql: string): void => {
      statements.push(...parsed(sql).map((one) => ({ ...one, repeated })))
    }
    if (/dynexecute|dynfors/.test(type)) {
      const fixed = constantSql(executed(node))
      if (fixed === undefined) dynamic = true
      else add(fixed)
    }
    if (type === 'PLpgSQL_stmt_perform') {
      add(text(child(child(node, 'expr'), 'PLpgSQL_expr'), 'query'))
    }
    if (type === 'PLpgSQL_stmt_execsql') {
      add(text(child(child(node, 'sqlstmt'), 'PLpgSQL_expr'), 'query'))
    }
  }
  return { statements, dynamic }
}

/** What is inside of loops that end with the rows, and that do not commit. */
function nodesRepeated(tree: unknown): Set<Node> {
  const found = new Set<Node>()
  for (const [type, loop] of walk(tree)) {
    if (!/^PLpgSQL_stmt_(loop|while|fori|fors|forc|foreach_a|dynfors)$/.test(type)) continue
    const inside = [...walk(loop['body'])]
    if (isShort(type, loop) || inside.some(([one]) => one === 'PLpgSQL_stmt_commit')) continue
    // Rows that hold whole statements are few.
    if (inside.some(([one, node]) => /dynexecute/.test(one) && isReference(executed(node))))
      continue
    for (const [, node] of inside) found.add(node)
  }
  return found
}

/** The expression whose text an EXECUTE runs. */
function executed(node: Node): string {
  return text(child(child(node, 'query'), 'PLpgSQL_expr'), 'query')
}

function isReference(expression: string): boolean {
  return /^\s*\w+(\.\w+)?\s*$/.test(expression)
}

/** Whether its text tells that a loop does not turn often. */
function isShort(type: string, loop: Node): boolean {
  const expression = (key: string): string => text(child(child(loop, key), 'PLpgSQL_expr'), 'query')
  switch (type) {
    case 'PLpgSQL_stmt_fori':
      return /^\s*\d+\s*$/.test(expression('lower')) && /^\s*\d+\s*$/.test(expression('upper'))
    case 'PLpgSQL_stmt_while':
      return /^\s*\w+\s*<=?\s*\d+\s*$/.test(expression('cond'))
    case 'PLpgSQL_stmt_foreach_a':
      return !/\bselect\b/i.test(expression('expr'))
    case 'PLpgSQL_stmt_fors':
      return parsed(expression('query')).every(({ node }) => {
        const tables = [...walk(node)].flatMap(([one, range]) =>
          one === 'RangeVar' ? [text(range, 'schemaname') || text(range, 'relname')] : [],
        )
        const isBounded = child(node, 'limitCount') !== undefined
        return isBounded || tables.every((name) => /^(pg_\w+|information_schema)$/.test(name))
      })
    default:
      return false
  }
}

/** The text of an EXECUTE whose argument is one constant. */
function constantSql(expression: string): string | undefined {
  const quoted = /^\s*'((?:[^']|'')*)'\s*$/.exec(expression)
  return quoted?.[1]?.replaceAll("''", "'")
}

function parsed(sql: string): Code['statements'] {
  try {
    const tree = parseSync(sql) as unknown as { stmts?: { stmt?: Node }[] }
    return (tree.stmts ?? []).flatMap(({ stmt }) =>
      Object.entries(stmt ?? {}).map(([kind, node]) => ({ kind, node: node as Node })),
    )
  } catch {
    return []
  }
}
