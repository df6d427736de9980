// What a change of the catalogues means for the running version, where no probe can show it.

import type { Verdict } from '../../verdict.ts'
import type { Change } from './difference.ts'
import { isWider } from './types.ts'
import type { Snapshot } from './snapshot.ts'

export type Meaning = {
  rule: string
  verdict: Exclude<Verdict, 'safe'>
  why: string
  lost: boolean
}

export type Around = {
  /** The catalogues before the batch: what is not in it, the running version does not know. */
  original: Snapshot
  after: Snapshot
  role: string | undefined
  /** Whether the probes could write into this table, so that their silence means something. */
  probed: (table: string) => boolean
}

export function meanings(changes: readonly Change[], around: Around): Meaning[] {
  const known = changes.filter(
    ({ what, fact }) => what === 'added' || around.original.has(`${fact.kind} ${fact.name}`),
  )
  const gone = new Set(
    known
      .filter(({ what, fact }) => what === 'removed' && fact.kind === 'relation')
      .map(({ fact }) => fact.name),
  )
  return known.flatMap((change) => {
    const isPart =
      change.fact.kind !== 'relation' && change.fact.parent !== '' && gone.has(change.fact.parent)
    return isPart ? [] : (interpreters[change.fact.kind]?.(change, around) ?? [])
  })
}

const breaks = (rule: string, why: string, lost = false): Meaning[] => [
  { rule, verdict: 'unsafe', why, lost },
]
const unclear = (rule: string, why: string): Meaning[] => [
  { rule, verdict: 'needs-info', why, lost: false },
]

type Interpreter = (change: Change, around: Around) => Meaning[]

const interpreters: Partial<Record<Change['fact']['kind'], Interpreter>> = {
  relation: relationChanged,
  column: columnChanged,
  constraint: ({ what, fact }, { original, probed }) => {
    const onOld = original.has(`relation ${fact.parent}`)
    if (what === 'added' && onOld && !probed(fact.parent)) {
      return unclear('add-constraint', `rows of the running version may be refused by ${fact.name}`)
    }
    if (what === 'removed' && /[pux]/.test(String(fact.properties['type']))) {
      return unclear(
        'drop-constraint',
        `ON CONFLICT ON CONSTRAINT ${last(fact.name)} fails in the running version`,
      )
    }
    return []
  },
  trigger: ({ what, fact }) =>
    what === 'added'
      ? []
      : unclear(
          'drop-trigger',
          `what the trigger ${last(fact.name)} did on writes to ${fact.parent} is not the same any more`,
        ),
  rule: ({ fact }) =>
    unclear('change-rule', `the rule ${last(fact.name)} rewrites statements on ${fact.parent}`),
  policy: ({ fact }, { role, original }) =>
    role === undefined && original.has(`relation ${fact.parent}`)
      ? unclear(
          'change-policy',
          `which rows of ${fact.parent} the application's role sees depends on the role; name it with --role`,
        )
      : [],
  type: typeChanged,
  function: functionChanged,
  sequence: sequenceChanged,
  publication: ({ what, fact }) =>
    what === 'added'
      ? []
      : unclear('change-publication', `subscribers of ${fact.name} no longer get the same changes`),
  inheritance: ({ what, fact }, { original }) => {
    const child = String(fact.properties['child'])
    if (what === 'removed') {
      return breaks('detach', `queries of ${fact.parent} no longer give the rows of ${child}`)
    }
    const isPartition = fact.properties['bound'] !== null
    return what === 'added' &&
      !isPartition &&
      original.has(`relation ${child}`) &&
      original.has(`relation ${fact.parent}`)
      ? breaks('inherit', `queries of ${fact.parent} now also give the rows of ${child}`)
      : []
  },
  cast: ({ fact }) =>
    unclear('change-cast', `expressions with ${fact.name} may mean something else`),
  schema: (change, around) => revoked(change, around),
}

function relationChanged(change: Change, around: Around): Meaning[] {
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

function columnChanged(change: Change, around: Around): Meaning[] {
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
    return renamed
      ? breaks('rename-column', `${why}: it is now ${last(renamed.name)}`)
      : breaks('drop-column', why, isTable)
  }
  const found = revoked(change, around)
  const type = properties['type']
  if (type && !isWider(baseOf(String(type.was), around), String(type.is))) {
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
  if (value && !isComputed && isTable && !isSameValue(value.was, value.is)) {
    if (value.is === null) {
      found.push(
        ...breaks(
          'drop-default',
          `an INSERT of the running version that does not name ${fact.name} gets NULL or fails`,
        ),
      )
    } else if (value.was !== null || fact.properties['notNull'] !== true) {
      found.push(
        ...breaks(
          'change-default',
          `an INSERT of the running version that does not name ${fact.name} gets ${show(value.is)} instead of ${show(value.was)}`,
        ),
      )
    }
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

/** The type below a domain; a driver sees nothing else of it. */
function baseOf(type: string, { original }: Around): string {
  const name = type.replaceAll('"', '')
  const domain = [...original.values()].find(
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

function typeChanged({ what, fact, properties }: Change): Meaning[] {
  if (what === 'added') return []
  if (what === 'removed')
    return breaks(
      'drop-type',
      `statements of the running version that name the type ${fact.name} fail`,
    )
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
    return unclear(
      'change-composite-type',
      `rows written as ROW(…)::${fact.name} by the running version lack the new attribute`,
    )
  }
  if (properties['default'])
    return breaks(
      'change-default',
      `a column of the domain ${fact.name} that is not named in an INSERT gets another value`,
    )
  return []
}

function functionChanged(change: Change, around: Around): Meaning[] {
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

function sequenceChanged(change: Change, around: Around): Meaning[] {
  const { what, fact, properties } = change
  if (what === 'added') return []
  if (what === 'removed') {
    return breaks('drop-sequence', `calls of nextval('${fact.name}') in the running version fail`)
  }
  const found = revoked(change, around)
  const lastValue = properties['last']
  if (lastValue && Number(lastValue.is ?? 0) < Number(lastValue.was ?? 0)) {
    found.push(
      ...breaks('restart-sequence', `${fact.name} gives out numbers again that rows already have`),
    )
  }
  const other = ['increment', 'min', 'max', 'cycle', 'type'].filter((name) => properties[name])
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

/** Rights that somebody had and has no longer. An owner that changed loses the owner's rights. */
function revoked({ fact, properties }: Change, { role, original }: Around): Meaning[] {
  const rights = properties['acl']
  if (!rights || !original.has(`${fact.kind} ${fact.name}`)) return []
  const now = parseRights(rights.is)
  const owner = show(fact.properties['owner'])
  const found: Meaning[] = []
  for (const [grantee, letters] of parseRights(rights.was)) {
    const gone = letters
      .split('')
      .filter((letter) => !now.get(grantee)?.includes(letter) && letter !== '*')
    if (gone.length === 0 || grantee === owner) continue
    const who = grantee === '' ? 'everybody' : grantee
    const why = `${who} loses ${gone.map((letter) => rightNames[letter] ?? letter).join(', ')} on ${fact.name}`
    const used = gone.some((letter) => /[rawdUX]/.test(letter))
    if (role === undefined) found.push(...(used ? breaks : unclear)('revoke', why))
    else if (grantee === role) found.push(...(used ? breaks : unclear)('revoke', why))
  }
  return found
}

const rightNames: Record<string, string> = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  X: 'EXECUTE',
  U: 'USAGE',
  C: 'CREATE',
  m: 'MAINTAIN',
}

function parseRights(acl: unknown): Map<string, string> {
  const found = new Map<string, string>()
  for (const item of (acl ?? []) as string[]) {
    const match = /^"?([^=]*?)"?=([^/]*)\//.exec(item)
    if (match) found.set(match[1] ?? '', (found.get(match[1] ?? '') ?? '') + (match[2] ?? ''))
  }
  return found
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : 'NULL'
}
