// Views that are gone, broken, or show something else.

import { lower, sameName, type Schema, type View } from '../schema.ts'
import type { Breaks } from './break.ts'

export function compareViews(running: Schema, now: Schema, breaks: Breaks): void {
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
    } else if (current.sql !== view.sql) compareDefinitions(view, current, breaks)
  }
}

function compareDefinitions(view: View, current: View, breaks: Breaks): void {
  const note = (certain: boolean, why: string): void => {
    breaks.set(`view ${view.name}`, { rule: 'view-changed', certain, why })
  }
  const shown = current.columns
  const gone = view.columns?.find((column) => !shown?.some((other) => sameName(other, column)))
  if (shown !== null && gone !== undefined) {
    note(true, `a SELECT of ${gone} from the view ${view.name} fails`)
    return
  }
  const [list, source] = halves(view.sql)
  const [newList, newSource] = halves(current.sql)
  if (source !== newSource) {
    note(
      true,
      `the view ${view.name} shows other rows, or takes others, than the running version expects`,
    )
  } else if (!newList.startsWith(list)) {
    note(false, `the view ${view.name} is computed in another way, and may show other values`)
  }
}

/** What a view selects, and from where. */
function halves(sql: string): [string, string] {
  const at = sql.search(/ from /i)
  return at === -1 ? [sql, ''] : [sql.slice(0, at), sql.slice(at).toLowerCase()]
}
