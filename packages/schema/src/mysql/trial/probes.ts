// Statements of the running version, made from the model of its schema, for a real server.

import type { Column, Schema, Table } from '../schema.ts'
import type { Scratch } from './scratch.ts'

export type Probe = { label: string; sql: string }

/** What of a running version with this schema can be tried on a database without rows of its own. */
export function makeProbes(schema: Schema, recorded: readonly string[]): Probe[] {
  return [
    ...[...schema.tables.values()].flatMap(probesOf),
    ...recorded.map((sql) => ({ label: `the recorded statement «${sql.slice(0, 80)}»`, sql })),
  ]
}

function probesOf(table: Table): Probe[] {
  const name = quote(table.name)
  const written = table.columns.filter((column) => column.generated === null)
  const needed = written.filter(
    (column) => !column.nullable && column.default === null && !column.autoIncrement,
  )
  const insert = (how: string, columns: readonly Column[], value = sample): Probe => ({
    label: `an INSERT into ${table.name} ${how}`,
    sql: `INSERT INTO ${name} (${columns.map((c) => quote(c.name)).join(', ')}) VALUES (${columns.map(value).join(', ')})`,
  })
  const nullable = written.filter((column) => column.nullable)
  return [
    {
      label: `a SELECT of the columns of ${table.name}`,
      sql: `SELECT ${table.columns.map((c) => quote(c.name)).join(', ')} FROM ${name}`,
    },
    insert('of all its columns', written),
    insert('that names only the columns it has to', needed),
    ...nullable.map((column) =>
      insert(`with no ${column.name}`, [...needed, column], (c) =>
        c === column ? 'NULL' : sample(c),
      ),
    ),
    ...written.map((column) => ({
      label: `an UPDATE of ${table.name} SET ${column.name}`,
      sql: `UPDATE ${name} SET ${quote(column.name)} = ${quote(column.name)}`,
    })),
    { label: `a DELETE from ${table.name}`, sql: `DELETE FROM ${name}` },
  ]
}

/** What each probe says: undefined when it works. Each is undone. */
export async function runProbes(
  scratch: Scratch,
  probes: readonly Probe[],
): Promise<(string | undefined)[]> {
  const failures: (string | undefined)[] = []
  // The running version has sessions of its own; there are no rows for keys to refer to.
  await scratch.run(
    `SET @teal_mode = @@sql_mode, @teal_checks = @@foreign_key_checks,
     SESSION sql_mode = @@global.sql_mode, SESSION foreign_key_checks = 0`,
  )
  for (const { sql } of probes) {
    await scratch.run('START TRANSACTION')
    try {
      await scratch.run(sql)
      failures.push(undefined)
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error))
    }
    await scratch.run('ROLLBACK')
  }
  await scratch.run('SET SESSION sql_mode = @teal_mode, SESSION foreign_key_checks = @teal_checks')
  return failures
}

/** A value at the far end of what the column takes. */
function sample(column: Column): string {
  const { name, numbers, members } = column.type
  if (members.length > 0) return `'${(members.at(-1) ?? '').replaceAll("'", "''")}'`
  if (name.endsWith('INT') && name !== 'POINT') return '100'
  if (/DECIMAL|FLOAT|DOUBLE|BIT|YEAR/.test(name)) return name === 'YEAR' ? '2024' : '1'
  if (/^(DATETIME|TIMESTAMP)$/.test(name)) return `'2024-05-06 07:08:09'`
  if (name === 'DATE') return `'2024-05-06'`
  if (name === 'TIME') return `'07:08:09'`
  if (name === 'JSON') return `'{"a": 1}'`
  if (name === 'UUID') return `'123e4567-e89b-12d3-a456-426614174000'`
  if (/CHAR|TEXT|BINARY|BLOB/.test(name)) return `repeat('x', ${Math.min(numbers[0] ?? 200, 200)})`
  return 'NULL'
}

export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
