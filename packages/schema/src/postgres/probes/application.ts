// As whom and with what settings the probes are run, and which rows they may touch.

import { identifier, type Session } from '../shadow/session.ts'
import { prepareCounting } from './counting.ts'
import type { Application } from './run.ts'
import type { Table } from './shape.ts'

/** `everything`: the migrations may bring code that writes anywhere. */
export async function readApplication(
  session: Session,
  role: string | undefined,
  tables: readonly Table[],
  everything: boolean,
): Promise<Application> {
  const rows = await session.run(
    `select current_setting('search_path') as path, current_setting('TimeZone') as zone,
       (select array_agg(distinct tgrelid::int8) from pg_trigger where not tgisinternal)::text[] as triggered`,
  )
  const { path, zone, triggered } = rows[0] ?? {}
  const withTriggers = new Set((triggered ?? []) as string[])
  const filled = tables.filter(({ kind }) => kind === 'r' || kind === 'p').slice(0, 30)
  const all = filled.map(quoted)
  const near = new Map(
    tables.map((table) => {
      const children = filled.filter(({ references }) =>
        references.some((one) => one.table === table.name),
      )
      // A trigger, or a view, may write anywhere.
      const anywhere = everything || withTriggers.has(String(table.oid)) || table.kind === 'v'
      return [
        table.name,
        anywhere ? all : [quoted(table), ...children.flatMap((child) => below(child, filled))],
      ]
    }),
  )
  const counting = await prepareCounting(session, [all, ...near.values()])
  return {
    role,
    searchPath: String(path),
    timeZone: String(zone),
    counting: (relation) => counting(near.get(relation) ?? all),
  }
}

/** The table and those that its rows take along when they are deleted. */
function below(table: Table, tables: readonly Table[]): string[] {
  const children = tables.filter(
    (one) => one !== table && one.references.some((reference) => reference.table === table.name),
  )
  return [quoted(table), ...children.map(quoted)]
}

/** The table as SQL says it, with its schema. */
export function quoted({ name }: Table): string {
  return name.split('.').map(identifier).join('.')
}
