// Statements that change rows or the session rather than the schema.

import { apart, Reader, splitList, tablesRead, textOf, Unknown } from './reader.ts'
import type { Grant } from './schema.ts'
import type { Token } from './script.ts'
import type { Assignment, Selection, Statement } from './statement.ts'

const harmless = new Set(
  `SELECT VALUES TABLE SHOW DESCRIBE DESC EXPLAIN BEGIN COMMIT ROLLBACK START SAVEPOINT RELEASE
   UNLOCK DO HELP DECLARE CHECKSUM`.split(/\s+/),
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
    case 'USE':
      reader.next()
      return { kind: 'use', name: reader.name() }
    case 'LOCK':
      return readLockTables(reader)
    case 'FLUSH':
      return readFlush(reader)
    case 'OPTIMIZE':
    case 'ANALYZE':
    case 'CHECK':
    case 'REPAIR':
      return readMaintenance(reader)
    case 'GRANT':
      return readGrant(reader)
    case 'REVOKE':
      return readRevoke(reader)
    default:
      throw new Unknown('a statement', reader.peek())
  }
}

function readLocking(reader: Reader): Statement {
  return { kind: 'lock-rows', ...readSelection(reader.rest()) }
}

/** What a SELECT reads. */
export function readSelection(tokens: readonly Token[]): Selection {
  const selection = { tables: tablesRead(tokens), ...readCondition(tokens) }
  const [outer, inner] = apart(tokens)
  const isAlone = tablesRead(outer).length === 0 && selection.tables.length > 0
  return isAlone ? { ...selection, alone: inner.map(readSelection) } : selection
}

function readInsert(reader: Reader): Statement {
  const replace = reader.next().text.toUpperCase() === 'REPLACE'
  while (reader.takeOne('LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY', 'IGNORE') !== undefined) {
    // nothing hangs on how urgent it is
  }
  reader.take('INTO')
  const table = reader.name()
  const listed = reader.word() === '(' && !/^(SELECT|WITH|\()$/.test(reader.word(1))
  const list = listed ? reader.list().filter((tokens) => tokens.length > 0) : []
  const columns = list.length > 0 ? list.map((tokens) => new Reader(tokens).name()) : null
  const rest = reader.rest()
  const selects = readSelection(rest)
  const read = selects.tables.length > 0
  const given = readGiven(new Reader(rest))
  return { kind: 'insert', table, replace, columns, given, selects: read ? selects : null }
}

function readGiven(reader: Reader): number | string | null {
  if (reader.take('SELECT', '*', 'FROM')) {
    const table = reader.name()
    return /^(,|JOIN|INNER|LEFT|RIGHT|CROSS|NATURAL)$/.test(reader.word()) ? null : table
  }
  if (reader.takeOne('VALUES', 'VALUE') === undefined || reader.word() !== '(') return null
  return reader.list().filter(({ length }) => length > 0).length
}

function readUpdate(reader: Reader): Statement {
  reader.need('UPDATE')
  while (reader.takeOne('LOW_PRIORITY', 'IGNORE') !== undefined) {
    // nothing hangs on how urgent it is
  }
  const all = reader.rest()
  const set = topLevel(all, 'SET')
  if (set < 0) throw new Unknown('SET', undefined)
  const condition = readCondition(all)
  const end = endOfClauses(all)
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
  const isJoined = tables.length > 1 || all.slice(0, set).some(({ text }) => text === ',')
  const first = isJoined ? { first: namesOfFirst(all) } : {}
  const [, inner] = apart(all.slice(set))
  const reads = inner.map(readSelection).filter(({ tables: read }) => read.length > 0)
  return { kind: 'update', tables, sets, reads, ...condition, ...first }
}

/** `books b JOIN …` and `books AS b, …`: both names. */
function namesOfFirst(tokens: readonly Token[]): string[] {
  const reader = new Reader(tokens)
  const name = reader.name()
  const isNamed =
    reader.take('AS') ||
    !/^(,|JOIN|INNER|LEFT|RIGHT|CROSS|STRAIGHT_JOIN|NATURAL|USE|FORCE|IGNORE|PARTITION)$/.test(
      reader.word(),
    )
  return isNamed && !reader.done ? [name, reader.name()] : [name]
}

function readDelete(reader: Reader): Statement {
  reader.need('DELETE')
  if (reader.take('HISTORY')) {
    reader.need('FROM')
    return { kind: 'delete-history', name: reader.name() }
  }
  const all = reader.rest()
  const from = topLevel(all, 'FROM')
  // Of a multi-table DELETE the tables in front of FROM lose rows, by name or alias.
  return {
    kind: 'delete',
    ...readCondition(all),
    tables: namesOfTables(all.slice(from + 1)).slice(0, 1),
  }
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

const clauses = ['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'FOR', 'LOCK']

function readCondition(tokens: readonly Token[]): Omit<Selection, 'tables'> {
  const places = clauses.map((word) => topLevel(tokens, word))
  const clause = (word: string, skipped: number): Token[] | null => {
    const at = topLevel(tokens, word)
    if (at < 0) return null
    return tokens.slice(at + skipped, Math.min(tokens.length, ...places.filter((p) => p > at)))
  }
  const limit = clause('LIMIT', 1)
  // LIMIT 20, 10 skips twenty, and looks at them.
  const numbers = (limit ?? []).map(({ text }) => Number(text)).filter(Number.isFinite)
  return {
    where: clause('WHERE', 1),
    order: clause('ORDER', 2),
    limit: limit === null ? null : numbers.reduce((sum, number) => sum + number, 0),
  }
}

/** Where the first of WHERE, ORDER BY and LIMIT begins. */
function endOfClauses(tokens: readonly Token[]): number {
  const places = ['WHERE', 'ORDER', 'LIMIT'].map((word) => topLevel(tokens, word))
  return Math.min(tokens.length, ...places.filter((at) => at >= 0))
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
    const at = Math.max(topLevel(tokens, 'FOR'), topLevel(tokens, 'TO'))
    const users = at < 0 ? [] : tokens.slice(at + 1).map(({ value }) => value)
    const operation = text.startsWith('PASSWORD') ? 'SET PASSWORD' : 'SET DEFAULT ROLE'
    return /^DEFAULT ROLE ALL\b/.test(text)
      ? { kind: 'harmless' }
      : { kind: 'privileges', operation, users }
  }
  return { kind: 'set', assignments: readAssignments(tokens) }
}

/** `[GLOBAL|SESSION] variable = value, …` */
export function readAssignments(tokens: readonly Token[]): Assignment[] {
  let scope: Assignment['scope'] = 'session'
  return splitList(tokens).map((part): Assignment => {
    const one = part
      .map((token) => token.text)
      .join(' ')
      .toUpperCase()
    // What is said of one counts for those behind it.
    if (/^(GLOBAL|PERSIST|PERSIST_ONLY|@@GLOBAL|@@PERSIST)\b/.test(one)) scope = 'global'
    else if (/^(SESSION|LOCAL|@@SESSION|@@LOCAL|@)/.test(one)) scope = 'session'
    const names = one.replace(/^(GLOBAL|PERSIST_ONLY|PERSIST|SESSION|LOCAL)\s+/, '')
    const variable =
      /^(?:@@(?:GLOBAL|PERSIST|SESSION|LOCAL) \. )?@*([A-Z0-9_]+)/.exec(names)?.[1] ?? ''
    const own = /^@(?!@)/.test(names)
    const value = names.slice(names.indexOf('=') + 1).trim()
    return { scope, variable: own ? `@${variable}` : variable, value }
  })
}

function readMaintenance(reader: Reader): Statement {
  const operation = reader.next().text.toUpperCase()
  reader.takeOne('NO_WRITE_TO_BINLOG', 'LOCAL')
  if (reader.takeOne('TABLE', 'TABLES') === undefined) throw new Unknown('TABLE', reader.peek())
  const tables = [reader.name()]
  while (reader.take(',')) tables.push(reader.name())
  return { kind: 'maintenance', operation, tables }
}

/** `GRANT privileges ON object TO users`; `object` is null where all there is is meant. */
function readGrant(reader: Reader): Statement {
  reader.need('GRANT')
  const all = reader.rest()
  const [on, to] = [topLevel(all, 'ON'), topLevel(all, 'TO')]
  const users = all.slice(to + 1).map(({ value }) => value)
  return { kind: 'grant', ...readGranted(all, on, to), users }
}

/** `privileges ON object`, or roles; the places are those of ON and of what comes behind it. */
function readGranted(
  all: readonly Token[],
  on: number,
  end: number,
): Pick<Grant, 'object' | 'privileges' | 'roles'> {
  const words = textOf(all.slice(0, Math.max(on < 0 ? end : on, 0))).toUpperCase()
  const named = on < 0 ? [] : all.slice(on + 1, end)
  const object = named.at(-1)?.text === '*' ? null : (named.at(-1)?.value ?? null)
  if (on < 0 && !words.startsWith('ALL')) {
    const roles = all.slice(0, end).filter(({ kind }) => kind !== 'symbol')
    return { object: null, privileges: '', roles: roles.map(({ value }) => value) }
  }
  return { object: on < 0 ? '*' : object, privileges: words, roles: [] }
}

/** `FLUSH TABLES [name, …] [WITH READ LOCK | FOR EXPORT]`, of which the plain one lets go at once. */
function readFlush(reader: Reader): Statement {
  reader.need('FLUSH')
  const all = reader.rest()
  const words = all.map((token) => token.text.toUpperCase())
  const end = /^(WITH READ LOCK|FOR EXPORT)\b/
  const at = words.findIndex((_, place) => end.test(words.slice(place).join(' ')))
  if (at < 0) return { kind: 'harmless' }
  const list = all.slice(words.findIndex((word) => /^TABLES?$/.test(word)) + 1, at)
  if (list.length === 0) return { kind: 'flush-read-lock' }
  return { kind: 'lock-tables', tables: splitList(list).map((name) => new Reader(name).name()) }
}

/** `LOCK TABLES name [AS alias] READ|WRITE, …` */
function readLockTables(reader: Reader): Statement {
  reader.need('LOCK')
  if (reader.takeOne('TABLES', 'TABLE') === undefined) throw new Unknown('TABLES', reader.peek())
  const tables = splitList(reader.rest()).map((tokens) => new Reader(tokens).name())
  return { kind: 'lock-tables', tables }
}

function readRevoke(reader: Reader): Statement {
  reader.need('REVOKE')
  reader.take('IF', 'EXISTS')
  const all = reader.rest()
  const [on, from] = [topLevel(all, 'ON'), topLevel(all, 'FROM')]
  const users = all.slice(from + 1).filter((token) => token.kind !== 'symbol')
  const revoked = readGranted(all, on, from)
  return {
    kind: 'privileges',
    operation: 'REVOKE',
    users: users.map(({ value }) => value),
    revoked,
  }
}
