// What users may do: the rights that are granted and revoked, which add up.

import { lower, sameName, type Grant, type Schema } from './schema.ts'

/** What an application needs of tables, views and routines. */
export const used = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE']

/** Rights without which nothing that reads or writes rows fails. */
const unused =
  /^(CREATE|ALTER|DROP|INDEX|REFERENCES|TRIGGER|EVENT|FILE|PROCESS|RELOAD|SHUTDOWN|SUPER|GRANT OPTION|CREATE (VIEW|ROUTINE|USER|ROLE|TABLESPACE)|ALTER ROUTINE|SHOW (DATABASES|VIEW)|REPLICATION \w+|DELETE HISTORY|BINLOG \w+)$/

/** `SELECT , INSERT ( a , b )` as its parts. */
export function rightsNamed(privileges: string): string[] {
  return privileges
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((one) => one.trim().replaceAll(/\s+/g, ' '))
    .filter((one) => one !== '')
}

/** Whether none of the rights is one that an application needs to read and write rows. */
export function areUnused(privileges: string): boolean {
  const named = rightsNamed(privileges)
  return named.length > 0 && named.every((one) => unused.test(one))
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

/** Which of the rights the grants give on the object, by its name. */
export function allowedOn(
  object: string,
  grants: readonly Grant[],
  rights: readonly string[] = used,
): Set<string> {
  const about = grants.filter((one) => one.object === null || sameName(one.object, object))
  const named = new Set(about.flatMap(({ privileges }) => rightsNamed(privileges)))
  const all = [...named].some((one) => /^ALL( PRIVILEGES)?$/.test(one))
  return new Set(rights.filter((right) => all || named.has(right)))
}

/** Whether rows of the object can be read only by naming columns. */
export function readsByColumn(object: string, grants: readonly Grant[]): boolean {
  const about = grants.filter((one) => one.object !== null && sameName(one.object, object))
  const byColumn = about.some(({ privileges }) => /\bSELECT \(/.test(privileges))
  const whole = grants
    .filter((one) => one.object === null || sameName(one.object, object))
    .some(({ privileges }) => /\bSELECT\b(?! \()|\bALL\b/.test(privileges))
  return byColumn && !whole
}

/** The grants without what is revoked; with `*` as object on everything there is. */
export function without(
  grants: readonly Grant[],
  revoked: { object: string | null; privileges: string; users: string[]; roles: string[] },
): Grant[] {
  const gone = rightsNamed(revoked.privileges)
  const isAll = gone.some((one) => /^ALL( PRIVILEGES)?$/.test(one))
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
    if (isAll) return others
    const has = rightsNamed(grant.privileges).flatMap((one) =>
      /^ALL( PRIVILEGES)?$/.test(one) ? used : [one],
    )
    const left = has.filter((one) => !gone.includes(one))
    return left.length === 0
      ? others
      : [...others, { ...grant, users: hit, privileges: left.join(' , ') }]
  })
}
