// What a batch has proved of the rows that are there: a column with a validated `CHECK (column IS NOT NULL)`
// has no NULL and gets none, and from version 12 on SET NOT NULL takes that as its proof and scans nothing.

import type { Node } from '../grammar.ts'
import { child, list, relationName, text } from './tree.ts'

export type Proofs = {
  /** Takes in the next statement. */
  follow: (kind: string, node: Node) => void
  /** Whether the column of the table, as `t.c`, has no NULL. */
  notNull: (column: string) => boolean
}

export function openProofs(): Proofs {
  const checks = new Map<string, { column: string; valid: boolean }>()
  const follow = (table: string, command: Node | undefined): void => {
    const constraint = child(child(command, 'def'), 'Constraint')
    const name = `${table}.${text(constraint, 'conname') || text(command, 'name')}`
    const check = checks.get(name)
    switch (text(command, 'subtype')) {
      case 'AT_AddConstraint': {
        const column = columnThatIsNotNull(constraint)
        const valid = constraint?.['skip_validation'] !== true
        if (column !== undefined) checks.set(name, { column: `${table}.${column}`, valid })
        return
      }
      case 'AT_ValidateConstraint':
        if (check) check.valid = true
        return
      case 'AT_DropConstraint':
        checks.delete(name)
    }
  }
  return {
    follow: (kind, node) => {
      if (kind !== 'AlterTableStmt') return
      const table = relationName(child(node, 'relation'))
      for (const wrapped of list(node, 'cmds')) follow(table, child(wrapped, 'AlterTableCmd'))
    },
    notNull: (column) =>
      [...checks.values()].some((check) => check.valid && check.column === column),
  }
}

/** The column of a `CHECK (column IS NOT NULL)`. */
function columnThatIsNotNull(constraint: Node | undefined): string | undefined {
  const test = child(child(constraint, 'raw_expr'), 'NullTest')
  if (text(test, 'nulltesttype') !== 'IS_NOT_NULL') return undefined
  const [column, ...others] = list(child(child(test, 'arg'), 'ColumnRef'), 'fields')
  if (!column || others.length > 0) return undefined
  return text(child(column, 'String'), 'sval')
}
