// PL/pgSQL: the statements inside DO blocks and function bodies.

import { parsePlPgSQLSync, parseSync } from 'libpg-query'
import type { Node } from '../grammar.ts'
import { child, list, text, walk } from './tree.ts'

export type Code = {
  /** The SQL statements it can run, as parse trees. */
  statements: { kind: string; node: Node }[]
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
  for (const [type, node] of walk(tree)) {
    if (/dynexecute|dynfors/.test(type)) {
      const fixed = constantSql(text(child(child(node, 'query'), 'PLpgSQL_expr'), 'query'))
      if (fixed === undefined) dynamic = true
      else statements.push(...parsed(fixed))
    }
    if (type === 'PLpgSQL_stmt_perform') {
      statements.push(...parsed(text(child(child(node, 'expr'), 'PLpgSQL_expr'), 'query')))
    }
    if (type === 'PLpgSQL_stmt_execsql') {
      statements.push(...parsed(text(child(child(node, 'sqlstmt'), 'PLpgSQL_expr'), 'query')))
    }
  }
  return { statements, dynamic }
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
