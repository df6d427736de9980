// The order in which the actions of one ALTER TABLE count: all of them name the table as it is before.

import { lower, sameName } from './schema.ts'
import type { AlterAction } from './statement.ts'

/**
 * What is dropped goes first, indexes before their columns. A column whose name another one takes goes
 * out of its way, so that two can change names.
 */
export function inOrder(actions: readonly AlterAction[]): AlterAction[] {
  const isDropped = ({ kind }: AlterAction): boolean => kind.startsWith('drop-')
  const drops = actions.filter(isDropped)
  const [columns, others] = [true, false].map((wanted) =>
    drops.filter(({ kind }) => (kind === 'drop-column') === wanted),
  ) as [AlterAction[], AlterAction[]]
  const taken = new Set(actions.flatMap(nameTaken))
  const aside: AlterAction[] = []
  const rest = actions
    .filter((action) => !isDropped(action))
    .map((action): AlterAction => {
      if (action.kind !== 'change-column' && action.kind !== 'rename-column') return action
      const isInTheWay = taken.has(lower(action.from)) && nameTaken(action).length > 0
      if (!isInTheWay) return action
      const to = ` ${action.from}`
      aside.push({ kind: 'rename-column', from: action.from, to, ifExists: action.ifExists })
      return { ...action, from: to }
    })
  return [...others, ...columns, ...aside, ...rest]
}

/** The name that a column gets that did not have it. */
function nameTaken(action: AlterAction): string[] {
  switch (action.kind) {
    case 'add-column':
      return [lower(action.definition.column.name)]
    case 'rename-column':
      return [lower(action.to)]
    case 'change-column': {
      const { name } = action.definition.column
      return sameName(name, action.from) ? [] : [lower(name)]
    }
    default:
      return []
  }
}
