// Plans that rename, split or drop whole tables, and columns that go.

import type { Dialect } from '../verdict.ts'
import { mustBeGiven, remake } from './columns.ts'
import { atOnce, backfill, contract, expand, type Deployment } from './deployment.ts'
import { wordsOf } from './dialect.ts'
import { columnOf, NoPlan, tableOf, type Intention, type Shape } from './intention.ts'

type Of<Kind extends Intention['kind']> = Intention & { kind: Kind }

/** The new name is a view first, which can be written; the table takes it when nobody says the old one. */
export function renameTable(
  { table: name, to }: Of<'rename-table'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  return [
    {
      title: `make ${to} another name of ${table.name}`,
      application: `as it is. It knows only ${table.name}.`,
      steps: [expand(...words.alias(table, to))],
    },
    {
      title: `use ${to}`,
      application: `names ${to} everywhere and ${table.name} nowhere.`,
      steps: [],
    },
    {
      title: `give ${to} to the table itself`,
      application: `as in the deployment before. No release that names ${table.name} can come back.`,
      steps: [atOnce(contract(...words.takeName(table, to)), dialect)],
    },
  ]
}

/** PostgreSQL only: the others cannot keep two tables in step without triggers that call each other. */
export function splitTable(
  { table: name, into, columns }: Of<'split-table'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  if (dialect !== 'postgres') {
    throw new NoPlan(
      `there is a plan to split a table only for PostgreSQL: write to both tables from the application for one release, then drop the columns`,
    )
  }
  const { quote } = wordsOf(dialect)
  const table = tableOf(shape, name)
  if (table.key.length === 0)
    throw new NoPlan(`${table.name} has no primary key to share with ${into}`)
  const key = table.key.map((column) => columnOf(table, column))
  const moved = columns.map((column) => columnOf(table, column))
  const names = (of: typeof key, before = ''): string =>
    of.map((column) => `${before}${quote(column.name)}`).join(', ')
  const [t, other] = [quote(table.name), quote(into)]
  const [down, up] = [
    quote(`teal_${table.name}_to_${into}`),
    quote(`teal_${into}_to_${table.name}`),
  ]
  const sets = (value: string): string =>
    moved.map((column) => `${quote(column.name)} = ${value}.${quote(column.name)}`).join(', ')
  const same = (a: string, b: string): string =>
    key.map((column) => `${a}.${quote(column.name)} = ${b}.${quote(column.name)}`).join(' AND ')
  const differ = `(${names(moved, `${t}.`)}) IS DISTINCT FROM (${names(moved, 'NEW.')})`
  const insert = `INSERT INTO ${other} (${names(key)}, ${names(moved)})`
  const conflict = `ON CONFLICT (${names(key)}) DO UPDATE SET ${sets('excluded')}\n    WHERE (${names(moved, `${other}.`)}) IS DISTINCT FROM (${names(moved, 'excluded.')})`
  const define = (column: (typeof moved)[number]): string =>
    `${quote(column.name)} ${column.type}${column.notNull ? ' NOT NULL' : ''}${column.default === null ? '' : ` DEFAULT ${column.default}`}`
  const keys = key.map((column) => `${quote(column.name)} ${column.type} NOT NULL`)
  const trigger = (fn: string, body: string): string =>
    `CREATE FUNCTION ${fn}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$\nBEGIN\n  ${body};\n  RETURN NEW;\nEND\n$$`
  return [
    {
      title: `make ${into} and keep it in step`,
      application: 'as it is.',
      steps: [
        expand(
          `CREATE TABLE ${other} (\n  ${[...keys, ...moved.map(define), `PRIMARY KEY (${names(key)})`].join(',\n  ')}\n)`,
          trigger(
            down,
            // A row that holds nothing is left for the release to make that writes only here.
            `IF num_nonnulls(${names(moved, 'NEW.')}) = 0 THEN
    UPDATE ${other} SET ${sets('NEW')} WHERE ${same(other, 'NEW')} AND num_nonnulls(${names(moved)}) > 0;
  ELSE
    ${insert} VALUES (${names(key, 'NEW.')}, ${names(moved, 'NEW.')})
    ${conflict};
  END IF`,
          ),
          trigger(up, `UPDATE ${t} SET ${sets('NEW')} WHERE ${same(t, 'NEW')} AND ${differ}`),
          `CREATE TRIGGER ${up} AFTER INSERT OR UPDATE ON ${other}\n  FOR EACH ROW EXECUTE FUNCTION ${up}()`,
        ),
        expand(
          `CREATE TRIGGER ${down} AFTER INSERT OR UPDATE OF ${names(moved)} ON ${t}\n  FOR EACH ROW EXECUTE FUNCTION ${down}()`,
        ),
        backfill(
          `${insert}\nSELECT ${names(key)}, ${names(moved)} FROM ${t}\nWHERE num_nonnulls(${names(moved)}) > 0\nON CONFLICT (${names(key)}) DO NOTHING`,
        ),
      ],
    },
    {
      title: `read ${into}`,
      application: `reads ${columns.join(', ')} from ${into}, where a row without any of them has none, and deletes its row with that of ${table.name}. Either table may be written.`,
      steps: [],
    },
    {
      title: `write ${into} alone`,
      application: `writes ${columns.join(', ')} to ${into} and names them in ${table.name} nowhere.`,
      steps: moved.flatMap((column) => {
        const optional = wordsOf(dialect).allowMissing(table, column)
        return optional.length > 0 ? [expand(...optional)] : []
      }),
    },
    {
      title: `drop the columns of ${table.name}`,
      application: 'as in the deployment before.',
      steps: [
        // One table a step: whoever writes one of them goes on to the other through a trigger.
        contract(`DROP TRIGGER ${up} ON ${other}`, `DROP FUNCTION ${up}()`),
        contract(`DROP TRIGGER ${down} ON ${t}`, `DROP FUNCTION ${down}()`),
        contract(...moved.map((column) => `ALTER TABLE ${t} DROP COLUMN ${quote(column.name)}`)),
      ],
    },
  ]
}

export function dropColumn(
  { table: name, column }: Of<'drop-column'>,
  shape: Shape,
  dialect: Dialect,
): Deployment[] {
  const words = wordsOf(dialect)
  const table = tableOf(shape, name)
  const old = columnOf(table, column)
  const optional = words.allowMissing(table, old)
  const remade = mustBeGiven(old) && optional.length === 0
  const indexes =
    dialect === 'postgres' || remade
      ? []
      : table.indexes.filter(({ columns }) => columns.includes(old.name))
  return [
    {
      title: `stop using ${old.name}`,
      application: remade
        ? `reads ${table.name}.${old.name} nowhere, and writes any value to it, which it must have.`
        : `names ${table.name}.${old.name} nowhere and reads its columns by name.`,
      steps: [
        ...(optional.length > 0 ? [expand(...optional)] : []),
        ...(remade ? [atOnce(contract(...remake(table, old, words)), dialect)] : []),
      ],
    },
    {
      title: `drop ${old.name}`,
      application: `as in the deployment before${remade ? ', but names the column nowhere at all' : ''}. No release that needs ${old.name} can come back.`,
      steps: [
        contract(
          ...indexes.map((index) => words.dropIndex(table.name, index.name)),
          `ALTER TABLE ${words.quote(table.name)} DROP COLUMN ${words.quote(old.name)}`,
        ),
      ],
    },
  ]
}

export function dropTable(
  { table }: Of<'drop-table'>,
  _shape: Shape,
  dialect: Dialect,
): Deployment[] {
  return [
    {
      title: `stop using ${table}`,
      application: `names ${table} nowhere.`,
      steps: [],
    },
    {
      title: `drop ${table}`,
      application: `as in the deployment before. No release that needs ${table} can come back.`,
      steps: [contract(`DROP TABLE ${wordsOf(dialect).quote(table)}`)],
    },
  ]
}
