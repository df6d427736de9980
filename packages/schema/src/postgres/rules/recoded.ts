// An UPDATE that says a value in another word: `set code = 'doing' where code = 'wip'`. A recorded statement that
// looks for the old word finds nothing any more, which shows only where the shadow has such rows.

import type { Statement, Node } from '../grammar.ts'
import { unsafe, type RuleContext, type Ruling } from './rule.ts'
import { child, list, relationName, text, walk } from './tree.ts'

export function recoded(
  { kind, node }: { kind: string; node: Node },
  { made }: RuleContext,
  queries: readonly Statement[],
): Ruling[] {
  const table = relationName(child(node, 'relation'))
  if (kind !== 'UpdateStmt' || made(table)) return []
  const set = new Set(list(node, 'targetList').map((one) => text(child(one, 'ResTarget'), 'name')))
  const words = comparisons(child(node, 'whereClause'))
    .filter(({ column }) => set.has(column))
    .flatMap((one) => one.words.map((word) => ({ column: one.column, word })))
  const lost = words.find(({ column, word }) =>
    queries.some((query) => readsFrom(query, table) && looksFor(query, column, word)),
  )
  if (!lost) return []
  const why = `a recorded statement looks for '${lost.word}' in ${table}.${lost.column}, which no row says any more`
  return [unsafe('recode-values', 'none', why)]
}

function readsFrom({ node }: Statement, table: string): boolean {
  const plain = (name: string): string => name.replace(/^.*\./, '')
  return [...walk({ node })].some(
    ([, range]) => text(range, 'relname') !== '' && text(range, 'relname') === plain(table),
  )
}

function looksFor({ node }: Statement, column: string, word: string): boolean {
  return [...walk({ node })].some(([, part]) =>
    [part['whereClause'], part['quals']].some((condition) =>
      comparisons(condition).some((one) => one.column === column && one.words.includes(word)),
    ),
  )
}

/** The columns that a condition asks to be one of some words. */
function comparisons(condition: unknown): { column: string; words: string[] }[] {
  return [...walk({ condition })].flatMap(([type, test]) => {
    if (type !== 'A_Expr' || text(child(list(test, 'name')[0], 'String'), 'sval') !== '=') return []
    const sides = [...walk([test['lexpr'], test['rexpr']])]
    const column = sides.find(([one]) => one === 'ColumnRef')?.[1]
    const words = sides.flatMap(([one, constant]) => {
      const word = one === 'A_Const' ? text(child(constant, 'sval'), 'sval') : ''
      return word === '' ? [] : [word]
    })
    if (!column || words.length === 0) return []
    return [{ column: text(child(list(column, 'fields').at(-1), 'String'), 'sval'), words }]
  })
}
