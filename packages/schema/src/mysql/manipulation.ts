// Statements that change rows or the session rather than the schema.

import { Reader, tablesRead, Unknown } from './reader.ts'
import type { Token } from './script.ts'
import type { Statement } from './statement.ts'

const harmless = new Set(
  `SELECT VALUES TABLE SHOW DESCRIBE DESC EXPLAIN USE BEGIN COMMIT ROLLBACK START SAVEPOINT RELEASE
   UNLOCK GRANT DO HELP DECLARE CHECKSUM`.split(/\s+/),
)

export function readManipulation(reader: Reader): Statement {
  const word = reader.word()
  if (harmless.has(word)) {
    const words = reader.tokens.map((token) => token.text.toUpperCase())
    if (words.includes('OUTFILE')) return { kind: 'dynamic' }
    const locks = / FOR (UPDATE|SHARE)\b| LOCK IN SHARE MODE\b/.test(words.join(' '))
    return word === 'SELECT' && locks ? readLocking(reader) : { kind: 'harmless' }
  }
  switch (word) {
    case 'INSERT':
    case 'REPLACE':
      return readInsert(reader)
    case 'UPDATE':
      return readUpdate(reader)
    case 'DELETE':
      return readDelete(reader)
    case 'WITH':
      return readWith(reader)
    case 'CALL':
      reader.next()
      return { kind: 'call', name: reader.name() }
    case 'PREPARE':
    case 'EXECUTE':
    case 'DEALLOCATE':
    case 'LOAD':
    case 'HANDLER':
    case 'XA':
      return { kind: 'dynamic' }
    case 'SET':
      return readSet(reader)
    case 'LOCK':
      return { kind: 'lock-tables' }
    case 'FLUSH': {
      const words = reader.rest().map((token) => token.text.toUpperCase())
      return { kind: words.includes('LOCK') ? 'flush-read-lock' : 'harmless' }
    }
    case 'OPTIMIZE':
    case 'ANALYZE':
    case 'CHECK':
    case 'REPAIR':
      return readMaintenance(reader)
    case 'REVOKE':
      return readRevoke(reader)
    default:
      throw new Unknown('a statement', reader.peek())
  }
}

function readLocking(reader: Reader): Statement {
  const all = reader.rest()
  const { where, limited } = readCondition(all)
  return { kind: 'lock-rows', tables: tablesRead(all), where, limited }
}

function readInsert(reader: Reader): Statement {
  const replace = reader.next().text.toUpperCase() === 'REPLACE'
  while (reader.takeOne('LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY', 'IGNORE') !== undefined) {
    // nothing hangs on how urgent it is
  }
  reader.take('INTO')
  const table = reader.name()
  return { kind: 'insert', table, replace, selects: tablesRead(reader.rest()) }
}

function readUpdate(reader: Reader): Statement {
  reader.need('UPDATE')
  while (reader.takeOne('LOW_PRIORITY', 'IGNORE') !== undefined) {
    // nothing hangs on how urgent it is
  }
  const all = reader.rest()
  const set = topLevel(all, 'SET')
  if (set < 0) throw new Unknown('SET', undefined)
  const { where, limited, end } = readCondition(all)
  const tables = namesOfTables(all.slice(0, set))
  const sets: string[] = []
  let depth = 0
  for (let at = set + 1; at < end; at++) {
    const text = all[at]?.text
    if (text === '(') depth++
    if (text === ')') depth--
    const starts = at === set + 1 || (depth === 0 && text === ',')
    if (!starts) continue
    const column = new Reader(all.slice(text === ',' ? at + 1 : at)).name()
    sets.push(column)
  }
  return { kind: 'update', tables, sets, where, limited }
}

function readDelete(reader: Reader): Statement {
  reader.need('DELETE')
  const all = reader.rest()
  const from = topLevel(all, 'FROM')
  const { where, limited } = readCondition(all)
  return { kind: 'delete', tables: namesOfTables(all.slice(from + 1)).slice(0, 1), where, limited }
}

/** `WITH … UPDATE|DELETE|SELECT`: the part behind the common table expressions counts. */
function readWith(reader: Reader): Statement {
  const all = reader.rest()
  for (const word of ['UPDATE', 'DELETE', 'INSERT']) {
    const at = topLevel(all, word)
    if (at >= 0) return readManipulation(new Reader(all.slice(at)))
  }
  return { kind: 'harmless' }
}

function namesOfTables(tokens: readonly Token[]): string[] {
  const first = new Reader(tokens)
  if (first.done || first.word() === '(') return []
  return [first.name(), ...tablesRead(tokens)]
}

function readCondition(tokens: readonly Token[]): {
  where: Token[] | null
  limited: boolean
  end: number
} {
  const where = topLevel(tokens, 'WHERE')
  const limit = topLevel(tokens, 'LIMIT')
  const order = topLevel(tokens, 'ORDER')
  const ends = [where, limit, order].filter((at) => at >= 0)
  const locking = topLevel(tokens, 'FOR')
  const stop = [limit, order, locking].filter((at) => at > where)
  return {
    where: where < 0 ? null : tokens.slice(where + 1, Math.min(tokens.length, ...stop)),
    limited: limit >= 0,
    end: Math.min(tokens.length, ...ends),
  }
}

function topLevel(tokens: readonly Token[], word: string): number {
  let depth = 0
  return tokens.findIndex((token) => {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    return depth === 0 && token.kind === 'word' && token.text.toUpperCase() === word
  })
}

function readSet(reader: Reader): Statement {
  reader.need('SET')
  const tokens = reader.rest()
  const text = tokens
    .map((token) => token.text)
    .join(' ')
    .toUpperCase()
  if (/^(PASSWORD|DEFAULT ROLE)/.test(text)) {
    return { kind: 'privileges', operation: 'SET PASSWORD', users: [] }
  }
  const global = /^(GLOBAL|PERSIST|PERSIST_ONLY|@@GLOBAL|@@PERSIST)\b/.exec(text)
  const names = text.replace(/^(GLOBAL|PERSIST_ONLY|PERSIST|SESSION|LOCAL)\s+/, '')
  const variable =
    /^(?:@@(?:GLOBAL|PERSIST|SESSION|LOCAL) \. )?@*([A-Z0-9_]+)/.exec(names)?.[1] ?? ''
  const value = names.slice(names.indexOf('=') + 1).trim()
  return { kind: 'set', scope: global === null ? 'session' : 'global', variable, value }
}

function readMaintenance(reader: Reader): Statement {
  const operation = reader.next().text.toUpperCase()
  reader.takeOne('NO_WRITE_TO_BINLOG', 'LOCAL')
  if (reader.takeOne('TABLE', 'TABLES') === undefined) throw new Unknown('TABLE', reader.peek())
  const tables = [reader.name()]
  while (reader.take(',')) tables.push(reader.name())
  return { kind: 'maintenance', operation, tables }
}

function readRevoke(reader: Reader): Statement {
  const all = reader.rest()
  const from = topLevel(all, 'FROM')
  const users = all.slice(from + 1).filter((token) => token.kind !== 'symbol')
  return { kind: 'privileges', operation: 'REVOKE', users: users.map(({ value }) => value) }
}
