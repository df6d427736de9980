// What a change of the catalogues means for the running version, where no probe can show it.

import type { Change } from '../difference.ts'
import type { Fact, Snapshot } from '../snapshot.ts'
import { columnChanged } from './column.ts'
import { functionChanged } from './function.ts'
import { breaks, last, unclear, type Around, type Interpreter, type Meaning } from './meaning.ts'
import { policyChanged } from './policy.ts'
import { relationChanged } from './relation.ts'
import { revoked } from './rights.ts'
import { sequenceChanged } from './sequence.ts'
import { typeChanged } from './type.ts'

export type { Around, Meaning } from './meaning.ts'

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

const interpreters: Partial<Record<Change['fact']['kind'], Interpreter>> = {
  relation: relationChanged,
  column: columnChanged,
  constraint: ({ what, fact, properties }, { original, probed }) => {
    const carriesOn = /[cnd]/.test(String(fact.properties['onDelete']))
    if (carriesOn && JSON.stringify(properties['enabled']?.is ?? []).includes('D')) {
      return breaks('disable-trigger', `a DELETE no longer does what ${last(fact.name)} says`)
    }
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
  trigger: ({ what, fact }, { after }) => {
    if (what === 'added' || isRenamed(fact, after)) return []
    const why = `what the trigger ${last(fact.name)} did on writes to ${fact.parent}`
    return what === 'removed'
      ? breaks('drop-trigger', `${why} no longer happens`)
      : unclear('drop-trigger', `${why} is not the same any more`)
  },
  rule: ({ what, fact }, { original }) => {
    const definition = String(fact.properties['definition'])
    const isTable = original.get(`relation ${fact.parent}`)?.properties['kind'] !== 'v'
    const why = `the rule ${last(fact.name)} rewrites statements on ${fact.parent}`
    if (what === 'added' && / DO\s+NOTIFY /.test(definition)) return []
    const replaces = what === 'added' && isTable && / DO INSTEAD /.test(definition)
    return (replaces ? breaks : unclear)('change-rule', why)
  },
  policy: policyChanged,
  type: typeChanged,
  function: functionChanged,
  sequence: sequenceChanged,
  publication: ({ what, fact, properties: { actions, tables, ...others } }) => {
    const tablesLeft = (tables?.is ?? []) as string[]
    const actionsLeft = (actions?.is ?? []) as boolean[]
    const isLess =
      ((tables?.was ?? []) as string[]).some((name) => !tablesLeft.includes(name)) ||
      ((actions?.was ?? []) as boolean[]).some((on, at) => on && !actionsLeft[at])
    const isMore = what === 'changed' && !isLess && Object.keys(others).length === 0
    return what === 'added' || isMore
      ? []
      : unclear('change-publication', `subscribers of ${fact.name} no longer get the same changes`)
  },
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
  role: ({ fact, properties }, { role, original }) => {
    const sees = properties['bypass'] ?? properties['super']
    const guarded = [...original.values()].some(
      (other) => other.kind === 'relation' && other.properties['rowSecurity'] === true,
    )
    if (!sees || !guarded || (role !== undefined && role !== fact.name)) return []
    const why = `${fact.name} is bound by row security ${sees.is === true ? 'no longer' : 'now'}`
    return (role === undefined ? unclear : breaks)('alter-role', why)
  },
}

/** Whether the same trigger is there under another name, and no other one that it could now precede. */
function isRenamed(trigger: Fact, after: Snapshot): boolean {
  const others = [...after.values()].filter(
    ({ kind, parent }) => kind === 'trigger' && parent === trigger.parent,
  )
  const body = ({ properties }: Fact): string =>
    String(properties['definition']).replace(/^.*? TRIGGER \S+ /, '')
  return others.length === 1 && others.every((other) => body(other) === body(trigger))
}
