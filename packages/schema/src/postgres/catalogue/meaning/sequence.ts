// Sequences that are gone or give other numbers.

import type { Change } from '../difference.ts'
import { breaks, unclear, type Around, type Meaning } from './meaning.ts'
import { revoked } from './rights.ts'

export function sequenceChanged(change: Change, around: Around): Meaning[] {
  const { what, fact, properties } = change
  if (what === 'added') return []
  if (what === 'removed') {
    const why = `calls of nextval('${fact.name}') in the running version fail`
    const oid = fact.properties['oid']
    const isKept = [...around.after.values()].some(
      (other) => other.kind === 'sequence' && other.properties['oid'] === oid,
    )
    // Nobody calls the sequence of an identity column by a name that is not theirs.
    if (isKept && fact.properties['ofIdentity'] === true) return []
    // A default finds its sequence by number, and few applications call what a default calls for them.
    return isKept && fact.properties['behindDefault'] === true
      ? unclear('rename-sequence', `${why}, if there are any`)
      : breaks('drop-sequence', why)
  }
  // An identity column draws its numbers whoever may use the sequence itself.
  const found = fact.properties['ofIdentity'] === true ? [] : revoked(change, around)
  const lastValue = properties['last']
  if (lastValue && Number(lastValue.is ?? 0) < Number(lastValue.was ?? 0)) {
    found.push(
      ...breaks('restart-sequence', `${fact.name} gives out numbers again that rows already have`),
    )
  }
  const step = properties['increment']
  if (step && Number(step.was) > 0 !== Number(step.is) > 0) {
    found.push(
      ...breaks('alter-sequence', `${fact.name} counts back over numbers that rows already have`),
    )
  }
  const isOnlyLonger =
    step !== undefined && Number(step.is) > Number(step.was) && Number(step.was) > 0
  const { min, max, type } = properties
  // Bounds that let in more numbers than before take none away.
  const isWider =
    Number(min?.is ?? 0) <= Number(min?.was ?? 0) &&
    Number(max?.is ?? 0) >= Number(max?.was ?? 0) &&
    (type === undefined || type.is === 'bigint')
  const other = [
    ...(isOnlyLonger ? [] : ['increment']),
    ...(isWider ? [] : ['min', 'max', 'type']),
    'cycle',
  ].filter((name) => properties[name])
  if (other.length > 0) {
    found.push(
      ...unclear(
        'alter-sequence',
        `the running version takes its numbers from ${fact.name} (${other.join(', ')} changed)`,
      ),
    )
  }
  return found
}
