// Functions and procedures that are gone or do something else.

import type { Change } from '../difference.ts'
import { breaks, unclear, type Around, type Meaning } from './meaning.ts'
import { revoked } from './rights.ts'

export function functionChanged(change: Change, around: Around): Meaning[] {
  const { what, fact, properties } = change
  if (what === 'added') return []
  const isTrigger = fact.properties['trigger'] === true
  if (what === 'removed') {
    return isTrigger
      ? []
      : breaks('drop-function', `calls of ${fact.name} in the running version fail`)
  }
  const found = revoked(change, around)
  if (properties['result'])
    found.push(...breaks('change-function', `${fact.name} answers with another type`))
  const other = ['source', 'definer', 'strict', 'config', 'language'].filter(
    (name) => properties[name],
  )
  if (other.length > 0) {
    found.push(
      ...unclear(
        'replace-function',
        `${fact.name} is another function now (${other.join(', ')}); the calls tried answer the same, others may not`,
      ),
    )
  }
  return found
}
