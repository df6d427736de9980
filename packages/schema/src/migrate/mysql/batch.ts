// A batch has the locks of thousands of rows, and clients take theirs in any order. In a deadlock InnoDB gives
// up the one that has written less, which is the client. But who never waits for a lock is in no deadlock.

import type { Server } from '../../mysql/server.ts'
import { settings, type MysqlConnection } from './connection.ts'

/**
 * A transaction that fails at once when somebody else has a row it needs. MySQL knows no waiting time below a
 * second; there a client that writes several rows in one transaction may have to repeat it.
 */
export async function withoutWaiting<T>(
  connection: MysqlConnection,
  { flavour }: Server,
  work: () => Promise<T>,
): Promise<T> {
  if (flavour === 'mysql') return connection.transaction(work)
  await connection.run('set session innodb_lock_wait_timeout = 0')
  try {
    return await connection.transaction(work)
  } finally {
    await connection.run(settings)
  }
}
