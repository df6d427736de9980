// Statements that change rows.

import type { Node } from '../grammar.ts'
import { unsafe, needsInfo, type RuleContext, type Ruling } from './rule.ts'
import { child, list, relationName, text, walk } from './tree.ts'

export function changeRows(kind: string, node: Node, context: RuleContext): Ruling[] {
  const table = relationName(child(node, 'relation'))
  if (kind === 'TruncateStmt') {
    const names = list(node, 'relations').map((one) => relationName(child(one, 'RangeVar')))
    const old = names.filter((name) => !context.made(name))
    if (old.length === 0) return []
    return [unsafe('truncate', 'data-loss', `every row of ${old.join(', ')} is gone`)]
  }
  if (kind === 'InsertStmt' || context.made(table)) return []
  if (kind === 'DeleteStmt') {
    return [
      unsafe(
        'delete-rows',
        'data-loss',
        `rows of ${table} that the running version may need are gone`,
      ),
    ]
  }
  if (kind === 'MergeStmt') {
    return [
      needsInfo(
        'merge',
        `how many rows of ${table} it changes, and holds locked, depends on the data`,
      ),
    ]
  }
  if (isBounded(node)) return []
  return [
    unsafe(
      'update-unbatched',
      'lock',
      `every row it changes stays locked until the last one is done; writers to ${table} wait that long`,
    ),
  ]
}

/** Whether the WHERE clause bounds how many rows are meant, however large the table is. */
function isBounded(node: Node): boolean {
  const where = child(node, 'whereClause')
  return where !== undefined && bounds(where)
}

function bounds(where: Node): boolean {
  const boolean = child(where, 'BoolExpr')
  if (boolean) {
    const parts = list(boolean, 'args')
    if (text(boolean, 'boolop') === 'OR_EXPR') return parts.every(bounds)
    if (text(boolean, 'boolop') !== 'AND_EXPR') return false
    return parts.some(bounds) || isRange(parts)
  }
  const link = child(where, 'SubLink')
  if (link && isKey(child(link, 'testexpr'))) {
    return child(child(child(link, 'subselect'), 'SelectStmt'), 'limitCount') !== undefined
  }
  const expression = child(where, 'A_Expr')
  if (!expression || !isKey(child(expression, 'lexpr'))) return false
  const kind = text(expression, 'kind')
  return kind === 'AEXPR_BETWEEN' || kind === 'AEXPR_IN' || operator(expression) === '='
}

/** A key above something and the same below something. */
function isRange(parts: readonly Node[]): boolean {
  const operators = parts.flatMap((part) => {
    const expression = child(part, 'A_Expr')
    return expression && isKey(child(expression, 'lexpr')) ? [operator(expression)] : []
  })
  return (
    operators.some((one) => one.startsWith('>')) && operators.some((one) => one.startsWith('<'))
  )
}

function operator(expression: Node): string {
  const kind = text(expression, 'kind')
  if (kind !== 'AEXPR_OP') return kind
  return text(child(list(expression, 'name')[0], 'String'), 'sval')
}

/** A column that is called like a key: `id`, `user_id`, `uuid`, `ctid`. */
function isKey(node: Node | undefined): boolean {
  for (const [type, column] of walk(node)) {
    if (type !== 'ColumnRef') continue
    const name = text(child(list(column, 'fields').at(-1), 'String'), 'sval')
    return /^(id|uuid|ctid|key|code|slug|name|.*_key|.*_id)$/.test(name)
  }
  return false
}
