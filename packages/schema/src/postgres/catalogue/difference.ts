import type { Fact, Snapshot } from './snapshot.ts'

export type Change = {
  what: 'added' | 'removed' | 'changed'
  /** The fact as it is now, or as it was when it is gone. */
  fact: Fact
  /** Of a changed fact: the properties that differ, as they were and are. */
  properties: Record<string, { was: unknown; is: unknown }>
}

/** What differs between two snapshots. */
export function difference(before: Snapshot, after: Snapshot): Change[] {
  const changes: Change[] = []
  for (const [key, fact] of before) {
    const now = after.get(key)
    if (now === undefined) changes.push({ what: 'removed', fact, properties: {} })
    else {
      const properties = differing(fact.properties, now.properties)
      if (Object.keys(properties).length > 0) {
        changes.push({ what: 'changed', fact: now, properties })
      }
    }
  }
  for (const [key, fact] of after) {
    if (!before.has(key)) changes.push({ what: 'added', fact, properties: {} })
  }
  return changes
}

/**
 * What is written out of a parsed tree: names in it follow those of the objects meant, which the tree has by
 * number. So where the tree is the same, only a name is another.
 */
const written = new Set(['definition', 'source', 'default', 'using', 'check'])

function differing(
  was: Record<string, unknown>,
  is: Record<string, unknown>,
): Record<string, { was: unknown; is: unknown }> {
  const found: Record<string, { was: unknown; is: unknown }> = {}
  const isSameTree = typeof was['tree'] === 'string' && was['tree'] === is['tree']
  for (const [name, value] of Object.entries(was)) {
    if (name === 'tree' || (isSameTree && written.has(name))) continue
    if (value !== is[name] && JSON.stringify(value) !== JSON.stringify(is[name])) {
      found[name] = { was: value, is: is[name] }
    }
  }
  return found
}
