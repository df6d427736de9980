// Full-text tables (FTS3 to FTS5). Their index is kept in tables of their own, and they are told to
// work on it by an INSERT of a word into the column that is called as they are themselves. Such work
// goes through no program that EXPLAIN shows.

import type { DatabaseSync } from 'node:sqlite'
import type { Action } from './action.ts'
import { quote, sameName } from './names.ts'
import { unquote, type ScriptStatement } from './script.ts'
import type { OldTables } from './work.ts'

type FullText = {
  name: string
  /** The table or view whose rows it indexes, where it does not hold them itself. */
  content: string | undefined
}

function fullTexts(database: DatabaseSync): FullText[] {
  const rows = database
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts%'`)
    .all() as { name: string; sql: string }[]
  return rows.map(({ name, sql }) => ({
    name,
    content: /\bcontent\s*=\s*(?:'([^']+)'|"([^"]+)"|`([^`]+)`|(\w+))/i
      .exec(sql)
      ?.slice(1)
      .find((group) => group !== undefined),
  }))
}

/** Indexes the rows of the tables whose texts are held elsewhere, as if it had always been done. */
export function indexTexts(database: DatabaseSync): void {
  for (const { name, content } of fullTexts(database)) {
    if (content === undefined) continue
    try {
      database.exec(`INSERT INTO ${quote(name)} (${quote(name)}) VALUES ('rebuild')`)
    } catch {
      // Its content is not there: the running version does not use it either.
    }
  }
}

/**
 * The old tables that a command to a full-text table has it read or write from end to end; and whether it
 * gives what is found another order.
 */
export function indexWork(
  database: DatabaseSync,
  { tokens }: ScriptStatement,
  { kind, table }: Action,
  old: OldTables,
): { scanned: string[]; rewritten: string[]; ranked: boolean } {
  const names = [...old.values()]
  const nothing = { scanned: [], rewritten: [], ranked: false }
  if (kind !== 'insert' || table === undefined) return nothing
  const index = fullTexts(database).find(({ name }) => sameName(name, table))
  const addressed = tokens.some(
    (token, at) => tokens[at - 1]?.text === '(' && sameName(unquote(token), table),
  )
  if (index === undefined || !addressed) return nothing
  const words = tokens.filter(({ kind: of }) => of === 'string').map(unquote)
  const isOld = names.some((name) => name.toLowerCase().startsWith(`${table.toLowerCase()}_`))
  const content = index.content ?? (isOld ? index.name : undefined)
  const isThere = content !== undefined && (isOld || names.some((name) => sameName(name, content)))
  return {
    scanned:
      isThere && words.some((word) => /^(rebuild|integrity-check)$/.test(word)) ? [content] : [],
    rewritten: isOld && words.includes('optimize') ? [index.name] : [],
    ranked: isOld && words[0] === 'rank',
  }
}
