// Columns that are computed when they are read make an ALTER TABLE dearer than it looks.

import { sameName, type Table } from './schema.ts'
import type { AlterAction } from './statement.ts'

type AddColumn = AlterAction & { kind: 'add-column' }

/** Virtual columns that the statement adds. */
export function addedVirtual(actions: readonly AlterAction[]): AddColumn[] {
  return actions.filter(
    (action): action is AddColumn =>
      action.kind === 'add-column' && action.definition.column.generated === 'virtual',
  )
}

/** Virtual columns of the table that the statement drops. */
export function droppedVirtual(actions: readonly AlterAction[], table: Table): AlterAction[] {
  return actions.filter(
    (action) =>
      action.kind === 'drop-column' &&
      table.columns.some(
        ({ name, generated }) => generated === 'virtual' && sameName(name, action.column),
      ),
  )
}

/** Whether the server computes something for each row that it writes: stored values, or an index's. */
export function computesRows(table: Table): boolean {
  return table.columns.some(({ generated }) => generated === 'stored') || hasIndexedVirtual(table)
}

/** Whether an index is on a virtual column. */
export function hasIndexedVirtual({ keys, columns }: Pick<Table, 'keys' | 'columns'>): boolean {
  return columns.some(
    ({ name, generated }) =>
      generated === 'virtual' &&
      keys.some(({ parts }) => parts.some(({ column }) => sameName(column, name))),
  )
}

/**
 * Whether a virtual column comes to stand behind more or fewer of the other columns. Those that are
 * dropped do not count.
 */
export function movesVirtual(actions: readonly AlterAction[], table: Table): boolean {
  const isDropped = (name: string): boolean =>
    actions.some((action) => action.kind === 'drop-column' && sameName(action.column, name))
  const before = table.columns.filter(({ name }) => !isDropped(name))
  const after: { name: string; was: string | null }[] = before.map(({ name }) => ({
    name,
    was: name,
  }))
  for (const action of actions) {
    if (action.kind !== 'add-column' && action.kind !== 'change-column') continue
    const { name } = action.definition.column
    const was = action.kind === 'change-column' ? action.from : null
    const old = after.findIndex((one) => was !== null && sameName(one.was ?? '', was))
    if (was !== null && old < 0) continue
    if (was !== null) after.splice(old, 1)
    const { position } = action
    const at =
      position === null
        ? was === null
          ? after.length
          : old
        : position === 'first'
          ? 0
          : after.findIndex((one) => sameName(one.name, position.after)) + 1
    after.splice(at, 0, { name, was })
  }
  return before.some(
    ({ name, generated }, at) =>
      generated === 'virtual' && after.findIndex(({ was }) => was === name) !== at,
  )
}
