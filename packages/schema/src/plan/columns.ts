// Plans in which a column takes the place of another one.

import { atOnce, backfill, contract, expand, type Deployment } from './deployment.ts'
import { wordsOf } from './dialect.ts'
import type { Twin, Words } from './words.ts'
import {
  columnOf,
  tableOf,
  type ColumnShape,
  type Intention,
  type Shape,
  type TableShape,
} from './intention.ts'
import type { Dialect } from '../verdict.ts'

type Of<Kind extends Intention['kind']> = Intention & { kind: Kind }

export function renameColumn(
  { table: name, column, to }: Of<'rename-column'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const table = tableOf(shape, name)
  const from = columnOf(table, column)
  const twin = { table, from, to: { ...from, name: to }, forward: '{}', back: '{}' }
  return replaceColumn(twin, dialect)
}

export function retypeColumn(
  { table: name, column, type, forward, back }: Of<'retype-column'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const table = tableOf(shape, name)
  const from = columnOf(table, column)
  const to = { ...from, name: freeName(table, `${column}_${word(type)}`), type, default: null }
  return replaceColumn(
    {
      table,
      from,
      to,
      forward: forward ?? `CAST({} AS ${castType(type, dialect)})`,
      back: back ?? `CAST({} AS ${castType(from.type, dialect)})`,
    },
    dialect,
  )
}

/**
 * Four deployments: the new column is there and filled; releases read it; releases write only it; the
 * old one goes. Triggers keep both in step all the while, so that each release can go back by one.
 */
export function replaceColumn(twin: Twin, dialect: Dialect): Deployment[] {
  const words = wordsOf(dialect)
  const { table, from, to } = twin
  const target = `ALTER TABLE ${words.quote(table.name)}`
  const [oldName, newName] = [`${table.name}.${from.name}`, `${table.name}.${to.name}`]
  const indexes = twinIndexes(twin)
  const optional = words.allowMissing(table, from)
  // MySQL asks for a value before the triggers can give one, so there it comes last.
  const strict = from.notNull ? words.refuseNull(table, { ...to, default: null }) : []
  const remade = mustBeGiven(from) && optional.length === 0
  return [
    {
      title: `add ${to.name} and keep it in step`,
      application: `as it is. It knows only ${oldName}.`,
      steps: [
        expand(
          `${target} ADD COLUMN ${words.quote(to.name)} ${to.type}`,
          ...words.keepInStep(twin),
        ),
        backfill(words.copy(twin)),
        ...indexes.map(({ name, columns, unique }) =>
          expand(words.createIndex(table.name, columns, unique, name)),
        ),
      ],
    },
    {
      title: `read ${to.name}`,
      application: `reads ${newName} and goes on writing ${oldName}. Either of the two may be written.`,
      steps: [
        ...(dialect === 'postgres' ? strict.map((sql) => expand(...sql)) : []),
        ...(remade
          ? [
              atOnce(
                contract(
                  ...words.stopKeeping(twin),
                  ...remake(table, from, words),
                  ...words.keepInStep(twin),
                ),
                dialect,
              ),
            ]
          : []),
      ],
    },
    {
      title: `write ${to.name} alone`,
      application: `reads and writes ${newName} and names ${oldName} nowhere.`,
      steps: optional.length > 0 ? [expand(...optional)] : [],
    },
    {
      title: `drop ${from.name}`,
      application: `as in the deployment before. No release that names ${oldName} can come back.`,
      steps: [
        dropOld(remade ? { ...twin, table: { ...table, indexes: [] } } : twin, words),
        ...(dialect === 'postgres' ? [] : strict.map((sql) => contract(...sql))),
      ],
    },
  ]
}

export function mustBeGiven({ notNull, default: value }: ColumnShape): boolean {
  return notNull && value === null
}

/**
 * Puts an empty column, which need not be given, in the place of one that must and that nobody reads any
 * more. For SQLite, which cannot make a column optional.
 */
export function remake(table: TableShape, column: ColumnShape, words: Words): string[] {
  const target = `ALTER TABLE ${words.quote(table.name)}`
  const indexes = table.indexes.filter(({ columns }) => columns.includes(column.name))
  return [
    ...indexes.map(({ name }) => words.dropIndex(table.name, name)),
    `${target} DROP COLUMN ${words.quote(column.name)}`,
    `${target} ADD COLUMN ${words.quote(column.name)} ${column.type}`,
  ]
}

function dropOld(twin: Twin, words: Words): ReturnType<typeof contract> {
  const { table, from, to } = twin
  const indexes = table.indexes.filter(({ columns }) => columns.includes(from.name))
  const drop = words.quote === wordsOf('postgres').quote ? [] : indexes
  return contract(
    ...words.stopKeeping(twin),
    ...(from.default === null ? [] : safely(() => words.setDefault(table, to, from.default))),
    ...drop.map(({ name }) => words.dropIndex(table.name, name)),
    `ALTER TABLE ${words.quote(table.name)} DROP COLUMN ${words.quote(from.name)}`,
  )
}

/** What a database has no sentence for is left out here: the application then names the value. */
function safely(make: () => string[]): string[] {
  try {
    return make()
  } catch {
    return []
  }
}

/** The indexes of the old column, over the new one. */
function twinIndexes({ table, from, to }: Twin): TableShape['indexes'] {
  return table.indexes
    .filter(({ columns }) => columns.includes(from.name))
    .map(({ name, columns, unique }) => ({
      name: name.includes(from.name) ? name.replace(from.name, to.name) : `${name}_${to.name}`,
      columns: columns.map((column) => (column === from.name ? to.name : column)),
      unique,
    }))
}

export function freeName(table: TableShape, wanted: string): string {
  return table.columns.some(({ name }) => name === wanted)
    ? freeName(table, `${wanted}_new`)
    : wanted
}

const word = (type: string): string => /[a-z0-9]+/i.exec(type)?.[0].toLowerCase() ?? 'new'

/** MySQL casts to other words than it declares. */
function castType(type: string, dialect: Dialect): string {
  if (dialect !== 'mysql') return type
  if (/int/i.test(type)) return /unsigned/i.test(type) ? 'UNSIGNED' : 'SIGNED'
  return /char|text|enum/i.test(type) ? 'CHAR' : type
}
