// One part of a table on one connection, batch after batch, whose size follows the time they take.

import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Database, Lane, Row } from '../database.ts'
import { batchOf, type Table } from './batch.ts'
import type { Part } from './halves.ts'
import { firstSize, nextSize } from './pace.ts'

/** How often the database is asked whether it has time, and how long to wait when it has not, in ms. */
const askEveryMs = 100
const pauseMs = 250

export type Way = {
  signal: AbortSignal
  report: (text: string) => void
  /** Writes into the ledger how far it came, in the transaction of the batch. */
  note: (last: string[], seen: number) => Promise<void>
  /** A batch of so many rows is done. */
  done: (seen: number) => void
}

/** Resolves when every row of the part is done. */
export async function goThrough(
  database: Database,
  lane: Lane,
  table: Table,
  part: Part,
  { signal, report, note, done }: Way,
): Promise<void> {
  let { reached } = part
  let size = firstSize
  let asked = 0
  for (;;) {
    if (Date.now() - asked >= askEveryMs) {
      await waitForCalm(lane, signal, report)
      asked = Date.now()
    }
    const started = performance.now()
    const batch = batchOf(database, table, { ...part, ...(reached ? { reached } : {}) }, size)
    const work = async (full: Row | undefined) => {
      const found = full ?? (await lane.connection.query(batch.findRest)).rows[0]
      if (!found) return undefined
      const next = batch.upTo(found)
      await lane.connection.run(next.sql)
      await note(next.last, next.seen)
      return next
    }
    const moved = await lane.batch(batch.find, work, signal)
    if (!moved) return
    reached = moved.last
    done(moved.seen)
    // A batch that was not full says nothing of what a full one takes.
    if (moved.seen === size) size = nextSize(size, performance.now() - started)
    // SQLite works in this thread: without a pause no signal would ever be seen.
    await nextTurn()
    signal.throwIfAborted()
  }
}

async function waitForCalm(
  lane: Lane,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<void> {
  for (let told = false; ; told = true) {
    const why = await lane.pressure()
    if (why === undefined) return
    if (!told) report(`pausing, ${why}`)
    await sleep(pauseMs, undefined, { signal })
  }
}
