// From the tokens of a statement to what it means. What is not understood throws `Unknown`.

import { readKeyOptions, readKeyParts } from './definition.ts'
import { readAlterTable } from './alter.ts'
import { readCreateTable } from './create-table.ts'
import { Reader, tablesRead, textOf, Unknown } from './reader.ts'
import { charsetNamed, type Key, type KeyKind } from './schema.ts'
import type { Token } from './script.ts'
import { readCreateRoutine, readInner } from './routine.ts'
import type { Demand, Statement } from './statement.ts'
import { readAssignments, readManipulation } from './manipulation.ts'

export function parseStatement(tokens: readonly Token[]): Statement {
  const reader = new Reader(tokens)
  switch (reader.word()) {
    case 'CREATE':
      return readCreate(reader)
    case 'ALTER':
      return readAlter(reader)
    case 'DROP':
      return readDrop(reader)
    case 'RENAME':
      return readRename(reader)
    case 'TRUNCATE':
      reader.next()
      reader.take('TABLE')
      return { kind: 'truncate', name: reader.name() }
    case 'BEGIN':
      return reader.sees('BEGIN', 'NOT', 'ATOMIC')
        ? { kind: 'block', inner: readInner(reader.rest(), parseStatement) }
        : { kind: 'harmless' }
    case 'SET':
      return reader.sees('SET', 'STATEMENT') ? readSetFor(reader) : readManipulation(reader)
    default:
      return readManipulation(reader)
  }
}

/** `SET STATEMENT variable = value, … FOR statement` of MariaDB. */
function readSetFor(reader: Reader): Statement {
  reader.need('SET', 'STATEMENT')
  const all = reader.rest()
  const at = all.findIndex((token) => token.kind === 'word' && /^for$/i.test(token.text))
  if (at < 0) throw new Unknown('FOR', undefined)
  return {
    kind: 'set-for',
    assignments: readAssignments(all.slice(0, at)),
    inner: parseStatement(all.slice(at + 1)),
  }
}

function readCreate(reader: Reader): Statement {
  reader.need('CREATE')
  const replace = reader.take('OR', 'REPLACE')
  const options = readViewOptions(reader)
  const temporary = reader.take('TEMPORARY')
  if (reader.take('TABLE')) return readCreateTable(reader, temporary, replace)
  if (reader.take('VIEW')) return readCreateView(reader, replace, options)
  if (reader.take('TRIGGER')) return readCreateTrigger(reader, replace, options)
  const routine = reader.takeOne('PROCEDURE', 'FUNCTION', 'EVENT')
  if (routine !== undefined) {
    return readCreateRoutine(reader, routine, options.definer, parseStatement)
  }
  if (reader.take('SEQUENCE')) {
    const ifNotExists = reader.take('IF', 'NOT', 'EXISTS')
    return { kind: 'create-sequence', name: reader.name(), replace, ifNotExists }
  }
  if (reader.takeOne('DATABASE', 'SCHEMA') !== undefined) {
    const ifNotExists = reader.take('IF', 'NOT', 'EXISTS')
    return { kind: 'create-database', name: reader.name(), ifNotExists }
  }
  if (reader.takeOne('USER', 'ROLE', 'SERVER') !== undefined) return { kind: 'harmless' }
  reader.take('ONLINE')
  const kind = reader.takeOne('UNIQUE', 'FULLTEXT', 'SPATIAL')
  reader.need('INDEX')
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS')
  const name = reader.name()
  if (reader.take('USING')) reader.next()
  reader.need('ON')
  const table = reader.name()
  const parts = readKeyParts(reader)
  const visible = readKeyOptions(reader)
  const key: Key = { name, kind: (kind?.toLowerCase() ?? 'index') as KeyKind, parts, visible }
  return {
    kind: 'alter-table',
    name: table,
    actions: [
      ...(replace ? [{ kind: 'drop-key' as const, name, ifExists: true }] : []),
      { kind: 'add-key', key, ifNotExists },
    ],
    demand: readDemand(reader),
    ifExists: false,
    ignore: false,
  }
}

type ViewOptions = { algorithm: string; invoker: boolean; definer: string | null }

/** ALGORITHM = MERGE DEFINER = `a`@`b` SQL SECURITY INVOKER, in front of views and routines. */
function readViewOptions(reader: Reader): ViewOptions {
  const options: ViewOptions = { algorithm: '', invoker: false, definer: null }
  for (;;) {
    if (reader.take('ALGORITHM', '=')) options.algorithm = reader.next().text.toUpperCase()
    else if (reader.take('DEFINER', '=')) options.definer = readAccount(reader)
    else if (reader.take('SQL', 'SECURITY')) options.invoker = /^invoker$/i.test(reader.next().text)
    else if (!reader.take('AGGREGATE')) return options
  }
}

/** The user of `user@host`. */
function readAccount(reader: Reader): string {
  const user = reader.next().value
  if (reader.word().startsWith('@')) reader.next()
  if (reader.peek(-1)?.text === '@') reader.next()
  if (reader.take('(')) reader.need(')')
  return user
}

/** `ALGORITHM = … LOCK = …` behind CREATE INDEX and DROP INDEX. */
export function readDemand(reader: Reader): Demand {
  const demand: Demand = { algorithm: 'DEFAULT', lock: 'DEFAULT' }
  for (;;) {
    const what = reader.takeOne('ALGORITHM', 'LOCK')
    if (what === undefined) return demand
    reader.take('=')
    const value = reader.next().text.toUpperCase()
    if (what === 'LOCK') demand.lock = value
    else demand.algorithm = value
  }
}

function readCreateView(
  reader: Reader,
  replace: boolean,
  { algorithm, invoker, definer }: ViewOptions,
): Statement {
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS')
  const name = reader.name()
  const columns =
    reader.word() === '(' ? reader.list().map((tokens) => new Reader(tokens).name()) : null
  reader.need('AS')
  const query = reader.rest()
  const words = new Set(query.map((token) => token.text.toUpperCase()))
  const tables = tablesRead(query)
  const combines = ['UNION', 'DISTINCT', 'GROUP', 'HAVING', 'LIMIT'].some((word) => words.has(word))
  return {
    kind: 'create-view',
    name,
    columns: columns ?? selectedColumns(query),
    tables,
    sql: textOf(query),
    replace,
    ifNotExists,
    updatable: !combines && tables.length === 1 && algorithm !== 'TEMPTABLE',
    invoker,
    definer,
  }
}

/** The names of what a SELECT returns; null where `*` or an expression without a name is among it. */
function selectedColumns(query: readonly Token[]): string[] | null {
  const reader = new Reader(query)
  if (!reader.take('SELECT')) return null
  const names: string[] = []
  let item: Token[] = []
  let depth = 0
  const finish = (): boolean => {
    const last = item.at(-1)
    item = []
    if (last === undefined || last.kind === 'symbol') return false
    names.push(last.value)
    return true
  }
  for (; !reader.done;) {
    const token = reader.next()
    const word = token.kind === 'word' ? token.text.toUpperCase() : token.text
    if (depth === 0 && (word === ',' || word === 'FROM')) {
      if (!finish()) return null
      if (word === 'FROM') return names
      continue
    }
    if (word === '(') depth++
    if (word === ')') depth--
    item.push(token)
  }
  return finish() ? names : null
}

function readCreateTrigger(reader: Reader, replace: boolean, { definer }: ViewOptions): Statement {
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS')
  const name = reader.name()
  const timing = reader.next().text.toUpperCase()
  const event = reader.next().text.toUpperCase()
  reader.need('ON')
  const table = reader.name()
  reader.need('FOR', 'EACH', 'ROW')
  const body = reader.rest()
  return { kind: 'create-trigger', name, table, timing, event, body, replace, ifNotExists, definer }
}

function readAlter(reader: Reader): Statement {
  reader.need('ALTER')
  reader.take('ONLINE')
  const ignore = reader.take('IGNORE')
  if (reader.take('TABLE')) return readAlterTable(reader, ignore)
  if (reader.take('SEQUENCE')) return readSequence(reader)
  if (reader.takeOne('DATABASE', 'SCHEMA') !== undefined) return readAlterDatabase(reader)
  if (reader.takeOne('USER', 'ROLE') !== undefined) {
    return { kind: 'privileges', operation: 'ALTER USER', users: [reader.next().value] }
  }
  const options = readViewOptions(reader)
  if (reader.take('VIEW')) return readCreateView(reader, true, options)
  if (reader.takeOne('PROCEDURE', 'FUNCTION', 'EVENT') !== undefined) {
    return readAlterRoutine(reader)
  }
  throw new Unknown('ALTER TABLE, VIEW, DATABASE or USER', reader.peek())
}

/** What is said of a routine changes nothing but in whose name it runs, and when an event does. */
function readAlterRoutine(reader: Reader): Statement {
  reader.name()
  while (!reader.done) {
    if (reader.take('COMMENT')) reader.string()
    else if (reader.takeOne('LANGUAGE', 'NOT') !== undefined) reader.next()
    else if (!reader.take('DETERMINISTIC') && !reader.take('NO', 'SQL')) {
      if (!reader.takeOne('CONTAINS', 'READS', 'MODIFIES')) return { kind: 'dynamic' }
      if (!reader.take('SQL', 'DATA')) reader.need('SQL')
    }
  }
  return { kind: 'harmless' }
}

function readSequence(reader: Reader): Statement {
  const ifExists = reader.take('IF', 'EXISTS')
  const name = reader.name()
  return { kind: 'alter-sequence', name, text: textOf(reader.rest()).toUpperCase(), ifExists }
}

function readAlterDatabase(reader: Reader): Statement {
  const statement: Statement & { kind: 'alter-database' } = {
    kind: 'alter-database',
    charset: null,
    collation: null,
    readOnly: false,
  }
  if (!/^(DEFAULT|CHARACTER|CHARSET|COLLATE|READ|ENCRYPTION)$/.test(reader.word())) reader.name()
  while (!reader.done) {
    reader.take('DEFAULT')
    if (reader.take('CHARACTER', 'SET') || reader.take('CHARSET')) {
      reader.take('=')
      statement.charset = charsetNamed(reader.name())
    } else if (reader.take('COLLATE')) {
      reader.take('=')
      statement.collation = charsetNamed(reader.name())
    } else if (reader.take('READ', 'ONLY')) {
      reader.take('=')
      statement.readOnly = reader.next().text === '1'
    } else throw new Unknown('an option of the database', reader.peek())
  }
  return statement
}

function readDrop(reader: Reader): Statement {
  reader.need('DROP')
  const temporary = reader.take('TEMPORARY')
  if (reader.takeOne('TABLE', 'TABLES') !== undefined) {
    const ifExists = reader.take('IF', 'EXISTS')
    return { kind: 'drop-table', names: readNames(reader), temporary, ifExists }
  }
  if (reader.take('VIEW')) {
    reader.take('IF', 'EXISTS')
    return { kind: 'drop-view', names: readNames(reader) }
  }
  if (reader.take('INDEX')) {
    const ifExists = reader.take('IF', 'EXISTS')
    const index = reader.name()
    reader.need('ON')
    const name = reader.name()
    return {
      kind: 'alter-table',
      name,
      actions: [
        index.toUpperCase() === 'PRIMARY'
          ? { kind: 'drop-primary-key' }
          : { kind: 'drop-key', name: index, ifExists },
      ],
      demand: readDemand(reader),
      ifExists: false,
      ignore: false,
    }
  }
  if (reader.take('SEQUENCE')) {
    const ifExists = reader.take('IF', 'EXISTS')
    return { kind: 'drop-sequence', names: readNames(reader), ifExists }
  }
  if (reader.take('TRIGGER')) {
    reader.take('IF', 'EXISTS')
    return { kind: 'drop-trigger', name: reader.name() }
  }
  const routine = reader.takeOne('PROCEDURE', 'FUNCTION', 'EVENT')
  if (routine !== undefined) {
    reader.take('IF', 'EXISTS')
    return { kind: 'drop-routine', routine, name: reader.name() }
  }
  if (reader.takeOne('DATABASE', 'SCHEMA') !== undefined) {
    reader.take('IF', 'EXISTS')
    return { kind: 'drop-database', name: reader.name() }
  }
  if (reader.takeOne('USER', 'ROLE') !== undefined) {
    reader.take('IF', 'EXISTS')
    const users = reader.rest().filter((token) => token.kind !== 'symbol')
    return { kind: 'privileges', operation: 'DROP USER', users: users.map(({ value }) => value) }
  }
  throw new Unknown('what is dropped', reader.peek())
}

function readNames(reader: Reader): string[] {
  const names = [reader.name()]
  while (reader.take(',')) names.push(reader.name())
  return names
}

function readRename(reader: Reader): Statement {
  reader.need('RENAME')
  if (reader.take('USER')) {
    const users = reader.rest().filter((token) => token.kind !== 'symbol')
    return { kind: 'privileges', operation: 'RENAME USER', users: users.map(({ value }) => value) }
  }
  if (reader.takeOne('TABLE', 'TABLES') === undefined) throw new Unknown('TABLE', reader.peek())
  const ifExists = reader.take('IF', 'EXISTS')
  const pairs: { from: string; to: string }[] = []
  do {
    const home = databaseOf(reader)
    const from = reader.name()
    if (reader.takeOne('WAIT', 'NOWAIT') === 'WAIT') reader.next()
    reader.need('TO')
    const away = databaseOf(reader)
    const to = reader.name()
    // Into another database: the name is gone from this one.
    pairs.push({ from, to: away === undefined || away === home ? to : `${away}.${to}` })
  } while (reader.take(','))
  return { kind: 'rename-table', pairs, ifExists }
}

/** The database that qualifies the name which comes next. */
function databaseOf(reader: Reader): string | undefined {
  return reader.word(1) === '.' ? reader.peek()?.value : undefined
}
