// Where nobody says which server it is, MySQL and MariaDB are both asked: they do the same ALTER TABLE at
// different costs, and read each other's version comments as comments. What they agree on stands; where one
// finds a statement safe and the other does not, it depends on the server.

import { gravest, type StatementVerdict } from '../verdict.ts'

/** The verdicts of both, by the place of each statement. */
export function onEitherServer(
  mysql: readonly StatementVerdict[],
  mariadb: readonly StatementVerdict[],
): StatementVerdict[] {
  const others = new Map(mariadb.map((verdict) => [placeOf(verdict), verdict]))
  const both = mysql.map((verdict) => {
    const other = others.get(placeOf(verdict))
    others.delete(placeOf(verdict))
    return agreed(verdict, other ?? { ...verdict, ...leftOut })
  })
  const mariadbOnly = [...others.values()].map((verdict) =>
    agreed({ ...verdict, ...leftOut }, verdict),
  )
  const byFile = Map.groupBy([...both, ...mariadbOnly], ({ file }) => file)
  return [...byFile.values()].flatMap((all) =>
    all.toSorted((a, b) => a.line - b.line || a.column - b.column),
  )
}

/** What stands in a comment for the other server. */
const leftOut = { verdict: 'safe', hazard: 'none', why: 'it is a comment there' } as const

function agreed(mysql: StatementVerdict, mariadb: StatementVerdict): StatementVerdict {
  const hazard = gravest([mysql.hazard, mariadb.hazard])
  const told = mysql.hazard === hazard ? mysql : mariadb
  if (mysql.verdict === mariadb.verdict) return { ...told, hazard }
  const worse = mysql.verdict === 'safe' ? mariadb : mysql
  const tell = (verdict: StatementVerdict): string =>
    verdict.verdict === 'safe' ? 'it is safe' : verdict.why
  return {
    ...worse,
    verdict: 'needs-info',
    hazard,
    why: `it depends on the server (--server-version): on MySQL 8.4 ${tell(mysql)}; on MariaDB 10.11 ${tell(mariadb)}`,
  }
}

function placeOf({ file, line, column }: StatementVerdict): string {
  return `${file}:${line}:${column}`
}
