import {
  readCheck,
  readColumn,
  readConstraintName,
  readForeignKey,
  readKey,
  type ColumnDefinition,
} from './definition.ts'
import { readTableOption } from './alter.ts'
import { readSelection } from './manipulation.ts'
import { Reader, Unknown } from './reader.ts'
import type { Check, ForeignKey, Key } from './schema.ts'
import type { Token } from './script.ts'
import type { Statement } from './statement.ts'

/** What comes behind CREATE TABLE. */
export function readCreateTable(reader: Reader, temporary: boolean, replace: boolean): Statement {
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS')
  const name = reader.name()
  const table: Statement & { kind: 'create-table' } = {
    kind: 'create-table',
    name,
    replace,
    ifNotExists,
    temporary,
    columns: [],
    keys: [],
    foreignKeys: [],
    checks: [],
    options: new Map(),
    like: null,
    selects: null,
    shaped: null,
    partitioned: false,
  }
  if (reader.take('LIKE')) return { ...table, like: reader.name() }
  if (reader.sees('(', 'LIKE'))
    return { ...table, like: new Reader(reader.group().slice(1)).name() }
  if (reader.word() === '(' && reader.word(1) !== 'SELECT') {
    for (const member of reader.list()) readMember(new Reader(member), table)
  }
  while (!reader.done) {
    if (reader.take(',') || reader.take('WITH', 'SYSTEM', 'VERSIONING')) continue
    if (reader.sees('PARTITION', 'BY')) {
      table.partitioned = true
      const rest = reader.rest()
      table.selects = rest.some((token) => /^select$/i.test(token.text))
        ? readSelection(rest)
        : null
    } else if (/^(AS|SELECT|IGNORE|REPLACE|WITH|\()$/.test(reader.word())) {
      const rest = reader.rest()
      table.selects = readSelection(rest)
      table.shaped = allColumnsOf(rest)
    } else {
      const option = readTableOption(reader)
      if (option === undefined) throw new Unknown('a table option', reader.peek())
      table.options.set(option.name, option.value)
    }
  }
  return table
}

function readMember(
  reader: Reader,
  into: { columns: ColumnDefinition[]; keys: Key[]; foreignKeys: ForeignKey[]; checks: Check[] },
): void {
  if (reader.sees('PERIOD', 'FOR')) {
    reader.rest()
    return
  }
  const constrained = reader.sees('CONSTRAINT')
  if (reader.sees('CHECK')) {
    into.checks.push(readCheck(reader))
    return
  }
  const constraint = constrained ? readConstraintName(reader) : undefined
  if (reader.sees('CHECK')) {
    into.checks.push({ ...readCheck(reader), name: constraint ?? '' })
  } else if (reader.sees('FOREIGN', 'KEY'))
    into.foreignKeys.push(readForeignKey(reader, constraint))
  else if (reader.take('PRIMARY', 'KEY')) into.keys.push(readKey(reader, 'primary', constraint))
  else if (reader.take('UNIQUE')) into.keys.push(readKey(reader, 'unique', constraint))
  else if (reader.take('FULLTEXT')) into.keys.push(readKey(reader, 'fulltext'))
  else if (reader.take('SPATIAL')) into.keys.push(readKey(reader, 'spatial'))
  else if (reader.sees('KEY') || reader.sees('INDEX')) into.keys.push(readKey(reader, 'index'))
  else if (constrained) throw new Unknown('a constraint', reader.peek())
  else into.columns.push(readColumn(reader, reader.name()))
  if (!reader.done) throw new Unknown('a comma or the end of the table', reader.peek())
}

/** The one table of `AS SELECT * FROM table`. */
function allColumnsOf(tokens: readonly Token[]): string | null {
  const reader = new Reader(tokens)
  reader.take('AS')
  if (!reader.take('SELECT', '*', 'FROM')) return null
  const table = reader.name()
  return reader.done || /^(WHERE|ORDER|LIMIT)$/.test(reader.word()) ? table : null
}
