// What users may do: the rights that are granted and revoked, which add up.

import { lower, sameName, type Grant, type Schema } from './schema.ts'

/** What an application needs of tables, views and routines. */
export const used = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE']

const isAll = /^ALL( PRIVILEGES)?$/

/** Rights without which nothing that reads or writes rows fails. */
const unused =
  /^(CREATE|ALTER|DROP|INDEX|REFERENCES|TRIGGER|EVENT|FILE|PROCESS|RELOAD|SHUTDOWN|SUPER|GRANT OPTION|CREATE (VIEW|ROUTINE|USER|ROLE|TABLESPACE)|ALTER ROUTINE|SHOW (DATABASES|VIEW)|REPLICATION \w+|DELETE HISTORY|BINLOG \w+)$/

/** `SELECT , INSERT ( a , b )` as SELECT, INSERT (A) and INSERT (B). */
function rightsNamed(privileges: string): string[] {
  const parts = privileges.match(/[^,()]+(?:\([^)]*\))?/g) ?? []
  return parts.flatMap((part) => {
    const [, name = '', columns] = /^\s*(.*?)\s*(?:\((.*)\))?\s*$/s.exec(part) ?? []
    const right = name.replaceAll(/\s+/g, ' ')
    if (right === '') return []
    if (columns === undefined) return [right]
    return columns.split(',').map((column) => `${right} (${column.trim().toUpperCase()})`)
  })
}

/** Whether none of the rights is one that an application needs to read and write rows. */
export function areUnused(privileges: string): boolean {
  const named = rightsNamed(privileges)
  return named.length > 0 && named.every((one) => unused.test(one.replace(/ \(.*/, '')))
}

/** The user itself, and the roles it has, also through others. */
export function identitiesOf(
  role: string | undefined,
  { grants }: Pick<Schema, 'grants'>,
): Set<string> {
  const all = new Set(role === undefined ? [] : [role, 'public', 'PUBLIC'])
  for (let size = 0; size < all.size;) {
    size = all.size
    for (const { users, roles } of grants) {
      if (users.some((user) => all.has(user))) for (const name of roles) all.add(name)
    }
  }
  return all
}

/** The rights that the user has by grants, each as `right object`; undefined where nothing is granted to it. */
export function rightsOf(role: string | undefined, schema: Schema): Grant[] | undefined {
  const identities = identitiesOf(role, schema)
  const own = schema.grants.filter(
    ({ users, privileges }) =>
      privileges !== '' && privileges !== 'USAGE' && users.some((user) => identities.has(user)),
  )
  return own.length === 0 ? undefined : own
}

/** Which of the rights the grants give on the object, by its name; by column as `SELECT (A)`. */
export function allowedOn(
  object: string,
  grants: readonly Grant[],
  rights: readonly string[] = used,
): Set<string> {
  const about = grants.filter((one) => one.object === null || sameName(one.object, object))
  const named = about.flatMap(({ privileges }) => rightsNamed(privileges))
  if (named.some((one) => isAll.test(one))) return new Set(rights)
  return new Set(named.filter((one) => rights.includes(one.replace(/ \(.*/, ''))))
}

/** Whether the grants say anything of the object, or of everything. */
export function isGranted(object: string, grants: readonly Grant[]): boolean {
  return grants.some((one) => one.object === null || sameName(one.object, object))
}

/** Whether rows of the object can be read only by naming columns. */
export function readsByColumn(object: string, grants: readonly Grant[]): boolean {
  const allowed = allowedOn(object, grants)
  return !allowed.has('SELECT') && [...allowed].some((one) => one.startsWith('SELECT ('))
}

/** Whether a right is among those, or all of which it is a part. */
export function covers(allowed: ReadonlySet<string>, right: string): boolean {
  return allowed.has(right) || allowed.has(right.replace(/ \(.*/, ''))
}

/** The grants without what is revoked; with `*` as object on everything there is. */
export function without(
  grants: readonly Grant[],
  revoked: { object: string | null; privileges: string; users: string[]; roles: string[] },
): Grant[] {
  const gone = new Set(rightsNamed(revoked.privileges))
  return grants.flatMap((grant): Grant[] => {
    const [hit, spared] = [true, false].map((wanted) =>
      grant.users.filter((user) => revoked.users.includes(user) === wanted),
    ) as [string[], string[]]
    if (hit.length === 0) return [grant]
    const others = spared.length === 0 ? [] : [{ ...grant, users: spared }]
    if (grant.roles.length > 0) {
      const roles = grant.roles.filter((name) => !revoked.roles.includes(name))
      return roles.length === 0 ? others : [...others, { ...grant, users: hit, roles }]
    }
    const isMeant =
      revoked.object === '*' ||
      (revoked.object === null
        ? grant.object === null
        : grant.object !== null && lower(grant.object) === lower(revoked.object))
    if (!isMeant) return [grant]
    if ([...gone].some((one) => isAll.test(one))) return others
    const has = rightsNamed(grant.privileges).flatMap((one) => (isAll.test(one) ? used : [one]))
    const left = has.filter((one) => !covers(gone, one))
    return left.length === 0
      ? others
      : [...others, { ...grant, users: hit, privileges: left.join(' , ') }]
  })
}
