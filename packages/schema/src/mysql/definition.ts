// Column, key and constraint definitions, which CREATE TABLE and ALTER TABLE share.

import { Malformed, Reader, textOf } from './reader.ts'
import {
  binaryOfCharset,
  charsetNamed,
  type Check,
  type Column,
  type ForeignKey,
  type Key,
  type KeyKind,
  type Type,
} from './schema.ts'
import type { Token } from './script.ts'

/** What a definition brings along besides the column itself. */
export type ColumnDefinition = {
  column: Column
  key: 'primary' | 'unique' | null
  check: Check | null
  references: Omit<ForeignKey, 'name' | 'columns'> | null
}

export type Position = 'first' | { after: string } | null

const synonyms: Record<string, string> = {
  INTEGER: 'INT',
  INT1: 'TINYINT',
  INT2: 'SMALLINT',
  INT3: 'MEDIUMINT',
  INT4: 'INT',
  INT8: 'BIGINT',
  BOOL: 'TINYINT',
  BOOLEAN: 'TINYINT',
  DEC: 'DECIMAL',
  NUMERIC: 'DECIMAL',
  FIXED: 'DECIMAL',
  REAL: 'DOUBLE',
  FLOAT4: 'FLOAT',
  FLOAT8: 'DOUBLE',
  MIDDLEINT: 'MEDIUMINT',
  NVARCHAR: 'VARCHAR',
  NCHAR: 'CHAR',
  CHARACTER: 'CHAR',
  VARCHARACTER: 'VARCHAR',
}

const types = new Set(
  `TINYINT SMALLINT MEDIUMINT INT BIGINT DECIMAL FLOAT DOUBLE BIT CHAR VARCHAR BINARY VARBINARY TINYTEXT
   TEXT MEDIUMTEXT LONGTEXT TINYBLOB BLOB MEDIUMBLOB LONGBLOB ENUM SET DATE TIME DATETIME TIMESTAMP YEAR
   JSON GEOMETRY POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION
   UUID INET4 INET6 VECTOR GEOMCOLLECTION CLOB RAW NUMBER VARCHAR2 XMLTYPE`.split(/\s+/),
)

/** Reads `type attributes…` of the column `name`. */
export function readColumn(reader: Reader, name: string): ColumnDefinition {
  const word = reader.word()
  const serial = word === 'SERIAL'
  // What is NATIONAL has a character set of its own.
  const national = /^(NATIONAL|NCHAR|NVARCHAR)$/.test(word)
  const column: Column = {
    name,
    origin: null,
    type: serial ? bigintUnsigned(reader) : readType(reader),
    nullable: !serial,
    default: null,
    autoIncrement: serial,
    generated: null,
    expression: null,
    onUpdate: false,
    invisible: false,
    compressed: false,
    charset: national ? 'utf8mb3' : null,
    collation: null,
  }
  const definition: ColumnDefinition = {
    column,
    key: serial ? 'unique' : null,
    check: null,
    references: null,
  }
  while (readAttribute(reader, definition)) {
    // each attribute notes itself
  }
  return definition
}

function bigintUnsigned(reader: Reader): Type {
  reader.need('SERIAL')
  return { name: 'BIGINT', numbers: [], members: [], unsigned: true, zerofill: false }
}

function readType(reader: Reader): Type {
  let name = reader.word()
  reader.next()
  if (name === 'LONG')
    name = reader.takeOne('VARBINARY') === undefined ? 'MEDIUMTEXT' : 'MEDIUMBLOB'
  if (name === 'NATIONAL') name = reader.next().text.toUpperCase()
  if (name === 'DOUBLE') reader.take('PRECISION')
  const varying = /^(CHAR|CHARACTER|NCHAR)$/.test(name) && reader.take('VARYING')
  const short = name === 'BOOL' || name === 'BOOLEAN'
  name = varying ? 'VARCHAR' : (synonyms[name] ?? name)
  if (!types.has(name)) throw new Malformed('a type', reader.peek(-1))
  const list = reader.word() === '(' ? reader.list().map((member) => member[0]) : []
  const named = name === 'ENUM' || name === 'SET'
  const type: Type = {
    name,
    numbers: short ? [1] : list.map((token) => Number(token?.text)).filter(Number.isFinite),
    members: named ? list.map((token) => token?.value ?? '') : [],
    unsigned: false,
    zerofill: false,
  }
  for (;;) {
    const attribute = reader.takeOne('UNSIGNED', 'ZEROFILL', 'SIGNED')
    if (attribute === undefined) return type
    if (attribute !== 'SIGNED') type.unsigned = true
    if (attribute === 'ZEROFILL') type.zerofill = true
  }
}

function readAttribute(reader: Reader, definition: ColumnDefinition): boolean {
  const { column } = definition
  if (reader.take('NOT', 'NULL')) column.nullable = false
  else if (reader.take('NULL')) column.nullable = true
  else if (reader.take('DEFAULT')) column.default = readDefault(reader)
  else if (reader.take('AUTO_INCREMENT')) column.autoIncrement = true
  else if (reader.take('ON', 'UPDATE')) {
    column.onUpdate = true
    readDefault(reader)
  } else if (reader.take('PRIMARY', 'KEY') || reader.take('PRIMARY')) {
    definition.key = 'primary'
    column.nullable = false
  } else if (reader.take('UNIQUE')) {
    reader.take('KEY')
    definition.key = 'unique'
  } else if (reader.take('KEY')) {
    definition.key = 'primary'
    column.nullable = false
  } else if (reader.take('COMMENT')) reader.string()
  else if (reader.take('CHARACTER', 'SET') || reader.take('CHARSET')) {
    reader.take('=')
    column.charset = charsetNamed(reader.name())
  } else if (reader.take('COLLATE')) {
    reader.take('=')
    column.collation = charsetNamed(reader.name())
  } else if (reader.take('BINARY')) column.collation = binaryOfCharset
  else if (reader.take('ASCII')) column.charset = 'latin1'
  else if (reader.take('INVISIBLE')) column.invisible = true
  else if (reader.take('VISIBLE')) column.invisible = false
  else if (reader.take('GENERATED', 'ALWAYS', 'AS') || reader.sees('AS', '(')) {
    reader.take('AS')
    // The two ends of the period of a row that MariaDB keeps the history of.
    if (reader.take('ROW')) {
      column.generated = 'stored'
      column.expression = `ROW ${reader.next().text.toUpperCase()}`
      return true
    }
    column.expression = textOf(reader.group())
    const stored = reader.takeOne('STORED', 'PERSISTENT', 'VIRTUAL')
    column.generated = stored === undefined || stored === 'VIRTUAL' ? 'virtual' : 'stored'
  } else if (reader.sees('CONSTRAINT') || reader.sees('CHECK')) {
    definition.check = readCheck(reader)
  } else if (reader.take('REFERENCES')) definition.references = readReferences(reader)
  else if (reader.takeOne('COLUMN_FORMAT', 'STORAGE') !== undefined) reader.next()
  else if (reader.take('SERIAL', 'DEFAULT', 'VALUE')) {
    column.nullable = false
    column.autoIncrement = true
    definition.key = 'unique'
  } else if (reader.takeOne('WITH', 'WITHOUT') !== undefined) reader.need('SYSTEM', 'VERSIONING')
  else if (reader.sees('COMPRESSED')) {
    reader.next()
    column.compressed = true
    if (reader.take('=')) reader.next()
  } else if (reader.takeOne('SRID') !== undefined) reader.next()
  else return false
  return true
}

/** A literal, a function with or without parentheses, or an expression in them. */
export function readDefault(reader: Reader): string {
  if (reader.word() === '(') return `( ${textOf(reader.group())} )`
  const tokens: Token[] = [reader.next()]
  if (/^[-+]$/.test(tokens[0]?.text ?? '')) tokens.push(reader.next())
  if (reader.word() === '(') {
    const inside = textOf(reader.group())
    return `${textOf(tokens).toUpperCase()}(${inside})`
  }
  const first = tokens.at(-1)
  return first?.kind === 'word' ? textOf(tokens).toUpperCase() : textOf(tokens)
}

export function readPosition(reader: Reader): Position {
  if (reader.take('FIRST')) return 'first'
  return reader.take('AFTER') ? { after: reader.name() } : null
}

/** `[CONSTRAINT [name]] CHECK (expression) [[NOT] ENFORCED]`. */
export function readCheck(reader: Reader): Check {
  const name = readConstraintName(reader)
  reader.need('CHECK')
  const expression = textOf(reader.group())
  const enforced = !reader.take('NOT', 'ENFORCED')
  reader.take('ENFORCED')
  return { name: name ?? '', expression, enforced }
}

export function readConstraintName(reader: Reader): string | undefined {
  if (!reader.take('CONSTRAINT')) return undefined
  const anonymous = /^(CHECK|PRIMARY|UNIQUE|FOREIGN)$/.test(reader.word())
  return anonymous ? undefined : reader.name()
}

/** What follows the kind of a key: `[INDEX|KEY] [IF NOT EXISTS] [name] [USING …] (parts) options`. */
export function readKey(reader: Reader, kind: KeyKind, constraint?: string): Key {
  reader.takeOne('INDEX', 'KEY')
  reader.take('IF', 'NOT', 'EXISTS')
  let name = constraint ?? ''
  if (reader.word() !== '(' && reader.word() !== 'USING') name = reader.name()
  if (reader.take('USING')) reader.next()
  const parts = readKeyParts(reader)
  return {
    name: kind === 'primary' ? 'PRIMARY' : name || (parts[0]?.column ?? ''),
    kind,
    parts,
    visible: readKeyOptions(reader),
  }
}

export function readKeyParts(reader: Reader): Key['parts'] {
  return reader.list().map((tokens) => {
    const part = new Reader(tokens)
    if (part.word() === '(') return { column: `(${textOf(part.group())})`, length: null }
    const column = part.name()
    const length = part.word() === '(' ? Number(part.group()[0]?.text) : null
    return { column, length }
  })
}

/** Returns whether the key is visible to the optimizer. */
export function readKeyOptions(reader: Reader): boolean {
  let visible = true
  for (;;) {
    if (reader.take('USING')) reader.next()
    else if (reader.take('COMMENT')) reader.string()
    else if (reader.take('INVISIBLE') || reader.take('IGNORED')) visible = false
    else if (reader.take('VISIBLE') || reader.take('NOT', 'IGNORED')) visible = true
    else if (reader.take('WITH', 'PARSER')) reader.next()
    else if (reader.take('KEY_BLOCK_SIZE')) {
      reader.take('=')
      reader.next()
    } else return visible
  }
}

/** `FOREIGN KEY [IF NOT EXISTS] [name] (columns) REFERENCES …`. */
export function readForeignKey(reader: Reader, constraint?: string): ForeignKey {
  reader.need('FOREIGN', 'KEY')
  reader.take('IF', 'NOT', 'EXISTS')
  const name = reader.word() === '(' ? undefined : reader.name()
  const columns = reader.list().map((tokens) => new Reader(tokens).name())
  reader.need('REFERENCES')
  return { name: constraint ?? name ?? '', columns, ...readReferences(reader) }
}

function readReferences(reader: Reader): Omit<ForeignKey, 'name' | 'columns'> {
  const parent = reader.name()
  const parentColumns =
    reader.word() === '(' ? reader.list().map((tokens) => new Reader(tokens).name()) : []
  const actions = { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' }
  for (;;) {
    if (reader.take('MATCH')) reader.next()
    else if (reader.take('ON', 'DELETE')) actions.onDelete = readReferenceAction(reader)
    else if (reader.take('ON', 'UPDATE')) actions.onUpdate = readReferenceAction(reader)
    else return { parent, parentColumns, ...actions }
  }
}

function readReferenceAction(reader: Reader): string {
  if (reader.take('NO', 'ACTION')) return 'RESTRICT'
  if (reader.take('SET', 'NULL')) return 'SET NULL'
  if (reader.take('SET', 'DEFAULT')) return 'SET DEFAULT'
  return reader.next().text.toUpperCase()
}
