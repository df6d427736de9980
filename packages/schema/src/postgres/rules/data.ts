// Statements that change rows.

import type { Node } from '../grammar.ts'
import { unsafe, type RuleContext, type Ruling } from './rule.ts'
import { child, list, relationName, text, walk } from './tree.ts'

/** What a statement does to rows, and what the data-modifying parts of its WITH do. */
export function changeRows(kind: string, node: Node, context: RuleContext): Ruling[] {
  const inner = [...walk(list(child(node, 'withClause'), 'ctes'))].filter(([type]) =>
    /^(Update|Delete|Merge)Stmt$/.test(type),
  )
  return [
    ...inner.flatMap(([type, one]) => changeOwnRows(type, one, context)),
    ...changeOwnRows(kind, node, context),
  ]
}

function changeOwnRows(kind: string, node: Node, context: RuleContext): Ruling[] {
  const table = relationName(child(node, 'relation'))
  if (kind === 'TruncateStmt') {
    const names = list(node, 'relations').map((one) => relationName(child(one, 'RangeVar')))
    const old = names.filter((name) => !context.made(name))
    if (old.length === 0) return []
    return [unsafe('truncate', 'data-loss', `every row of ${old.join(', ')} is gone`)]
  }
  if (kind === 'SelectStmt') return []
  if (context.made(table)) return []
  if (kind === 'InsertStmt') return upsertsMany(node, context) ? [unbatched(table)] : []
  const where = child(node, 'whereClause')
  if (kind === 'DeleteStmt') {
    if (child(where, 'A_Const')?.['boolval'] !== undefined && where && isFalse(where)) return []
    return [
      unsafe(
        'delete-rows',
        'data-loss',
        `rows of ${table} that the running version may need are gone`,
      ),
    ]
  }
  if (kind === 'MergeStmt') return merge(node, table)
  const isKey: IsKey = (column) => context.isKey(table, column) ?? looksLikeKey.test(column)
  // In code what is no column of the one table is a variable.
  const isCode = context.repeated !== undefined && list(node, 'fromClause').length === 0
  const isBounded = where && bounds(where, isKey, shortLists(node), isCode)
  if (isBounded && !(context.repeated === true && meansOthers(where, isKey))) return []
  const lost = overwritten(node).filter((column) => !context.made(`${table}.${column}`))
  if (lost.length > 0) {
    const why = `what ${lost.map((column) => `${table}.${column}`).join(', ')} said in the rows it changes is gone`
    return [unsafe('overwrite-values', 'data-loss', why)]
  }
  return [unbatched(table)]
}

/** Columns whose several values an UPDATE makes one, so that nobody can tell them apart again. */
function overwritten(node: Node): string[] {
  const where = [...walk(child(node, 'whereClause'))]
  const isNamed = (side: unknown, column: string): boolean =>
    [...walk(side)].some(
      ([type, one]) =>
        type === 'ColumnRef' &&
        text(child(list(one, 'fields').at(-1), 'String'), 'sval') === column,
    )
  return list(node, 'targetList').flatMap((one) => {
    const target = child(one, 'ResTarget')
    const column = text(target, 'name')
    const constant = child(child(target, 'val'), 'A_Const')
    if (!constant) return []
    const isMerged = where.some(
      ([type, test]) =>
        type === 'A_Expr' &&
        text(test, 'kind') === 'AEXPR_IN' &&
        text(child(list(test, 'name')[0], 'String'), 'sval') === '=' &&
        list(child(child(test, 'rexpr'), 'List'), 'items').length > 1 &&
        isNamed(test['lexpr'], column),
    )
    const isEmptied = constant['isnull'] === true && !isNamed(node['whereClause'], column)
    return isMerged || isEmptied ? [column] : []
  })
}

/** INSERT … SELECT … ON CONFLICT DO UPDATE, of as many rows as a table has. */
function upsertsMany(node: Node, context: RuleContext): boolean {
  if (text(child(node, 'onConflictClause'), 'action') !== 'ONCONFLICT_UPDATE') return false
  const select = child(child(node, 'selectStmt'), 'SelectStmt')
  if (child(select, 'limitCount')) return false
  const old = list(select, 'fromClause')
    .map((item) => relationName(child(item, 'RangeVar')))
    .filter((name) => name !== '' && !context.made(name))
  const named = [...shortLists(node), ...shortLists(select ?? {})]
  const long = old.filter((name) => !named.includes(name))
  const where = child(select, 'whereClause')
  const isKey: IsKey = (column) => long.some((name) => context.isKey(name, column) ?? false)
  return long.length > 0 && !(where && bounds(where, isKey))
}

/** The names in FROM behind which is a list of values, or a query with a LIMIT. */
function shortLists(node: Node): ReadonlySet<string> {
  const isShort = (query: Node | undefined): boolean => {
    const select = child(query, 'SelectStmt')
    return list(select, 'valuesLists').length > 0 || child(select, 'limitCount') !== undefined
  }
  const queries = list(child(node, 'withClause'), 'ctes')
    .map((one) => child(one, 'CommonTableExpr'))
    .filter((query) => isShort(child(query, 'ctequery')))
    .map((query) => text(query, 'ctename'))
  const found = new Set<string>()
  for (const item of list(node, 'fromClause')) {
    const subselect = child(item, 'RangeSubselect')
    if (isShort(child(subselect, 'subquery'))) found.add(aliasOf(subselect))
    const called = child(item, 'RangeFunction')
    if (called && !namesColumn(called['functions']) && !namesSelect(called['functions'])) {
      found.add(aliasOf(called))
    }
    const range = child(item, 'RangeVar')
    const name = text(range, 'relname')
    if (queries.includes(name)) found.add(aliasOf(range) === '' ? name : aliasOf(range))
  }
  return found
}

function aliasOf(item: Node | undefined): string {
  return text(child(child(item, 'alias'), 'Alias') ?? child(item, 'alias'), 'aliasname')
}

function namesSelect(node: unknown): boolean {
  for (const [type] of walk(node)) if (type === 'SelectStmt') return true
  return false
}

/** The rows that a statement holds by SELECT … FOR UPDATE, wherever in it that stands. */
export function lockRows(kind: string, node: Node, context: RuleContext): Ruling[] {
  return [[kind, node] as const, ...walk(node)].flatMap(([type, one]) =>
    /^(SelectStmt|[lr]arg)$/.test(type) ? lockFound(one, context) : [],
  )
}

/** SELECT … FOR UPDATE without a bound holds every row it finds. */
function lockFound(node: Node, context: RuleContext): Ruling[] {
  const tables = list(node, 'fromClause').flatMap(tablesIn)
  const old = tables.filter((name) => name !== '' && !context.made(name))
  if (list(node, 'lockingClause').length === 0 || old.length === 0) return []
  const where = child(node, 'whereClause')
  const isKey: IsKey = (column) =>
    old.some((table) => context.isKey(table, column) ?? looksLikeKey.test(column))
  const isBounded = child(node, 'limitCount') ?? (where && bounds(where, isKey))
  if (isBounded && !(context.repeated === true && (!where || meansOthers(where, isKey)))) return []
  return [
    unsafe(
      'lock-rows',
      'lock',
      `every row it finds stays locked to the end; writers to ${old.join(', ')} wait that long`,
    ),
  ]
}

/** The tables of an item in FROM, also of a join. */
function tablesIn(item: Node | undefined): string[] {
  const join = child(item, 'JoinExpr')
  if (join) return [...tablesIn(child(join, 'larg')), ...tablesIn(child(join, 'rarg'))]
  return [relationName(child(item, 'RangeVar'))]
}

/** A MERGE from a list of values is bounded by the list; one from a table or a query is not. */
function merge(node: Node, table: string): Ruling[] {
  const actions = list(node, 'mergeWhenClauses').map((one) =>
    text(child(one, 'MergeWhenClause'), 'commandType'),
  )
  if (actions.includes('CMD_DELETE')) {
    const why = `rows of ${table} that the running version may need are gone`
    return [unsafe('delete-rows', 'data-loss', why)]
  }
  const source = child(child(child(node, 'sourceRelation'), 'RangeSubselect'), 'subquery')
  const isList = list(child(source, 'SelectStmt'), 'valuesLists').length > 0
  return actions.includes('CMD_UPDATE') && !isList ? [unbatched(table)] : []
}

function unbatched(table: string): Ruling {
  return unsafe(
    'update-unbatched',
    'lock',
    `every row it changes stays locked until the last one is done; writers to ${table} wait that long`,
  )
}

type IsKey = (column: string) => boolean

/** Whether other rows may be meant at each turn of a loop: a variable, a query or another column is in it. */
function meansOthers(where: Node, isKey: IsKey): boolean {
  return [...walk(where)].some(([type, node]) => {
    if (type === 'SubLink') return true
    const name = text(child(list(node, 'fields').at(-1), 'String'), 'sval')
    return type === 'ColumnRef' && !(list(node, 'fields').length === 1 && isKey(name))
  })
}

/**
 * Whether a WHERE clause bounds how many rows are meant, however large the table is. `short` are the
 * names of lists that its key may be joined with.
 */
function bounds(
  where: Node,
  isKey: IsKey,
  short: ReadonlySet<string> = new Set(),
  isCode = false,
): boolean {
  if (child(where, 'A_Const')?.['boolval'] !== undefined) return isFalse(where)
  const boolean = child(where, 'BoolExpr')
  if (boolean) {
    const parts = list(boolean, 'args')
    const bounded = parts.map((part) => bounds(part, isKey, short, isCode))
    if (text(boolean, 'boolop') === 'OR_EXPR') return bounded.every(Boolean)
    if (text(boolean, 'boolop') !== 'AND_EXPR') return false
    return bounded.some(Boolean) || isRange(parts, isKey)
  }
  const link = child(where, 'SubLink')
  if (link && onKey(child(link, 'testexpr'), isKey)) {
    return child(child(child(link, 'subselect'), 'SelectStmt'), 'limitCount') !== undefined
  }
  const expression = child(where, 'A_Expr')
  if (expression && joinsKey(expression, isKey, short)) return true
  if (!expression || !onKey(child(expression, 'lexpr'), isKey)) return false
  const value = child(expression, 'rexpr')
  const isVariable = isCode && child(value, 'ColumnRef') !== undefined
  if (!isVariable && !isShortAnswer(child(value, 'SubLink')) && namesColumn(expression['rexpr']))
    return false
  const kind = text(expression, 'kind')
  if (kind === 'AEXPR_BETWEEN' || kind === 'AEXPR_IN') return true
  return operator(expression) === '='
}

/** A subquery that gives one value, or an array of no more than its LIMIT. */
function isShortAnswer(link: Node | undefined): boolean {
  const kind = text(link, 'subLinkType')
  const limit = child(child(child(link, 'subselect'), 'SelectStmt'), 'limitCount')
  return kind === 'EXPR_SUBLINK' || (kind === 'ARRAY_SUBLINK' && limit !== undefined)
}

/** `key = list.column`, either way round. */
function joinsKey(expression: Node, isKey: IsKey, short: ReadonlySet<string>): boolean {
  if (operator(expression) !== '=') return false
  const sides = [child(expression, 'lexpr'), child(expression, 'rexpr')]
  const isOfList = (side: Node | undefined): boolean => {
    const fields = list(child(side, 'ColumnRef'), 'fields')
    return fields.length > 1 && short.has(text(child(fields[0], 'String'), 'sval'))
  }
  return sides.some((side, at) => !isOfList(side) && onKey(side, isKey) && isOfList(sides[1 - at]))
}

/** The grammar leaves what is false out. */
function isFalse(constant: Node): boolean {
  return child(child(constant, 'A_Const'), 'boolval')?.['boolval'] !== true
}

/** A key above something and the same below something. */
function isRange(parts: readonly Node[], isKey: IsKey): boolean {
  const operators = parts.flatMap((part) => {
    const expression = child(part, 'A_Expr')
    return expression && onKey(child(expression, 'lexpr'), isKey) ? [operator(expression)] : []
  })
  return (
    operators.some((one) => one.startsWith('>')) && operators.some((one) => one.startsWith('<'))
  )
}

function operator(expression: Node): string {
  const kind = text(expression, 'kind')
  if (kind === 'AEXPR_OP_ANY') return '='
  if (kind !== 'AEXPR_OP') return kind
  return text(child(list(expression, 'name')[0], 'String'), 'sval')
}

function namesColumn(node: unknown): boolean {
  for (const [type] of walk(node)) if (type === 'ColumnRef') return true
  return false
}

/** Without a schema a column is taken for a key by its name. */
const looksLikeKey = /^(id|uuid|key|code|slug|.*_key|.*_id)$/

function onKey(node: Node | undefined, isKey: IsKey): boolean {
  for (const [type, column] of walk(node)) {
    if (type !== 'ColumnRef') continue
    const name = text(child(list(column, 'fields').at(-1), 'String'), 'sval')
    return name === 'ctid' || isKey(name)
  }
  return false
}
