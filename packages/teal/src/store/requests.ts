import type { Database } from './database.ts'
import type { RequestRow } from './schema.ts'
import { sql } from './sql.ts'

// What people ask of a rollout that somebody else may be driving. A request is written down first and
// answered by whoever drives; so it survives a crash of either.

export type RequestKind = 'promote' | 'abort' | 'rollback'

export type Request = {
  id: number
  rollout: number
  kind: RequestKind
  requestedBy: string
  reason: string
  at: Date
}

export async function addRequest(
  database: Database,
  { rollout, kind, requestedBy, reason }: Omit<Request, 'id' | 'at'>,
): Promise<void> {
  await database.transaction(async (queries) => {
    const at = await database.now(queries)
    await queries.all(sql`
      insert into requests (rollout, kind, requested_by, reason, at)
      values (${rollout}, ${kind}, ${requestedBy}, ${reason}, ${at})`)
  })
}

/** All requests of a rollout, oldest first. */
export async function readRequests(database: Database, rollout: number): Promise<Request[]> {
  const rows = await database.all<RequestRow>(
    sql`select * from requests where rollout = ${rollout} order by id`,
  )
  return rows.map((row) => ({
    id: row.id,
    rollout: row.rollout,
    kind: row.kind as RequestKind,
    requestedBy: row.requested_by,
    reason: row.reason,
    at: new Date(row.at),
  }))
}
