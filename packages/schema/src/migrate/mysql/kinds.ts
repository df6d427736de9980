// What MySQL and MariaDB can take back of a statement, and how to find out whether it was done.

import type { Token } from '../../mysql/script.ts'

/**
 * - `rows`: can be taken back, so it is one transaction with its mark in the ledger
 * - `setting`: for this session only
 * - `schema`: commits by itself, whole or not at all; the schema tells whether it was done
 * - `repeatable`: commits by itself, and does no harm when it is done twice
 * - `once`: commits by itself, whole or not at all; nothing tells whether it was done
 * - `opaque`: may commit anywhere in the middle
 */
export type Kind = 'rows' | 'setting' | 'schema' | 'repeatable' | 'once' | 'opaque'

const kinds: [Kind, RegExp][] = [
  ['rows', /^(INSERT|UPDATE|DELETE|REPLACE|SELECT|WITH|VALUES|TABLE|DO|LOAD DATA|\()/],
  ['repeatable', /^SET (GLOBAL|PERSIST|PERSIST_ONLY|PASSWORD|DEFAULT)\b/],
  ['setting', /^(SET|USE|PREPARE|DEALLOCATE|CREATE( OR REPLACE)? TEMPORARY TABLE)\b/],
  ['once', /^ALTER TABLE .*\b(TRUNCATE|EXCHANGE|DISCARD|IMPORT) (PARTITION|TABLESPACE)\b/],
  ['once', /^ALTER SEQUENCE .*\bRESTART\b/],
  [
    'schema',
    /^(CREATE|ALTER|DROP|RENAME)\b.*?\b(TABLE|TABLES|VIEW|TRIGGER|INDEX|PROCEDURE|FUNCTION|EVENT|SEQUENCE)\b/,
  ],
  [
    'repeatable',
    /^(OPTIMIZE|ANALYZE|CHECK|CHECKSUM|REPAIR|FLUSH|GRANT|REVOKE|SHOW|EXPLAIN|DESC|DESCRIBE|ALTER (DATABASE|SCHEMA|USER))\b/,
  ],
  ['once', /^(TRUNCATE|CREATE|ALTER|DROP|RENAME)\b/],
]

export function kindOf(tokens: readonly Token[]): Kind {
  const words = wordsOf(tokens)
  const text = words.join(' ')
  // SET STATEMENT max_statement_time = 10 FOR ALTER TABLE …
  if (text.startsWith('SET STATEMENT ')) {
    return words.includes('FOR') ? kindOf(tokens.slice(words.indexOf('FOR') + 1)) : 'opaque'
  }
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'opaque'
  return kind === 'schema' && isSwap(words, tokens) ? 'once' : kind
}

/** Words in capitals; what is a name or a string for certain is a dot, so that it is taken for no word. */
export function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ kind, text }) =>
    kind === 'name' || kind === 'string' ? '.' : text.toUpperCase(),
  )
}

/** Tables that change their names among themselves look afterwards as before, if they are alike. */
function isSwap(words: readonly string[], tokens: readonly Token[]): boolean {
  if (words[0] !== 'RENAME') return false
  const after = (word: RegExp): string[] =>
    tokens.filter((_, i) => word.test(words[i - 1] ?? '')).map(({ value }) => value)
  const old = after(/^(TABLES?|,)$/)
  return after(/^TO$/).some((name) => old.includes(name))
}
