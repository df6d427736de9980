import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addRequest,
  appendAudit,
  clearTimer,
  createRollout,
  fenced,
  lastDone,
  LeaseHeld,
  LeaseLost,
  listAudit,
  listRollouts,
  openDatabase,
  readJournal,
  readLease,
  readRequests,
  readTimers,
  releaseLease,
  renewLease,
  RolloutUnfinished,
  setTimer,
  takeLease,
  thisHolder,
  unfinishedRollout,
  verifyAudit,
  writeProgress,
  type Database,
  type Holder,
} from './store.ts'
import { plainSql, sql } from './sql.ts'

/** What every store must do; `freshUrl` gives the URL of an empty database. */
export function storeSuite(name: string, freshUrl: () => Promise<string>): void {
  describe(name, () => {
    let database: Database
    let url: string
    const me = thisHolder('test')
    const rollout = { kind: 'deploy', release: 'v1', plan: { to: 'blue' }, requestedBy: 'ann' }

    beforeEach(async () => {
      url = await freshUrl()
      database = await openDatabase(url)
    })
    afterEach(() => database.close())

    it('opens a database twice at once', async () => {
      const other = await freshUrl()
      const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(other)))
      expect(await takeLease(opened[3]!, 'shop', me)).toMatchObject({ application: 'shop' })
      await Promise.all(opened.map((each) => each.close()))
    })

    it('refuses a database of a newer version', async () => {
      const change =
        database.dialect === 'sqlite'
          ? sql`pragma user_version = 99`
          : sql`comment on schema teal is 'tables version 99'`
      await database.all(change)
      await expect(openDatabase(url)).rejects.toMatchObject({
        kind: 'usage',
        message: expect.stringContaining('newer Teal'),
      })
    })

    it('gives the lease to one of many, and every time with a higher epoch', async () => {
      const others = await Promise.all([1, 2, 3].map(() => openDatabase(url)))
      const tries = await Promise.allSettled(
        [database, ...others].map((each) => takeLease(each, 'shop', me)),
      )
      expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
      for (const each of tries) {
        if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(LeaseHeld)
      }
      const { epoch } = await readLease(database, 'shop')
      await releaseLease(database, { application: 'shop', epoch })
      expect((await takeLease(database, 'shop', me)).epoch).toBeGreaterThan(epoch)
      await takeLease(database, 'other', me)
      await Promise.all(others.map((each) => each.close()))
    })

    it('goes on above the epochs of a store that was lost', async () => {
      const { epoch } = await takeLease(database, 'shop', me)
      const fresh = await openDatabase(await freshUrl())
      expect((await takeLease(fresh, 'shop', me)).epoch).toBeGreaterThanOrEqual(epoch)
      await fresh.close()
    })

    it('says who holds the lease and since when', async () => {
      await takeLease(database, 'shop', { ...me, user: 'ann', command: 'teal deploy v7' })
      const { holder, acquiredAt } = await readLease(database, 'shop')
      expect(holder).toMatchObject({ user: 'ann', host: hostname(), pid: process.pid })
      expect(Math.abs(acquiredAt - Date.now())).toBeLessThan(60_000)
      await expect(takeLease(database, 'shop', me)).rejects.toThrow(
        /locked by ann@.* \(teal deploy v7, pid \d+\) since \d{4}-/,
      )
    })

    it('takes a lease over at once from a process of this machine that is gone', async () => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      const dead: Holder = { ...me, pid: child.pid!, startTime: 'another' }
      child.kill('SIGKILL')
      await once(child, 'exit')
      const before = await takeLease(database, 'shop', dead)
      expect((await readLease(database, 'shop')).holder).toBeNull()
      expect((await takeLease(database, 'shop', me)).epoch).toBeGreaterThan(before.epoch)
    })

    it('takes a lease over from another machine only when it has expired', async () => {
      const elsewhere = { ...me, host: 'elsewhere' }
      const before = await takeLease(database, 'shop', elsewhere)
      await expect(takeLease(database, 'shop', me)).rejects.toBeInstanceOf(LeaseHeld)
      await database.all(sql`update leases set expires_at = 1`)
      expect((await takeLease(database, 'shop', me)).epoch).toBeGreaterThan(before.epoch)
    })

    it('lets nobody write with a lease that was taken over', async () => {
      const old = await takeLease(database, 'shop', { ...me, host: 'elsewhere' })
      const { id } = await createRollout(database, old, rollout)
      await database.all(sql`update leases set expires_at = 1`)
      const lease = await takeLease(database, 'shop', me)
      const entry = { stage: null, kind: 'warning', text: 'late', data: null } as const
      const writes = [
        () => renewLease(database, old),
        () => writeProgress(database, old, id, [entry], { state: 'undoing', reason: null }),
        () => setTimer(database, old, { colour: 'blue', release: 'v1', afterMs: 1 }),
        () => clearTimer(database, old, 'blue'),
        () => fenced(database, old, async () => {}),
      ]
      for (const late of writes) await expect(late()).rejects.toBeInstanceOf(LeaseLost)
      await releaseLease(database, old)
      await renewLease(database, lease)
      expect(await readJournal(database, id)).toEqual([])
      expect(await unfinishedRollout(database, 'shop')).toMatchObject({ id, state: 'running' })
    })

    it('has one unfinished rollout of an application at most', async () => {
      const lease = await takeLease(database, 'shop', me)
      const first = await createRollout(database, lease, rollout)
      await expect(createRollout(database, lease, rollout)).rejects.toBeInstanceOf(
        RolloutUnfinished,
      )
      const ending = { state: 'finished', outcome: 'rolled-back', reason: 'errors 12 %' } as const
      await writeProgress(database, lease, first.id, [], ending)
      const second = await createRollout(database, lease, { ...rollout, release: 'v2' })
      const [newest, oldest] = await listRollouts(database, 'shop', 10)
      expect(newest).toMatchObject({ id: second.id, release: 'v2', plan: { to: 'blue' } })
      expect(await lastDone(database, 'shop')).toBe(null)
      const done = { state: 'finished', outcome: 'done', reason: null } as const
      await writeProgress(database, lease, second.id, [], done)
      expect(await lastDone(database, 'shop')).toMatchObject({ id: second.id, release: 'v2' })
      expect(oldest).toMatchObject({
        outcome: 'rolled-back',
        reason: 'errors 12 %',
        state: 'finished',
      })
      expect(oldest?.finishedAt).toBeInstanceOf(Date)
    })

    it('keeps the journal in order and gives what came after an entry', async () => {
      const lease = await takeLease(database, 'shop', me)
      const { id } = await createRollout(database, lease, rollout)
      const found = (text: string) => ({ stage: 'health', kind: 'found', text }) as const
      const one = { ...found('one'), data: null }
      const more = ['two', 'three'].map((text) => ({ ...found(text), data: { text } }))
      const [first] = await writeProgress(database, lease, id, [one])
      const waiting = { state: 'waiting', reason: 'for ann' } as const
      const written = await writeProgress(database, lease, id, more, waiting)
      expect(await readJournal(database, id)).toEqual([first, ...written])
      expect(await readJournal(database, id, first?.id)).toMatchObject(more)
      expect(await unfinishedRollout(database, 'shop')).toMatchObject(waiting)
    })

    it('writes all that a driver has to say, or nothing', async () => {
      const lease = await takeLease(database, 'shop', me)
      const { id } = await createRollout(database, lease, rollout)
      const good = { stage: null, kind: 'warning', text: 'good', data: null } as const
      const bad = { ...good, text: null as unknown as string }
      await expect(writeProgress(database, lease, id, [good, bad])).rejects.toThrow(/null/i)
      expect(await readJournal(database, id)).toEqual([])
    })

    it('keeps requests, and timers by colour', async () => {
      const lease = await takeLease(database, 'shop', me)
      const { id } = await createRollout(database, lease, rollout)
      await addRequest(database, { rollout: id, kind: 'abort', requestedBy: 'ann', reason: 'typo' })
      expect(await readRequests(database, id)).toMatchObject([{ kind: 'abort', reason: 'typo' }])
      await setTimer(database, lease, { colour: 'blue', release: 'v1', afterMs: 1 })
      await setTimer(database, lease, { colour: 'blue', release: 'v2', afterMs: 1 })
      await setTimer(database, lease, { colour: 'green', release: 'v3', afterMs: 1 })
      await clearTimer(database, lease, 'green')
      expect(await readTimers(database, 'shop')).toMatchObject([{ colour: 'blue', release: 'v2' }])
    })

    it('chains the audit and notices what was altered, removed, put in or cut off', async () => {
      const entry = { application: 'shop', who: 'ann', what: 'switch', why: 'v2', outcome: 'done' }
      await Promise.all(
        [1, 2, 3, 4, 5].map((n) => appendAudit(database, { ...entry, why: `v${n}` })),
      )
      const intact = await verifyAudit(database)
      expect(intact).toMatchObject({ intact: true, entries: 5 })
      const head = intact.intact ? intact.head : ''
      expect(await listAudit(database, 'shop', 2)).toMatchObject([{ seq: 5 }, { seq: 4 }])

      await database.all(sql`create table original as select * from audit`)
      const restore = async (): Promise<void> => {
        await database.all(sql`delete from audit`)
        await database.all(sql`insert into audit select * from original`)
      }
      for (const column of [
        'who',
        'origin',
        'what',
        'why',
        'outcome',
        'hash',
        'previous',
      ] as const) {
        await database.all(plainSql(`update audit set ${column} = 'x' where seq = 3`))
        expect(await verifyAudit(database), column).toMatchObject({ intact: false, seq: 3 })
        await restore()
      }
      await database.all(sql`delete from audit where seq = 2`)
      expect(await verifyAudit(database)).toMatchObject({ intact: false, seq: 2 })
      await restore()
      await database.all(sql`delete from audit where seq = 5`)
      expect(await verifyAudit(database)).toMatchObject({ intact: true, entries: 4 })
      expect(await verifyAudit(database, head)).toMatchObject({ intact: false, seq: 5 })
    })
  })
}
