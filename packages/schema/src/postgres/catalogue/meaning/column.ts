// Columns that are gone, renamed, or take or give other values.

import type { Change } from '../difference.ts'
import type { Snapshot } from '../snapshot.ts'
import { isWider } from '../types.ts'
import { breaks, last, show, unclear, type Around, type Meaning } from './meaning.ts'
import { mayUse, revoked } from './rights.ts'

export function columnChanged(change: Change, around: Around): Meaning[] {
  const { what, fact, properties } = change
  if (what === 'added') return []
  const isTable = /[rpf]/.test(String(fact.properties['relationKind']))
  if (what === 'removed') {
    const renamed = [...around.after.values()].find(
      (other) =>
        other.kind === 'column' &&
        other.parent === fact.parent &&
        other.properties['number'] === fact.properties['number'],
    )
    const why = `statements of the running version that name ${fact.name} fail`
    if (renamed && !mayUse(fact, around)) return []
    return renamed
      ? breaks('rename-column', `${why}: it is now ${last(renamed.name)}`)
      : breaks('drop-column', why, isTable)
  }
  const found = revoked(change, around)
  const type = properties['type']
  const isFit =
    type &&
    isWider(baseOf(String(type.was), around.original), baseOf(String(type.is), around.after))
  // A type that only has another name is judged itself.
  if (type && properties['typeNumber'] && !isFit) {
    found.push(
      ...breaks(
        'change-column-type',
        `the running version gets ${String(type.is)} where it expects ${String(type.was)} in ${fact.name}`,
      ),
    )
  }
  if (properties['collation']) {
    found.push(
      ...breaks(
        'change-collation',
        `the running version's ORDER BY and comparisons of ${fact.name} give other results`,
      ),
    )
  }
  const value = properties['default']
  const isComputed = properties['generated'] ?? properties['identity']
  if (value && !isComputed && !isSameValue(value.was, value.is)) {
    const meant = defaultMeant(fact, value, around)
    const isPart = around.original.get(`relation ${fact.parent}`)?.properties['partition'] === true
    // Rows that come through the parent take the parent's defaults.
    found.push(...(isPart ? meant.flatMap(({ rule, why }) => unclear(rule, why)) : meant))
  }
  if (properties['notNull']?.is === true && !around.probed(fact.parent)) {
    found.push(
      ...unclear(
        'set-not-null',
        `an INSERT of the running version that leaves ${fact.name} NULL fails`,
      ),
    )
  }
  return found
}

function defaultMeant(
  fact: Change['fact'],
  value: { was: unknown; is: unknown },
  around: Around,
): Meaning[] {
  if (value.is === null) {
    return breaks(
      'drop-default',
      `an INSERT of the running version that does not name ${fact.name} gets NULL or fails`,
    )
  }
  const isAsked = value.was === null && fact.properties['notNull'] === true
  return isAsked ? [] : defaultChanged(fact, value, around)
}

/**
 * Constants are compared by the probes, which leave the column out of an INSERT and read what it got;
 * so are the numbers of a sequence, as far as they collide with rows that are there.
 */
function defaultChanged(
  { name, parent }: Change['fact'],
  { was, is }: { was: unknown; is: unknown },
  around: Around,
): Meaning[] {
  const why = `an INSERT of the running version that does not name ${name} gets ${show(is)} instead of ${show(was)}`
  if (!around.probed(parent) || was === null) return breaks('change-default', why)
  const both = [show(was), show(is)]
  if (both.every((value) => value.startsWith('nextval('))) return unclear('change-default', why)
  return both.every(isConstant) ? [] : breaks('change-default', why)
}

/** Functions of PostgreSQL's own that answer the same each time. */
const immutable =
  /\b(lower|upper|initcap|[lr]?trim|btrim|[lr]pad|replace|repeat|left|right|reverse|substr|substring|md5|abs|ceil|floor|round|trunc|length|array_fill|make_date|make_time|make_interval|make_timestamp|int4range|int8range|numrange|daterange|tsrange|coalesce|nullif|greatest|least)\s*\(/gi

/** Whether no function or operator is in it that could answer otherwise the next time. */
function isConstant(expression: string): boolean {
  const bare = expression
    .replaceAll(/'(?:[^']|'')*'/g, '')
    .replaceAll(/::[\w ."]+(\(\d+(,\d+)?\))?/g, '')
    .replaceAll(immutable, '(')
  return !/\w\s*\(|\bcurrent_|\blocal|\buser\b/i.test(bare)
}

/** The type below a domain; a driver sees nothing else of it. */
function baseOf(type: string, snapshot: Snapshot): string {
  const name = type.replaceAll('"', '')
  const domain = [...snapshot.values()].find(
    (fact) => fact.kind === 'type' && (fact.name === name || fact.name.endsWith(`.${name}`)),
  )
  const base = domain?.properties['base']
  return typeof base === 'string' ? base : type
}

/** The same default after a change of type shows another cast: `'x'::varchar` and `'x'::text`. */
function isSameValue(was: unknown, is: unknown): boolean {
  const bare = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replaceAll(/::[a-z ]+(\(\d+\))?/g, '').replaceAll(/[()]/g, '')
      : value
  return bare(was) === bare(is)
}
