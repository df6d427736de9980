// An enum whose values change.

import type { Dialect } from '../verdict.ts'
import { backfill, contract, expand, type Deployment } from './deployment.ts'
import { freeName, replaceColumn } from './columns.ts'
import { wordsOf } from './dialect.ts'
import { columnOf, NoPlan, tableOf, type Intention, type Shape } from './intention.ts'

/**
 * Values that come at the end are added in place, after releases that know them. Otherwise a column of
 * a new type takes the place of the old one; values that are no longer there must have gone by then.
 */
export function changeEnum(
  { table: name, column, values }: Intention & { kind: 'change-enum' },
  shape: Shape,
  dialect: Dialect,
  before: readonly string[],
): Deployment[] {
  if (dialect === 'sqlite') throw new NoPlan('SQLite has no enums: it is a CHECK that changes')
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  const old = columnOf(table, column)
  const literals = values.map((value) => `'${value.replaceAll("'", "''")}'`)
  const added = values.slice(before.length)
  if (before.length > 0 && before.every((value, i) => values[i] === value)) {
    return [
      {
        title: `know ${added.join(', ')}`,
        application: `copes with ${added.join(', ')} in ${name}.${column} and does not write it.`,
        steps:
          dialect === 'postgres'
            ? literals
                .slice(before.length)
                .map((value) => expand(`ALTER TYPE ${old.type} ADD VALUE IF NOT EXISTS ${value}`))
            : [
                expand(
                  `ALTER TABLE ${words.quote(name)} MODIFY ${words.quote(old.name)} ENUM(${literals.join(', ')})${old.notNull ? ' NOT NULL' : ''}${old.default === null ? '' : ` DEFAULT ${old.default}`}`,
                ),
              ],
      },
      { title: `use ${added.join(', ')}`, application: `writes ${added.join(', ')}.`, steps: [] },
    ]
  }
  const to = freeName(table, `${column}_new`)
  const type = dialect === 'postgres' ? `${name}_${to}` : `ENUM(${literals.join(', ')})`
  const cast = (target: string): string => (dialect === 'postgres' ? `{}::text::${target}` : '{}')
  const plan = replaceColumn(
    {
      table,
      from: old,
      to: { ...old, name: to, type, default: null },
      forward: cast(type),
      back: cast(old.type),
    },
    dialect,
  )
  if (dialect !== 'postgres') return plan
  const [first, ...rest] = plan
  if (first === undefined) return plan
  const makeType = expand(`CREATE TYPE ${words.quote(type)} AS ENUM (${literals.join(', ')})`)
  const gone = contract(`DROP TYPE ${old.type}`)
  return [
    { ...first, steps: [makeType, ...first.steps] },
    ...rest.map((deployment, i) =>
      i === rest.length - 1 ? { ...deployment, steps: [...deployment.steps, gone] } : deployment,
    ),
  ]
}

/**
 * The new label stands beside the old one until no row has that any more; it stays in the type, from
 * which PostgreSQL takes nothing away.
 */
export function renameEnumValue(
  { type, from, to }: Intention & { kind: 'rename-enum-value' },
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  if (dialect !== 'postgres') throw new NoPlan('only PostgreSQL has enums that columns share')
  const words = wordsOf(dialect)
  const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`
  const columns = shape.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.type.replace(/^.*\./, '').replaceAll('"', '') === type)
      .map((column) => ({ table, column })),
  )
  const defaults = columns.filter(({ column }) => column.default?.startsWith(literal(from)))
  return [
    {
      title: `know ${to}`,
      application: `copes with ${to} as with ${from}, and goes on writing ${from}.`,
      steps: [expand(`ALTER TYPE ${words.quote(type)} ADD VALUE IF NOT EXISTS ${literal(to)}`)],
    },
    {
      title: `write ${to}`,
      application: `writes ${to}, names it in every INSERT, and still copes with ${from}.`,
      steps: [],
    },
    {
      title: `forget ${from}`,
      application: `no longer knows ${from}, which stays in the type: PostgreSQL cannot take it out.`,
      steps: [
        ...columns.map(({ table, column }) => {
          const [t, c] = [words.quote(table.name), words.quote(column.name)]
          return backfill(`UPDATE ${t} SET ${c} = ${literal(to)}\nWHERE ${c} = ${literal(from)}`)
        }),
        ...defaults.map(({ table, column }) =>
          contract(...words.setDefault(table, column, literal(to))),
        ),
      ],
    },
  ]
}
