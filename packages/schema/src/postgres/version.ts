/** The version taken when none is named: the newest that the grammar knows. */
export const newestVersion = 18

/** `15.4` is 15, `9.6` is 9. Throws for what is no version. */
export function majorVersion(version: string | undefined): number {
  if (version === undefined) return newestVersion
  const major = /^(\d+)(\.\d+)*$/.exec(version)?.[1]
  if (major === undefined)
    throw new Error(`${version} is no PostgreSQL version; say it as 15 or 15.4`)
  return Number(major)
}
