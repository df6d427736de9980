// What foreign keys bring about for rows of other tables than the one written to: an UPDATE of a key changes all rows
// that refer to it, and every row that is put into a table locks the one it refers to.

import type { Snapshot } from '../catalogue/snapshot.ts'
import type { Node } from '../grammar.ts'
import { unsafe, type RuleContext, type Ruling } from './rule.ts'
import { child, list, relationName, text } from './tree.ts'

export function throughReferences(
  statement: { kind: string; node: Node },
  context: RuleContext,
  catalogue: Snapshot,
): Ruling[] {
  return [
    ...cascades(statement, context, catalogue),
    ...locksParents(statement, context, catalogue),
  ]
}

function cascades(
  { kind, node }: { kind: string; node: Node },
  { made }: RuleContext,
  catalogue: Snapshot,
): Ruling[] {
  const conflict = child(node, 'onConflictClause')
  const targets = [...list(node, 'targetList'), ...list(conflict, 'targetList')]
  if (kind !== 'UpdateStmt' && kind !== 'InsertStmt') return []
  const table = relationName(child(node, 'relation'))
  const set =
    kind === 'UpdateStmt' || conflict
      ? targets.map((one) => text(child(one, 'ResTarget'), 'name'))
      : []
  const carrying = [...catalogue.values()].filter(
    ({ kind: what, properties }) =>
      what === 'constraint' &&
      /[cnd]/.test(String(properties['onUpdate'])) &&
      isSame(String(properties['references']), table) &&
      keyColumns(String(properties['definition'])).some((column) => set.includes(column)),
  )
  const children = [...new Set(carrying.map(({ parent }) => parent))].filter(
    (name) => !made(name) && !made(name.slice(name.lastIndexOf('.') + 1)),
  )
  if (children.length === 0) return []
  const names = children.join(', ')
  return [
    unsafe(
      'update-cascades',
      'lock',
      `every row of ${names} that refers to a row it changes is changed, too, and stays locked that long`,
    ),
  ]
}

/** INSERT … SELECT of a whole table: the rows referred to cannot be deleted until it is done. */
function locksParents(
  { kind, node }: { kind: string; node: Node },
  { made }: RuleContext,
  catalogue: Snapshot,
): Ruling[] {
  const select = child(child(node, 'selectStmt'), 'SelectStmt')
  if (kind !== 'InsertStmt' || !select || child(select, 'limitCount')) return []
  const isOld = (name: string): boolean => name !== '' && !made(name)
  const read = list(select, 'fromClause').map((one) => relationName(child(one, 'RangeVar')))
  if (!read.some(isOld) || child(select, 'whereClause')) return []
  const table = relationName(child(node, 'relation'))
  const parents = [...catalogue.values()].flatMap(({ kind: what, parent, properties }) => {
    const name = String(properties['references']).replaceAll('"', '')
    const isReference = what === 'constraint' && properties['type'] === 'f' && isSame(parent, table)
    const columns = isReference ? ownColumns(String(properties['definition'])) : []
    return isOld(name) && columns.some((column) => isTaken(column, node, select)) ? [name] : []
  })
  if (parents.length === 0) return []
  const names = [...new Set(parents)].join(', ')
  const why = `each row it puts into ${table} locks the one it refers to; a DELETE from ${names} waits until it is done`
  return [unsafe('insert-locks-parents', 'lock', why)]
}

/** Whether an INSERT … SELECT takes the column from the rows it reads. */
function isTaken(column: string, insert: Node, select: Node): boolean {
  const named = list(insert, 'cols').map((one) => text(child(one, 'ResTarget'), 'name'))
  const values = list(select, 'targetList').map((one) => child(child(one, 'ResTarget'), 'val'))
  if (named.length === 0) return values.some((one) => child(one, 'ColumnRef') !== undefined)
  return child(values[named.indexOf(column)], 'ColumnRef') !== undefined
}

/** The columns by which a foreign key refers. */
function ownColumns(definition: string): string[] {
  const columns = /FOREIGN KEY \(([^)]*)\)/.exec(definition)?.[1] ?? ''
  return columns.split(', ').map((name) => name.replaceAll('"', ''))
}

/** The columns that a foreign key refers to. */
function keyColumns(definition: string): string[] {
  const columns = / REFERENCES [^(]+\(([^)]*)\)/.exec(definition)?.[1] ?? ''
  return columns.split(', ').map((name) => name.replaceAll('"', ''))
}

function isSame(one: string, other: string): boolean {
  const plain = (name: string): string => name.replaceAll('"', '').replace(/^.*\./, '')
  return plain(one) === plain(other)
}
