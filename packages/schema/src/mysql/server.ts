// Which server it is: what an ALTER TABLE costs depends on it.

export type Flavour = 'mysql' | 'mariadb'

export type Server = { flavour: Flavour; version: number[] }

const newest: Server = { flavour: 'mysql', version: [8, 4, 0] }

/** The newest of both that most people have: what is asked when nobody says which it is. */
export const eitherServer: [mysql: Server, mariadb: Server] = [
  newest,
  { flavour: 'mariadb', version: [10, 11] },
]

/**
 * Reads `8.0.29`, `10.11`, `10.11.6-MariaDB-log` or `mariadb 10.6`. MySQL has no version 10 to 12, so
 * those numbers are MariaDB's. Without a version it is the newest MySQL with long-term support.
 */
export function readServer(version: string | undefined): Server {
  if (version === undefined) return newest
  const numbers = /\d+(\.\d+)*/.exec(version)?.[0].split('.').map(Number) ?? []
  if (numbers.length === 0) {
    throw new Error(`«${version}» is no server version: write it as 8.0.29, or 10.11 for MariaDB`)
  }
  const mariadb = /maria/i.test(version) || (numbers[0] ?? 0) >= 10
  return { flavour: mariadb ? 'mariadb' : 'mysql', version: numbers }
}

/** The version that a dump says it was made of, in its first lines; undefined where it says none. */
export function versionOfDump(sql: string): string | undefined {
  return /^-- Server version\s+(\d\S*)/m.exec(sql.slice(0, 2000))?.[1]
}

/** Whether it is MySQL, of this version or a later one. A part that was not given is the newest. */
export function isMysqlFrom(server: Server, ...from: number[]): boolean {
  return server.flavour === 'mysql' && atLeast(server.version, from)
}

/** Whether it is MariaDB, of this version or a later one. */
export function isMariadbFrom(server: Server, ...from: number[]): boolean {
  return server.flavour === 'mariadb' && atLeast(server.version, from)
}

function atLeast(version: readonly number[], from: readonly number[]): boolean {
  for (const [i, wanted] of from.entries()) {
    const found = version[i]
    if (found === undefined || found > wanted) return true
    if (found < wanted) return false
  }
  return true
}
