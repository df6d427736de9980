import type { Database } from './database.ts'

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
  await database.db.transaction().execute(async (trx) => {
    const at = await database.now(trx)
    await trx
      .insertInto('requests')
      .values({ rollout, kind, requested_by: requestedBy, reason, at })
      .execute()
  })
}

/** All requests of a rollout, oldest first. */
export async function readRequests({ db }: Database, rollout: number): Promise<Request[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('rollout', '=', rollout)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    rollout: row.rollout,
    kind: row.kind as RequestKind,
    requestedBy: row.requested_by,
    reason: row.reason,
    at: new Date(row.at),
  }))
}
