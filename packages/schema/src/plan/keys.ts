// An int key that is to become a bigint.

import type { Dialect } from '../verdict.ts'
import { atOnce, backfill, contract, expand, type Deployment } from './deployment.ts'
import { wordsOf } from './dialect.ts'
import { freeName } from './columns.ts'
import { columnOf, NoPlan, tableOf, type Intention, type Shape } from './intention.ts'

/**
 * The wide column is filled beside the narrow one and takes its place, name, sequence and primary key
 * in one short transaction. That changes the type statements return, so it is a contract: releases
 * from the second deployment on have to cope with either.
 */
export function widenKey(
  { table: name, column }: Intention & { kind: 'widen-key' },
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  if (dialect === 'sqlite') throw new NoPlan('an INTEGER of SQLite has 64 bits already')
  if (dialect === 'mysql') {
    throw new NoPlan(
      `MySQL copies the table to widen its key and keeps writers out: use a tool that copies beside it, as gh-ost does`,
    )
  }
  const { quote, refuseNull, createIndex } = wordsOf(dialect)
  const table = tableOf(shape, name)
  const narrow = columnOf(table, column)
  const wide = {
    ...narrow,
    name: freeName(table, `${column}_bigint`),
    type: 'bigint',
    default: null,
  }
  const old = freeName(table, `${column}_int`)
  const [t, id, big, was] = [table.name, narrow.name, wide.name, old].map(quote)
  const helper = quote(`teal_${table.name}_${wide.name}`)
  const index = `${table.name}_${wide.name}_key`
  const isKey = table.key.length === 1 && table.key[0] === narrow.name
  return [
    {
      title: `add ${wide.name} and keep it in step`,
      application: 'as it is.',
      steps: [
        expand(
          `ALTER TABLE ${t} ADD COLUMN ${big} bigint`,
          `CREATE FUNCTION ${helper}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.${big} := NEW.${id};\n  RETURN NEW;\nEND\n$$`,
          `CREATE TRIGGER ${helper} BEFORE INSERT OR UPDATE ON ${t}\n  FOR EACH ROW EXECUTE FUNCTION ${helper}()`,
        ),
        backfill(`UPDATE ${t} SET ${big} = ${id}\nWHERE ${big} IS DISTINCT FROM ${id}`),
        ...(isKey ? [expand(createIndex(table.name, [wide.name], true, index))] : []),
        ...(narrow.notNull ? refuseNull(table, wide).map((sql) => expand(...sql)) : []),
      ],
    },
    {
      title: `cope with a wide ${narrow.name}`,
      application: `reads ${table.name}.${narrow.name} as 64 bits, whichever type the database gives it, and prepares a statement again when its plan's result type has changed.`,
      steps: [],
    },
    {
      title: `swap ${narrow.name} for the wide one`,
      application: 'as in the deployment before.',
      steps: [
        atOnce(
          contract(
            `DROP TRIGGER ${helper} ON ${t}`,
            `DROP FUNCTION ${helper}()`,
            ...(isKey ? [`ALTER TABLE ${t} DROP CONSTRAINT ${quote(`${table.name}_pkey`)}`] : []),
            `ALTER TABLE ${t} RENAME COLUMN ${id} TO ${was}`,
            `ALTER TABLE ${t} RENAME COLUMN ${big} TO ${id}`,
            ...sequence(table.name, narrow.name, old, narrow.default, quote),
            ...(narrow.notNull ? [`ALTER TABLE ${t} ALTER COLUMN ${was} DROP NOT NULL`] : []),
            ...(isKey
              ? [
                  `ALTER TABLE ${t} ADD CONSTRAINT ${quote(`${table.name}_pkey`)} PRIMARY KEY USING INDEX ${quote(index)}`,
                ]
              : []),
          ),
          dialect,
        ),
      ],
    },
    {
      title: `drop the narrow ${narrow.name}`,
      application: 'as in the deployment before.',
      steps: [contract(`ALTER TABLE ${t} DROP COLUMN ${was}`)],
    },
  ]
}

/** The sequence goes on counting for the wide column. */
function sequence(
  table: string,
  column: string,
  old: string,
  value: string | null,
  quote: (name: string) => string,
): string[] {
  const name = /^nextval\('([^']+)'::regclass\)$/.exec(value ?? '')?.[1]
  const target = `ALTER TABLE ${quote(table)}`
  if (name !== undefined) {
    return [
      `ALTER SEQUENCE ${name} AS bigint OWNED BY ${quote(table)}.${quote(column)}`,
      `${target} ALTER COLUMN ${quote(column)} SET DEFAULT nextval('${name}'::regclass)`,
      `${target} ALTER COLUMN ${quote(old)} DROP DEFAULT`,
    ]
  }
  return value === null
    ? []
    : [
        `${target} ALTER COLUMN ${quote(column)} SET DEFAULT ${value}`,
        `${target} ALTER COLUMN ${quote(old)} DROP DEFAULT`,
      ]
}
