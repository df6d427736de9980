// Rights that the running version has no longer.

import type { Change } from '../difference.ts'
import type { Snapshot } from '../snapshot.ts'
import { breaks, show, unclear, type Around, type Meaning } from './meaning.ts'

/** Rights that somebody had and has no longer. An owner that changed loses the owner's rights. */
export function revoked({ fact, properties }: Change, around: Around): Meaning[] {
  const { role, original, after } = around
  const rights = properties['acl']
  if (!rights || !original.has(`${fact.kind} ${fact.name}`)) return []
  const now = parseRights(rights.is)
  const groups = role === undefined ? new Set<string>() : groupsOf(role, after)
  const owner = show(fact.properties['owner'])
  const found: Meaning[] = []
  for (const [grantee, letters] of parseRights(rights.was)) {
    const gone = letters
      .split('')
      .filter((letter) => !now.get(grantee)?.includes(letter) && letter !== '*')
      .filter((letter) => ![...groups].some((group) => now.get(group)?.includes(letter)))
      .filter((letter) => !isGrantedByColumn(fact.name, letter, [grantee, ...groups], around))
    if (gone.length === 0 || grantee === owner) continue
    const who = grantee === '' ? 'everybody' : grantee
    const why = `${who} loses ${gone.map((letter) => rightNames[letter] ?? letter).join(', ')} on ${fact.name}`
    const used = gone.some((letter) => /[rawdUX]/.test(letter))
    if (role === undefined) found.push(...(used ? breaks : unclear)('revoke', why))
    else if (grantee === role) found.push(...(used ? breaks : unclear)('revoke', why))
  }
  return found
}

/**
 * Whether the application's role had any right on the column's table; what reaches it through views and
 * functions is asked by the probes. True where no role is named.
 */
export function mayUse({ name, parent }: Change['fact'], { role, original }: Around): boolean {
  if (role === undefined || original.get(`role ${role}`)?.properties['super'] === true) return true
  const groups = groupsOf(role, original)
  const facts = [original.get(`relation ${parent}`), original.get(`column ${name}`)]
  return [...groups, role].some((group) =>
    facts.some(
      (fact) =>
        fact?.properties['owner'] === group || parseRights(fact?.properties['acl']).has(group),
    ),
  )
}

/** Whether one of the grantees has the right on each column that the running version knows. */
function isGrantedByColumn(
  relation: string,
  letter: string,
  grantees: readonly string[],
  { original, after }: Around,
): boolean {
  const columns = [...original.values()]
    .filter(({ kind, parent }) => kind === 'column' && parent === relation)
    .map(({ name }) => parseRights(after.get(`column ${name}`)?.properties['acl']))
  return (
    /[raw]/.test(letter) &&
    columns.length > 0 &&
    columns.every((rights) => grantees.some((grantee) => rights.get(grantee)?.includes(letter)))
  )
}

/** The roles whose rights this one has as well; the nameless one is everybody. */
function groupsOf(role: string, snapshot: Snapshot): Set<string> {
  const found = new Set([''])
  const open = [role]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...((snapshot.get(`role ${next}`)?.properties['member'] ?? []) as string[]))
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
