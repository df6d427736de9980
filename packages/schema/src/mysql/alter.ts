// ALTER TABLE: a regular list of actions.

import {
  readCheck,
  readColumn,
  readConstraintName,
  readDefault,
  readForeignKey,
  readKey,
  readPosition,
} from './definition.ts'
import { Reader, splitList, textOf, Unknown } from './reader.ts'
import { charsetNamed, type Key } from './schema.ts'
import type { AlterAction, Demand, Statement } from './statement.ts'

export function readAlterTable(reader: Reader, ignore: boolean): Statement {
  const ifExists = reader.take('IF', 'EXISTS')
  const name = reader.name()
  if (reader.takeOne('WAIT', 'NOWAIT') === 'WAIT') reader.next()
  const actions: AlterAction[] = []
  const demand: Demand = { algorithm: 'DEFAULT', lock: 'DEFAULT' }
  // The commas between partitions divide no actions.
  const actionsOf = isPartitioning(reader) ? [reader.rest()] : splitList(reader.rest())
  for (const tokens of actionsOf) {
    const action = new Reader(tokens)
    while (!action.done) readAction(action, actions, demand)
  }
  return { kind: 'alter-table', name, actions, demand, ifExists, ignore }
}

function readAction(reader: Reader, actions: AlterAction[], demand: Demand): void {
  if (reader.sees('ALGORITHM') || reader.sees('LOCK')) {
    const what = reader.next().text.toUpperCase()
    reader.take('=')
    const value = reader.next().text.toUpperCase()
    if (what === 'LOCK') demand.lock = value
    else demand.algorithm = value
    return
  }
  if (reader.takeOne('WITH', 'WITHOUT') !== undefined) {
    reader.need('VALIDATION')
    return
  }
  if (reader.take('ADD')) actions.push(...readAdd(reader))
  else if (reader.take('DROP')) actions.push(readDrop(reader))
  else if (reader.sees('MODIFY') || reader.sees('CHANGE')) actions.push(readChange(reader))
  else if (reader.take('RENAME')) actions.push(readRename(reader))
  else if (reader.take('ALTER')) actions.push(...readAlterMember(reader))
  else if (reader.take('CONVERT', 'TO')) actions.push(readConvert(reader))
  else if (reader.take('CONVERT', 'TABLE')) {
    const from = reader.name()
    reader.rest()
    actions.push({ kind: 'partition', operation: 'CONVERT TABLE', from })
  } else if (reader.take('FORCE')) actions.push({ kind: 'rebuild' })
  else if (reader.take('ORDER', 'BY')) {
    reader.rest()
    actions.push({ kind: 'option', name: 'ORDER BY', value: '' })
  } else if (reader.takeOne('ENABLE', 'DISABLE') !== undefined) reader.need('KEYS')
  else if (reader.take('DISCARD')) {
    reader.rest()
    actions.push({ kind: 'discard-tablespace' })
  } else if (isPartitioning(reader)) {
    actions.push({ kind: 'partition', operation: readPartitioning(reader) })
  } else {
    const option = readTableOption(reader)
    if (option === undefined) throw new Unknown('an action of ALTER TABLE', reader.peek())
    actions.push(optionAction(option))
  }
}

function readAdd(reader: Reader): AlterAction[] {
  if (reader.take('PARTITION')) {
    // A number of partitions is for those by hash or key, over which the rows are spread anew.
    const spreads = reader.sees('PARTITIONS')
    reader.rest()
    return [{ kind: 'partition', operation: spreads ? 'COALESCE' : 'ADD' }]
  }
  if (reader.take('SYSTEM', 'VERSIONING')) return [{ kind: 'add-versioning' }]
  if (reader.sees('PERIOD', 'FOR')) {
    reader.rest()
    return [{ kind: 'add-versioning' }]
  }
  const constrained = reader.sees('CONSTRAINT')
  const constraint = constrained ? readConstraintName(reader) : undefined
  const ifNotExists = isGuarded(reader)
  const key = (added: Key): AlterAction[] => [{ kind: 'add-key', key: added, ifNotExists }]
  if (reader.sees('CHECK')) {
    return [{ kind: 'add-check', check: { ...readCheck(reader), name: constraint ?? '' } }]
  }
  if (reader.sees('FOREIGN', 'KEY')) {
    return [{ kind: 'add-foreign-key', key: readForeignKey(reader, constraint), ifNotExists }]
  }
  if (reader.take('PRIMARY', 'KEY')) return key(readKey(reader, 'primary', constraint))
  if (reader.take('UNIQUE')) return key(readKey(reader, 'unique', constraint))
  if (reader.take('FULLTEXT')) return key(readKey(reader, 'fulltext'))
  if (reader.take('SPATIAL')) return key(readKey(reader, 'spatial'))
  if (reader.sees('KEY') || reader.sees('INDEX')) return key(readKey(reader, 'index'))
  if (constrained) throw new Unknown('a constraint', reader.peek())
  reader.take('COLUMN')
  reader.take('IF', 'NOT', 'EXISTS')
  if (reader.word() === '(') {
    return reader.list().flatMap((tokens) => {
      const member = new Reader(tokens)
      if (/^(KEY|INDEX|UNIQUE|PRIMARY|CONSTRAINT|CHECK|FOREIGN)$/.test(member.word())) {
        return readAdd(member)
      }
      return readAddColumn(member, ifNotExists)
    })
  }
  return readAddColumn(reader, ifNotExists)
}

/** Whether IF NOT EXISTS stands in front of the definition. */
function isGuarded(reader: Reader): boolean {
  return [0, 1, 2].some((ahead) =>
    ['IF', 'NOT', 'EXISTS'].every((word, at) => reader.word(ahead + at) === word),
  )
}

function readAddColumn(reader: Reader, ifNotExists: boolean): AlterAction[] {
  const definition = readColumn(reader, reader.name())
  const position = readPosition(reader)
  return [{ kind: 'add-column', definition, position, ifNotExists }]
}

function readDrop(reader: Reader): AlterAction {
  if (reader.take('PRIMARY', 'KEY')) return { kind: 'drop-primary-key' }
  if (reader.take('SYSTEM', 'VERSIONING')) return { kind: 'drop-versioning' }
  const what = reader.takeOne(
    'INDEX',
    'KEY',
    'CHECK',
    'CONSTRAINT',
    'PARTITION',
    'FOREIGN',
    'COLUMN',
  )
  if (what === 'FOREIGN') reader.need('KEY')
  const ifExists = reader.take('IF', 'EXISTS')
  if (what === 'PARTITION') {
    reader.rest()
    return { kind: 'partition', operation: 'DROP' }
  }
  const name = reader.name()
  switch (what) {
    case 'INDEX':
    case 'KEY':
      return { kind: 'drop-key', name, ifExists }
    case 'CHECK':
      return { kind: 'drop-check', name }
    case 'CONSTRAINT':
      return { kind: 'drop-constraint', name }
    case 'FOREIGN':
      return { kind: 'drop-foreign-key', name }
    default:
      reader.takeOne('RESTRICT', 'CASCADE')
      return { kind: 'drop-column', column: name, ifExists }
  }
}

function readChange(reader: Reader): AlterAction {
  const change = reader.next().text.toUpperCase() === 'CHANGE'
  reader.take('COLUMN')
  const ifExists = reader.take('IF', 'EXISTS')
  const from = reader.name()
  const definition = readColumn(reader, change ? reader.name() : from)
  return { kind: 'change-column', from, definition, position: readPosition(reader), ifExists }
}

function readRename(reader: Reader): AlterAction {
  const what = reader.takeOne('COLUMN', 'INDEX', 'KEY')
  if (what === undefined) {
    reader.takeOne('TO', 'AS', '=')
    return { kind: 'rename-table', to: reader.name() }
  }
  const ifExists = reader.take('IF', 'EXISTS')
  const from = reader.name()
  reader.need('TO')
  const to = reader.name()
  return what === 'COLUMN'
    ? { kind: 'rename-column', from, to, ifExists }
    : { kind: 'rename-key', from, to }
}

function readAlterMember(reader: Reader): AlterAction[] {
  const what = reader.takeOne('INDEX', 'KEY', 'CHECK', 'CONSTRAINT', 'COLUMN')
  reader.take('IF', 'EXISTS')
  const name = reader.name()
  if (what === 'INDEX' || what === 'KEY') {
    const visible = reader.take('NOT', 'IGNORED') || reader.take('VISIBLE')
    if (!visible && reader.takeOne('INVISIBLE', 'IGNORED') === undefined) {
      throw new Unknown('VISIBLE or INVISIBLE', reader.peek())
    }
    return [{ kind: 'key-visibility', name, visible }]
  }
  if (what === 'CHECK' || what === 'CONSTRAINT') {
    const enforced = !reader.take('NOT')
    reader.need('ENFORCED')
    return [{ kind: 'enforce-check', name, enforced }]
  }
  if (reader.take('SET', 'DEFAULT')) {
    return [{ kind: 'set-default', column: name, value: readDefault(reader) }]
  }
  if (reader.take('DROP', 'DEFAULT')) return [{ kind: 'set-default', column: name, value: null }]
  reader.need('SET')
  const visible = reader.takeOne('VISIBLE', 'INVISIBLE')
  if (visible === undefined) throw new Unknown('DEFAULT, VISIBLE or INVISIBLE', reader.peek())
  return [{ kind: 'column-visibility', column: name, visible: visible === 'VISIBLE' }]
}

function readConvert(reader: Reader): AlterAction {
  if (!reader.take('CHARACTER', 'SET')) reader.need('CHARSET')
  reader.take('=')
  const charset = charsetNamed(reader.name())
  if (!reader.take('COLLATE')) return { kind: 'convert-charset', charset, collation: null }
  reader.take('=')
  return { kind: 'convert-charset', charset, collation: charsetNamed(reader.name()) }
}

const partitioning =
  /^(COALESCE|REORGANIZE|EXCHANGE|TRUNCATE|ANALYZE|CHECK|OPTIMIZE|REBUILD|REPAIR|CONVERT)$/

function isPartitioning(reader: Reader): boolean {
  if (reader.sees('PARTITION', 'BY') || reader.sees('REMOVE', 'PARTITIONING')) return true
  return partitioning.test(reader.word()) && reader.word(1) === 'PARTITION'
}

function readPartitioning(reader: Reader): string {
  const word = reader.word()
  reader.rest()
  return word === 'PARTITION' ? 'BY' : word
}

export type Option = { name: string; value: string }

const options = [
  ['DEFAULT', 'CHARACTER', 'SET'],
  ['CHARACTER', 'SET'],
  ['DEFAULT', 'CHARSET'],
  ['CHARSET'],
  ['DEFAULT', 'COLLATE'],
  ['COLLATE'],
  ['DATA', 'DIRECTORY'],
  ['INDEX', 'DIRECTORY'],
  ...`ENGINE TYPE AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM COMMENT COMPRESSION CONNECTION DELAY_KEY_WRITE
  ENCRYPTION ENCRYPTED ENCRYPTION_KEY_ID INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS PACK_KEYS
  PAGE_CHECKSUM PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL PASSWORD ROW_FORMAT SEQUENCE
  STATS_AUTO_RECALC STATS_PERSISTENT STATS_SAMPLE_PAGES TABLESPACE TRANSACTIONAL UNION
  SECONDARY_ENGINE ENGINE_ATTRIBUTE`
    .split(/\s+/)
    .map((name) => [name]),
]

/** `name [=] value`; undefined when no option comes next. */
export function readTableOption(reader: Reader): Option | undefined {
  const words = options.find((candidate) => reader.take(...candidate))
  if (words === undefined) return undefined
  reader.take('=')
  const value = reader.word() === '(' ? textOf(reader.group()) : reader.next().value
  const last = words.at(-1) ?? ''
  const name = last === 'SET' ? 'CHARSET' : last
  const isText = name === 'CHARSET' || name === 'COLLATE'
  return { name, value: isText ? charsetNamed(value) : value.toLowerCase() }
}

function optionAction({ name, value }: Option): AlterAction {
  if (name === 'CHARSET') return { kind: 'default-charset', charset: value, collation: null }
  if (name === 'COLLATE') return { kind: 'default-charset', charset: null, collation: value }
  return { kind: 'option', name, value }
}
