// Tables and views that are gone, renamed, guarded or defined otherwise.

import type { Change } from '../difference.ts'
import { breaks, unclear, type Around, type Meaning } from './meaning.ts'
import { mayUse, revoked } from './rights.ts'

export function relationChanged(change: Change, around: Around): Meaning[] {
  const { what, fact, properties } = change
  if (what === 'added') return []
  const kind = String(fact.properties['kind'])
  const isTable = /[rpf]/.test(kind)
  if (what === 'removed') {
    const oid = fact.properties['oid']
    const elsewhere = [...around.after.values()].find(
      (other) => other.kind === 'relation' && other.properties['oid'] === oid,
    )
    const why = `statements of the running version that use ${fact.name} fail`
    if (elsewhere && !mayUse(fact, around)) return []
    if (elsewhere) return breaks('rename', `${why}: it is now ${elsewhere.name}`)
    return breaks(isTable ? 'drop-table' : 'drop-view', why, isTable)
  }
  const found = revoked(change, around)
  if ((properties['rowSecurity'] || properties['forceRowSecurity']) && around.role === undefined) {
    found.push(
      ...unclear(
        'row-security',
        `which rows of ${fact.name} the application's role sees depends on the role; name it with --role`,
      ),
    )
  }
  if (checksMore(properties['options']) && / WHERE /.test(String(fact.properties['definition']))) {
    found.push(
      ...breaks(
        'check-option',
        `a write of the running version to ${fact.name} that leaves a row it does not show fails`,
      ),
    )
  }
  const definition = properties['definition']
  if (definition && !onlyAppends(String(definition.was), String(definition.is))) {
    found.push(
      ...unclear(
        'replace-view',
        `${fact.name} is defined otherwise; the rows tried are the same, others may not be`,
      ),
    )
  }
  return found
}

/** Whether a view's CHECK OPTION is new, or reaches further than it did. */
function checksMore(options: { was: unknown; is: unknown } | undefined): boolean {
  const level = (set: unknown): number => {
    const text = JSON.stringify(set ?? [])
    return /check_option=cascaded/.test(text) ? 2 : /check_option=/.test(text) ? 1 : 0
  }
  return options !== undefined && level(options.is) > level(options.was)
}

/** Whether a view's new definition only has more columns at the end of its list. */
function onlyAppends(was: string, is: string): boolean {
  const split = (definition: string): [string, string] => {
    const index = definition.search(/\n\s+FROM /)
    return index === -1 ? [definition, ''] : [definition.slice(0, index), definition.slice(index)]
  }
  const [oldColumns, oldSource] = split(was.replace(/;\s*$/, ''))
  const [newColumns, newSource] = split(is.replace(/;\s*$/, ''))
  return oldSource === newSource && newColumns.startsWith(oldColumns)
}
