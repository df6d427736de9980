// What a statement sets out to do, read from its first words. Only what the judge says about it
// hangs on this; what it does is seen on the shadow.

import { keyword, unquote, type Token } from './script.ts'

export type ActionKind =
  | 'add-column'
  | 'add-constraint'
  | 'analyze'
  | 'attach'
  | 'begin'
  | 'commit'
  | 'create-index'
  | 'create-table'
  | 'create-trigger'
  | 'create-unique-index'
  | 'create-view'
  | 'delete'
  | 'drop-column'
  | 'drop-constraint'
  | 'drop-index'
  | 'drop-not-null'
  | 'drop-table'
  | 'drop-trigger'
  | 'drop-view'
  | 'insert'
  | 'other'
  | 'pragma'
  | 'reindex'
  | 'rename-column'
  | 'rename-table'
  | 'rollback'
  | 'savepoint'
  | 'select'
  | 'set-not-null'
  | 'update'
  | 'vacuum'

/**
 * `table` is what it names as its target: for an index the table, otherwise the object itself; `schema`
 * is the database it says that is in, if it says so.
 */
export type Action = { kind: ActionKind; table?: string; column?: string; schema?: string }

export function readAction(tokens: readonly Token[]): Action {
  const words = tokens.map(keyword)
  const first = words[0]
  let schema: string | undefined
  const nameAfter = (...path: string[]): string | undefined => {
    let at = words.findIndex((_, i) => path.every((word, j) => words[i + j] === word))
    if (at < 0) return undefined
    at += path.length
    if (words[at] === 'IF') at += words[at + 1] === 'NOT' ? 3 : 2
    const qualifier = tokens[at]
    if (qualifier !== undefined && tokens[at + 1]?.text === '.') {
      schema = unquote(qualifier).toLowerCase()
      at += 2
    }
    const token = tokens[at]
    return token === undefined ? undefined : unquote(token)
  }
  const make = (kind: ActionKind, table?: string, column?: string): Action => ({
    kind,
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
    ...(schema === undefined ? {} : { schema }),
  })
  switch (first) {
    case 'ALTER':
      return readAlter(tokens, words, nameAfter('TABLE'), make)
    case 'CREATE': {
      const what = words.find((word) => /^(TABLE|INDEX|VIEW|TRIGGER)$/.test(word))
      if (what === 'INDEX') {
        const unique = words[1] === 'UNIQUE'
        return make(unique ? 'create-unique-index' : 'create-index', nameAfter('ON'))
      }
      if (what === 'TRIGGER') return make('create-trigger', nameAfter('ON'))
      if (what === 'VIEW') return make('create-view', nameAfter('VIEW'))
      return what === 'TABLE' ? make('create-table', nameAfter('TABLE')) : make('other')
    }
    case 'DROP': {
      const what = words[1] ?? ''
      const kinds: Record<string, ActionKind> = {
        TABLE: 'drop-table',
        INDEX: 'drop-index',
        VIEW: 'drop-view',
        TRIGGER: 'drop-trigger',
      }
      return make(kinds[what] ?? 'other', nameAfter(what))
    }
    case 'INSERT':
    case 'REPLACE':
      return make('insert', nameAfter('INTO'))
    case 'UPDATE':
      return make('update', words[1] === 'OR' ? nameAfter(words[2] ?? '') : nameAfter('UPDATE'))
    case 'DELETE':
      return make('delete', nameAfter('FROM'))
    case 'WITH': {
      const at = topLevel(tokens).find((i) =>
        /^(INSERT|REPLACE|UPDATE|DELETE)$/.test(words[i] ?? ''),
      )
      return at === undefined ? make('select') : readAction(tokens.slice(at))
    }
    case 'SELECT':
    case 'VALUES':
    case 'EXPLAIN':
      return make('select')
    case 'END':
      return make('commit')
    case 'RELEASE':
    case 'SAVEPOINT':
      return make('savepoint')
    case 'ROLLBACK':
      return make(words.includes('TO') ? 'savepoint' : 'rollback')
    case 'DETACH':
      return make('attach')
    case 'BEGIN':
    case 'COMMIT':
    case 'PRAGMA':
    case 'VACUUM':
    case 'REINDEX':
    case 'ANALYZE':
    case 'ATTACH':
      return make(first.toLowerCase() as ActionKind)
    default:
      return make('other')
  }
}

function readAlter(
  tokens: readonly Token[],
  words: readonly string[],
  table: string | undefined,
  make: (kind: ActionKind, table?: string, column?: string) => Action,
): Action {
  // ALTER TABLE [schema .] name VERB [COLUMN] …
  let at = 3
  if (tokens[at]?.text === '.') at += 2
  const verb = words[at]
  const next = words[at + 1] ?? ''
  const column = (from: number): string | undefined => {
    const token = tokens[from]
    return token === undefined ? undefined : unquote(token)
  }
  const named = next === 'COLUMN' ? column(at + 2) : column(at + 1)
  if (verb === 'RENAME') {
    return next === 'TO' ? make('rename-table', table) : make('rename-column', table, named)
  }
  if (verb === 'ADD') {
    const constraint = /^(CONSTRAINT|CHECK|UNIQUE|FOREIGN|PRIMARY)$/.test(next)
    return constraint ? make('add-constraint', table) : make('add-column', table, named)
  }
  if (verb === 'DROP') {
    return next === 'CONSTRAINT'
      ? make('drop-constraint', table)
      : make('drop-column', table, named)
  }
  if (verb === 'ALTER') {
    return make(words.includes('SET') ? 'set-not-null' : 'drop-not-null', table, named)
  }
  return make('other', table)
}

/** The places of tokens that are in no parentheses. */
function topLevel(tokens: readonly Token[]): number[] {
  let depth = 0
  return tokens.flatMap((token, at) => {
    if (token.text === '(') depth++
    else if (token.text === ')') depth--
    else if (depth === 0) return [at]
    return []
  })
}
