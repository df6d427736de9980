// Counts the rows that a probe has left in the tables it may reach.
//
// Each set of tables gets a function of its own, because PostgreSQL keeps the plans of a function's
// statements and makes them anew when a table has changed: planning a count takes longer than counting.

import { helperSchema } from '../shadow/helpers.ts'
import { literal, type Session } from '../shadow/session.ts'

/** The SQL that counts the rows of `tables`, as an object by their names. */
export type Counting = (tables: readonly string[]) => string

/** Makes the functions for `sets`: names of tables as SQL says them. Tables that are gone are left out. */
export async function prepareCounting(
  session: Session,
  sets: Iterable<readonly string[]>,
): Promise<Counting> {
  const numbers = new Map<string, number>()
  const functions: string[] = []
  for (const tables of sets) {
    const key = tables.join()
    if (numbers.has(key)) continue
    functions.push(countingFunction(numbers.size, tables))
    numbers.set(key, numbers.size)
  }
  if (functions.length > 0) await session.run(functions.join(';'))
  return (tables) => `select ${name(numbers.get(tables.join()) ?? 0)}()`
}

function name(number: number): string {
  return `${helperSchema}.counts_${number}`
}

/** It has its owner's rights: what a role may not see counts too. The role may only call it. */
function countingFunction(number: number, tables: readonly string[]): string {
  const counts = tables.map(
    (table) => `
      if to_regclass(${literal(table)}) is not null then
        found := found || jsonb_build_object(${literal(table)}, (select count(*) from ${table}));
      end if;`,
  )
  return `
    create or replace function ${name(number)}() returns jsonb language plpgsql security definer as $count$
    declare found jsonb := '{}';
    begin ${counts.join('')} return found; end $count$;
    grant execute on function ${name(number)}() to public`
}
