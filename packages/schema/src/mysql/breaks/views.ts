// Views that are gone, broken, or show something else.

import { lower, sameName, type Schema, type View } from '../schema.ts'
import type { Breaks, Conditions } from './break.ts'
import { inOldWords, missingName, readViewQuery, type ViewQuery } from './view-query.ts'

export function compareViews(
  running: Schema,
  now: Schema,
  { role }: Conditions,
  breaks: Breaks,
): void {
  for (const [key, view] of running.views) {
    const current = now.views.get(key)
    const name = `view ${view.name}`
    if (current === undefined) {
      if (!now.tables.has(key)) {
        breaks.set(name, {
          rule: 'view-gone',
          certain: true,
          why: `every statement on the view ${view.name} fails`,
        })
      }
      continue
    }
    compareSecurity(view, current, now, role, breaks)
    const unknown = missingName(current, running, now)
    if (unknown !== undefined) {
      breaks.set(name, {
        rule: 'view-broken',
        certain: true,
        why: `the view ${view.name} reads ${unknown}, which is gone`,
      })
      continue
    }
    const missing = current.tables.find(
      (table) => !now.tables.has(lower(table)) && !now.views.has(lower(table)),
    )
    if (missing !== undefined && view.tables.some((table) => running.tables.has(lower(table)))) {
      breaks.set(name, {
        rule: 'view-broken',
        certain: true,
        why: `the view ${view.name} reads ${missing}, which is gone`,
      })
    } else if (view.updatable && !current.updatable) {
      breaks.set(name, {
        rule: 'view-not-updatable',
        certain: true,
        why: `an INSERT, UPDATE or DELETE on the view ${view.name} fails`,
      })
    } else if (current.sql !== view.sql || String(current.columns) !== String(view.columns)) {
      compareDefinitions(view, current, now, breaks)
    }
  }
}

function compareDefinitions(view: View, current: View, now: Schema, breaks: Breaks): void {
  const note = (certain: boolean, why: string): void => {
    breaks.set(`view ${view.name}`, { rule: 'view-changed', certain, why })
  }
  const [before, after] = [readViewQuery(view), inOldWords(readViewQuery(current), current, now)]
  const names = [...(before.columns?.keys() ?? view.columns?.map(lower) ?? [])]
  const shown = after.columns === null ? current.columns?.map(lower) : [...after.columns.keys()]
  const gone = names.find((name) => shown?.includes(name) === false)
  if (gone !== undefined) {
    note(true, `a SELECT of ${gone} from the view ${view.name} fails`)
    return
  }
  if (before.source !== after.source) {
    note(
      true,
      `the view ${view.name} shows other rows, or takes others, than the running version expects`,
    )
    return
  }
  const other = names.find((name) => before.columns?.get(name) !== after.columns?.get(name))
  if (other === undefined) return
  const isColumn = (query: ViewQuery): boolean => /^\w+$/.test(query.columns?.get(other) ?? '')
  if (view.updatable && isColumn(before) && !isColumn(after)) {
    note(true, `an UPDATE of ${other} through the view ${view.name} fails: it is computed now`)
    return
  }
  note(
    isColumn(before) && isColumn(after),
    `${other} of the view ${view.name} is computed in another way, and may show other values`,
  )
}

/** Who reads the view now needs rights on what it reads. */
function compareSecurity(
  view: View,
  current: View,
  { grants }: Schema,
  role: string | undefined,
  breaks: Breaks,
): void {
  if (view.invoker || !current.invoker) return
  const own = grants.filter(({ users }) => role !== undefined && users.includes(role))
  const barred = current.tables.find(
    (table) => !own.some(({ object }) => object === null || sameName(object, table)),
  )
  // A user to whom the schema grants nothing is given rights on every table.
  if (barred === undefined || (role !== undefined && own.length === 0)) return
  breaks.set(`view ${view.name} security`, {
    rule: 'view-security',
    certain: role !== undefined,
    why: `a SELECT from the view ${view.name} fails unless the application may read ${barred} itself`,
  })
}
