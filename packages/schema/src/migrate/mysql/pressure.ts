import type { Connection } from '../database.ts'

/** How many statements may be at work at the same time before a backfill pauses. */
const running = 25
/** How many sessions may wait for a replica to acknowledge what they wrote. */
const waitingForReplica = 4
/** How many changes a cluster's node may have received and not made. */
const queued = 100

/**
 * Why a backfill should pause. A server knows how far replicas are behind only where it waits for them: with
 * semi-synchronous replication, and in a Galera cluster.
 */
export async function pressure(connection: Connection): Promise<string | undefined> {
  const { rows } = await connection.query(
    `show global status where variable_name in ('Threads_running', 'wsrep_local_recv_queue',
       'Rpl_semi_sync_master_wait_sessions', 'Rpl_semi_sync_source_wait_sessions')`,
  )
  const status = rows.map((row) => Object.values(row).map(String))
  const read = (pattern: RegExp): number =>
    Number(status.find(([name = '']) => pattern.test(name))?.[1] ?? 0)
  const [threads, replica, queue] = [read(/^Threads/i), read(/^Rpl/i), read(/^wsrep/i)]
  if (threads > running) return `${threads} statements are at work`
  if (replica > waitingForReplica) return `${replica} sessions wait for a replica`
  if (queue > queued) return `${queue} changes wait in the cluster`
  return undefined
}
