// The ways in which a server does an ALTER TABLE.

import type { Table } from './schema.ts'
import type { Server } from './server.ts'
import type { Session } from './session.ts'
import type { Demand } from './statement.ts'

/**
 * How the server does it, from cheap to dear. Others write meanwhile except in the last three:
 * - `metadata`: nothing but the description of the table
 * - `build`: reads the table to build an index beside it
 * - `rebuild`: writes the table anew beside the one in use
 * - `blocking-build`, `blocking-rebuild`: the same, and nobody else may write
 * - `copy`: row by row into a new table, and nobody else may write
 */
export type Way = 'metadata' | 'build' | 'rebuild' | 'blocking-build' | 'blocking-rebuild' | 'copy'

const order: Way[] = ['metadata', 'build', 'rebuild', 'blocking-build', 'blocking-rebuild', 'copy']

/** The dearest of the ways: an ALTER TABLE is done in one go. */
export function dearest(ways: readonly Way[]): Way {
  return ways.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'metadata')
}

/** `table` as it is before the statement. */
export type Circumstances = {
  server: Server
  table: Table
  session: Session
  /** What the statement itself asks for. */
  demand: Demand
}
