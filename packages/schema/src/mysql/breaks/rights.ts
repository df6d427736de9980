// What the application may no longer do.

import { allowedOn, covers, readsByColumn, rightsOf, used } from '../rights.ts'
import { findColumn, lower, type Schema } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'

export function compareRights(
  running: Schema,
  now: Schema,
  { role, recorded }: Conditions,
  breaks: Breaks,
): void {
  const before = rightsOf(role, running)
  if (role === undefined || before === undefined || running.grants.length === 0) return
  const after = rightsOf(role, now) ?? []
  for (const table of running.tables.values()) {
    const current = now.tables.get(lower(table.name))
    const added = current?.columns.find(
      (column) => !column.invisible && findColumn(table, column.name) === undefined,
    )
    const isRead = recorded.scopes.some(({ star }) => star === lower(table.name))
    if (added === undefined || !isRead || !readsByColumn(table.name, after)) continue
    breaks.set(`right ${table.name}.${added.name}`, {
      rule: 'privileges',
      certain: true,
      why: `SELECT * FROM ${table.name} fails: ${role} has no right to ${added.name}`,
    })
  }
  const rights = [...used, ...(recorded.words.has('truncate') ? ['DROP'] : [])]
  const routines = [...running.routines.values()].map(({ name }) => name)
  for (const name of [...running.tables.keys(), ...running.views.keys(), ...routines]) {
    const left = allowedOn(name, after, rights)
    const lost = [...allowedOn(name, before, rights)].find((right) => !covers(left, right))
    if (lost === undefined) continue
    breaks.set(`right ${name}`, {
      rule: 'privileges',
      certain: true,
      why: `${lost} on ${name} fails: ${role} has no right to it any more`,
    })
  }
}
