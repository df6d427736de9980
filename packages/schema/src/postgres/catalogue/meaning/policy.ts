// Policies of row security. The probes meet what a policy has come to refuse; rows that come into sight
// need rows that were out of it, which the shadow may not have.

import type { Change } from '../difference.ts'
import type { Fact, Snapshot } from '../snapshot.ts'
import { breaks, unclear, type Around, type Meaning } from './meaning.ts'

export function policyChanged(change: Change, { role, original, after }: Around): Meaning[] {
  const { what, fact, properties } = change
  const table = original.get(`relation ${fact.parent}`)
  if (!table) return []
  if (role === undefined) {
    return unclear(
      'change-policy',
      `which rows of ${fact.parent} the application's role sees depends on the role; name it with --role`,
    )
  }
  if (table.properties['rowSecurity'] !== true) return []
  const why = `the running version sees rows of ${fact.parent} that were kept from it`
  if (what === 'changed') {
    const using = properties['using']
    if (using === undefined) return []
    return opensAll(using.is) ? breaks('change-policy', why) : unclear('change-policy', why)
  }
  const isPermissive = fact.properties['permissive'] === true
  if (what === 'removed') {
    const guarded = !isPermissive && !opensAll(fact.properties['using'])
    const isRenamed = policiesOf(fact.parent, after).some(
      (other) => other.properties['using'] === fact.properties['using'],
    )
    return guarded && !isRenamed ? breaks('change-policy', why) : []
  }
  const others = policiesOf(fact.parent, original).filter(
    ({ properties: other }) => other['permissive'] === true,
  )
  const opens = isPermissive && opensAll(fact.properties['using']) && concerns(fact, role)
  const wereOpen = others.some(({ properties: other }) => opensAll(other['using']))
  return opens && others.length > 0 && !wereOpen ? breaks('change-policy', why) : []
}

function policiesOf(table: string, snapshot: Snapshot): Fact[] {
  return [...snapshot.values()].filter(({ kind, parent }) => kind === 'policy' && parent === table)
}

function opensAll(using: unknown): boolean {
  return using === 'true'
}

function concerns({ properties }: Fact, role: string): boolean {
  const roles = (properties['roles'] ?? []) as string[]
  return roles.some((name) => name === '-' || name === 'public' || name === role)
}
