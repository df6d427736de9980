// Plans that make a schema stricter, or change what it fills in. The application keeps the rule first;
// the database comes to enforce it when no release that breaks it can come back.

import type { Dialect } from '../verdict.ts'
import { backfill, contract, expand, type Deployment } from './deployment.ts'
import { wordsOf } from './dialect.ts'
import { columnOf, NoPlan, tableOf, type Intention, type Shape } from './intention.ts'

type Of<Kind extends Intention['kind']> = Intention & { kind: Kind }

export function setNotNull(
  { table: name, column, fill }: Of<'set-not-null'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  const target = columnOf(table, column)
  const steps = words.refuseNull(table, target)
  if (steps.length === 0)
    throw new NoPlan(
      `SQLite refuses NULL in ${name}.${column} only after the table was rebuilt in a contract migration`,
    )
  const [t, c] = [words.quote(table.name), words.quote(target.name)]
  return [
    {
      title: `always write ${column}`,
      application: `gives ${name}.${column} a value in every INSERT, and never NULL.`,
      steps: [],
    },
    {
      title: `refuse NULL in ${column}`,
      application: 'as in the deployment before.',
      steps: [
        backfill(`UPDATE ${t} SET ${c} = ${fill}\nWHERE ${c} IS NULL`),
        ...steps.map((sql) => contract(...sql)),
      ],
    },
  ]
}

/** A column that every row has to have: optional first, then as `setNotNull`. */
export function addRequiredColumn(
  { table: name, column, type, fill }: Of<'add-required-column'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  const added = { name: column, type, notNull: true, default: null }
  const [t, c] = [words.quote(table.name), words.quote(column)]
  const strict = words.refuseNull(table, added)
  return [
    {
      title: `add ${column}, which may be NULL`,
      application: `gives ${name}.${column} a value in every INSERT; it may find NULL in rows of the release before.`,
      steps: [expand(`ALTER TABLE ${t} ADD COLUMN ${c} ${type}`)],
    },
    {
      title: `refuse NULL in ${column}`,
      application: `counts on ${name}.${column} being there.`,
      steps: [
        backfill(`UPDATE ${t} SET ${c} = ${fill}\nWHERE ${c} IS NULL`),
        ...strict.map((sql) => contract(...sql)),
      ],
    },
  ]
}

export function addUnique(
  { table: name, columns, name: given }: Of<'add-unique'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  for (const column of columns) columnOf(table, column)
  const list = columns.map(words.quote).join(', ')
  const key = given ?? `${table.name}_${columns.join('_')}_key`
  return [
    {
      title: `write no ${columns.join(', ')} twice`,
      application: `writes no ${columns.join(', ')} that is there already, and mends the rows that this finds:
--   SELECT ${list}, count(*) FROM ${words.quote(table.name)} GROUP BY ${list} HAVING count(*) > 1`,
      steps: [],
    },
    {
      title: `refuse duplicates`,
      application: 'as in the deployment before; it expects the error of two that write at once.',
      steps: words.addUnique(table.name, key, columns).map((sql) => contract(...sql)),
    },
  ]
}

export function addCheck(
  { table: name, expression, name: given }: Of<'add-check'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  const check = given ?? `${table.name}_check`
  return [
    {
      title: `keep to ${expression}`,
      application: `writes only rows for which ${expression} holds, and mends those for which it does not.`,
      steps: [],
    },
    {
      title: `enforce ${expression}`,
      application: 'as in the deployment before.',
      steps: words.addCheck(table.name, check, expression).map((sql) => contract(...sql)),
    },
  ]
}

export function addForeignKey(
  { table: name, columns, parent, parentColumns, name: given }: Of<'add-foreign-key'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  const list = columns.map(words.quote).join(', ')
  const target = parentColumns.length > 0 ? ` (${parentColumns.map(words.quote).join(', ')})` : ''
  const key = given ?? `${table.name}_${columns.join('_')}_fkey`
  const covered = table.indexes.some((index) =>
    columns.every((column, i) => index.columns[i] === column),
  )
  const index = words.createIndex(
    table.name,
    columns,
    false,
    `${table.name}_${columns.join('_')}_idx`,
  )
  const definition = `FOREIGN KEY (${list}) REFERENCES ${words.quote(parent)}${target}`
  return [
    {
      title: `write only ${columns.join(', ')} that ${parent} has`,
      application: `writes no ${columns.join(', ')} that is not in ${parent}, deletes no row of ${parent} that is referred to, and mends what there is.`,
      steps: covered ? [] : [expand(index)],
    },
    {
      title: 'enforce it',
      application: 'as in the deployment before.',
      steps: words.addForeignKey(table.name, key, definition).map((sql) => contract(...sql)),
    },
  ]
}

export function changeDefault(
  { table: name, column, value }: Of<'change-default'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  const target = columnOf(table, column)
  return [
    {
      title: `name ${column} in every INSERT`,
      application: `gives ${name}.${column} its value itself in every INSERT, and so does not depend on the default.`,
      steps: [],
    },
    {
      title: `change the default of ${column}`,
      application: 'may leave the column to the new default.',
      steps: [contract(...words.setDefault(table, target, value))],
    },
  ]
}
