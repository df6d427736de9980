// Functions and procedures that are gone or do something else.

import type { Change } from '../difference.ts'
import type { Fact } from '../snapshot.ts'
import { mostWithNulls } from '../../probes/functions.ts'
import { breaks, unclear, type Around, type Meaning } from './meaning.ts'
import { revoked } from './rights.ts'

export function functionChanged(change: Change, around: Around): Meaning[] {
  const { what, fact, properties } = change
  if (what === 'added') return overloads(fact, around)
  const isTrigger = fact.properties['trigger'] === true
  if (what === 'removed') {
    if (isTrigger) return []
    // An extension brings many functions, and few applications call one; recorded statements tell which.
    return fact.properties['extension'] === true
      ? unclear(
          'drop-function',
          `calls of ${fact.name} in the running version fail, if there are any`,
        )
      : breaks('drop-function', `calls of ${fact.name} in the running version fail`)
  }
  const found = revoked(change, around)
  if (properties['result'])
    found.push(...breaks('change-function', `${fact.name} answers with another type`))
  const isProbed = properties['strict']?.is === true && argumentsOf(fact.name)[1] <= mostWithNulls
  const other = ['source', 'definer', ...(isProbed ? [] : ['strict']), 'config', 'language'].filter(
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

/** A new function beside one of its name: calls with arguments of a third type may find the new one. */
function overloads({ name, properties }: Fact, { original, after }: Around): Meaning[] {
  const [called, count] = argumentsOf(name)
  const others = [...original.values()].filter(
    (other) =>
      other.kind === 'function' && other.name !== name && after.has(`function ${other.name}`),
  )
  const isMeant = others.some((other) => argumentsOf(other.name).join() === [called, count].join())
  // One that takes any number of arguments is the last to be taken.
  const isVariadic = String(properties['arguments']).includes('VARIADIC ')
  if (!isMeant || count === 0 || isVariadic || properties['trigger'] === true) return []
  return unclear(
    'overload-function',
    `calls of ${called} with ${count} arguments may now find ${name}`,
  )
}

/** A function's name and how many arguments it has. */
function argumentsOf(full: string): [called: string, count: number] {
  const [called = '', types = ''] = full.replace(/\)$/s, '').split('(')
  return [called, types === '' ? 0 : types.split(', ').length]
}
