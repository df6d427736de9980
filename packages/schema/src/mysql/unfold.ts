// What a statement comes to: itself, or the statements that a block, the call of a procedure or
// SET STATEMENT … FOR runs.

import { Unknown } from './reader.ts'
import { lower, type Schema } from './schema.ts'
import type { Assignment, Inner, Statement } from './statement.ts'

export type Act = {
  meaning: Statement | Unknown
  /** Whether it hangs on a condition that it is run. */
  conditional: boolean
  /** What is set for it alone. */
  assignments: readonly Assignment[]
}

/** A procedure that calls another one, and so on, is followed as far as this. */
const depths = 4

/** A call of a procedure that the schema does not have stays a call. */
export function unfold(meaning: Statement | Unknown, schema: Schema, depth = 0): Act[] {
  const within = (inner: readonly Inner[]): Act[] =>
    inner.flatMap(({ meaning: one, conditional }) =>
      unfold(one ?? new Unknown('a statement', undefined), schema, depth + 1).map((act) => ({
        ...act,
        conditional: conditional || act.conditional,
      })),
    )
  if (!(meaning instanceof Unknown) && depth < depths) {
    if (meaning.kind === 'block') return within(meaning.inner)
    if (meaning.kind === 'set-for') {
      const { assignments, inner } = meaning
      return unfold(inner, schema, depth + 1).map((act) => ({ ...act, assignments }))
    }
    const called =
      meaning.kind === 'call' ? schema.routines.get(`PROCEDURE ${lower(meaning.name)}`) : undefined
    if (called !== undefined) return within(called.inner)
  }
  return [{ meaning, conditional: false, assignments: [] }]
}
