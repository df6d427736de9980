// Enums, domains and composite types.

import type { Change } from '../difference.ts'
import { breaks, last, unclear, type Around, type Meaning } from './meaning.ts'

export function typeChanged({ what, fact, properties }: Change, around: Around): Meaning[] {
  const { original, after, isRecorded } = around
  if (what === 'added') return []
  if (what === 'removed') {
    const why = `statements of the running version that name the type ${fact.name} fail`
    const isKept = [...after.values()].some(
      (other) => other.kind === 'type' && other.properties['oid'] === fact.properties['oid'],
    )
    if (!isKept) return breaks('drop-type', why)
    // Who uses the type without its name does not notice another; what is recorded may not be everything.
    return (isRecorded(last(fact.name)) === false ? unclear : breaks)('rename-type', why)
  }
  const labels = properties['labels']
  if (labels) {
    const now = new Set(labels.is as string[])
    const gone = ((labels.was ?? []) as string[]).filter((label) => !now.has(label))
    if (gone.length > 0)
      return breaks(
        'rename-enum-value',
        `the running version still says ${gone.map((label) => `'${label}'`).join(', ')}`,
      )
  }
  const attributes = properties['attributes']
  if (attributes) {
    const now = new Set((attributes.is ?? []) as string[])
    if (((attributes.was ?? []) as string[]).some((attribute) => !now.has(attribute))) {
      return breaks(
        'change-composite-type',
        `values of ${fact.name} have other attributes than the running version expects`,
      )
    }
    const why = `values of ${fact.name} that the running version writes lack the new attribute`
    const isStored = [...original.values()].some(
      ({ kind, properties: { type } }) =>
        kind === 'column' && (type === fact.name || type === last(fact.name)),
    )
    return (isStored ? breaks : unclear)('change-composite-type', why)
  }
  if (properties['default'])
    return breaks(
      'change-default',
      `a column of the domain ${fact.name} that is not named in an INSERT gets another value`,
    )
  return []
}
