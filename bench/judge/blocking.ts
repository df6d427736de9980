// What a migration does to others while it runs, on a real server with rows in the tables.

import pg from 'pg'
import type { Case } from './cases.ts'
import { statementsOf } from './statements.ts'

export type Growth = {
  /** A statement of the running version waits while the migration's transaction is open. */
  blocked: boolean
  /** It waits for a lock on rows, not on a table. */
  lockedRows: boolean
  /** It waits though the migration read and wrote nothing. */
  heldLock: boolean
  /** Rows read by whole-table scans, and rows written, by the migration. */
  read: number
  written: number
  /** A table that was there has new storage, and its rows with it. */
  rewritten: boolean
  /** A table, a column or rows are gone, or values altered. */
  lost: boolean
}

export async function observeBlocking(client: pg.Client, url: string, one: Case): Promise<Growth> {
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  const growth: Growth = {
    blocked: false,
    lockedRows: false,
    heldLock: false,
    read: 0,
    written: 0,
    rewritten: false,
    lost: false,
  }
  try {
    if (one.role !== undefined) await other.query(`set role "${one.role}"`)
    await other.query('set lock_timeout = 50')
    const old = await statementsOf(one.old)
    const before = await stateOf(client)
    let open = false
    for (const sql of await statementsOf(one.migration)) {
      if (/^(begin|commit)$/i.test(sql)) {
        await client.query(sql)
        open = /^begin$/i.test(sql)
        continue
      }
      const alone =
        /concurrently|^vacuum|^reindex (schema|database)/i.test(sql) && !/^refresh/i.test(sql)
      const filesBefore = await files(client)
      if (!open && !alone) await client.query('begin')
      const counted = await counters(client)
      try {
        await client.query(sql)
      } catch {
        await client.query('rollback')
        continue
      }
      const now = await counters(client)
      const read = now.read - counted.read
      const written = now.written - counted.written
      // What runs in no transaction cannot be held, so its lock is taken from the documentation.
      const locks = /^vacuum full|^reindex (schema|database)/i.test(sql)
      const waits = alone ? (locks ? 'relation' : undefined) : await waiting(other, old)
      const filesAfter = await files(client)
      if (!open && !alone) await client.query('commit')
      if (waits !== undefined) {
        growth.blocked = true
        growth.read += /^reindex (schema|database)/i.test(sql) ? await rowsOf(client) : read
        growth.written += written
        const locked = / for (no key )?(update|share)\b/i.test(sql) ? read : written
        if (waits === 'rows' && locked > 100) growth.lockedRows = true
        if (/^lock /i.test(sql)) growth.heldLock = true
        const isNew = [...filesBefore].some(
          ([oid, file]) => filesAfter.has(oid) && filesAfter.get(oid) !== file,
        )
        if (isNew && !/^truncate|with no data/i.test(sql)) growth.rewritten = true
      }
    }
    growth.lost = isLost(
      before,
      await stateOf(client),
      /\balter column \w+ type\b/i.test(one.migration),
      makesOneOfSeveral.test(one.migration),
    )
  } finally {
    await other.end()
  }
  return growth
}

/** What the first statement of the running version waits for that has to wait. */
async function waiting(
  other: pg.Client,
  old: readonly string[],
): Promise<'relation' | 'rows' | undefined> {
  let found: 'rows' | undefined
  for (const sql of old) {
    await other.query('begin')
    try {
      await other.query(sql)
    } catch (error) {
      if ((error as { code?: string }).code === '55P03') {
        const { message } = error as Error & { where?: string }
        const where = (error as { where?: string }).where ?? ''
        if (/tuple|while (locking|updating|deleting)/.test(`${message} ${where}`)) found = 'rows'
        else return 'relation'
      }
    } finally {
      await other.query('rollback')
    }
  }
  return found
}

async function counters(client: pg.Client): Promise<{ read: number; written: number }> {
  const { rows } = await client.query<{ read: string; written: string }>(
    `select coalesce(sum(seq_tup_read), 0) as read,
       coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) as written from pg_stat_xact_user_tables`,
  )
  return { read: Number(rows[0]?.read), written: Number(rows[0]?.written) }
}

async function files(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ oid: string; file: string }>(
    `select oid::text, pg_relation_filenode(oid)::text as file from pg_class
     where relkind in ('r', 'm') and relnamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_schema)')`,
  )
  return new Map(rows.map(({ oid, file }) => [oid, file]))
}

async function rowsOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ rows: string }>(
    `select coalesce(sum(reltuples), 0) as rows from pg_class where relkind = 'r' and reltuples > 0
     and relnamespace = 'public'::regnamespace`,
  )
  return Number(rows[0]?.rows)
}

type State = Map<string, { rows: number; columns: Map<string, string[]> }>

/** Every table's rows and values, by the numbers that survive a rename. */
async function stateOf(client: pg.Client): Promise<State> {
  const { rows } = await client.query<{ oid: string; name: string; columns: [number, string][] }>(
    `select c.oid::text, c.oid::regclass::text as name,
       (select jsonb_agg(jsonb_build_array(attnum, attname)) from pg_attribute a
        where a.attrelid = c.oid and attnum > 0 and not attisdropped) as columns
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname !~ '^(pg_|information_schema)'`,
  )
  const state: State = new Map()
  for (const { oid, name, columns } of rows) {
    const found = new Map<string, string[]>()
    let count = 0
    for (const [number, column] of columns ?? []) {
      const values = await client.query<{ value: string | null }>(
        `select "${column}"::text as value from only ${name} order by ctid`,
      )
      found.set(
        String(number),
        values.rows.map(({ value }) => value ?? ''),
      )
      count = Number((await client.query(`select count(*) as n from only ${name}`)).rows[0]?.['n'])
    }
    state.set(oid, { rows: count, columns: found })
  }
  return state
}

/** An UPDATE to NULL, or of several words to one. */
const makesOneOfSeveral = /\bset\s+(\w+)\s*=\s*(null\b|'[^']*'\s+where\b[^;]*\b\1\s+in\s*\()/is

function isLost(before: State, after: State, retyped: boolean, merged: boolean): boolean {
  for (const [oid, table] of before) {
    const now = after.get(oid)
    if (now === undefined || now.rows < table.rows) return true
    for (const [number, values] of table.columns) {
      const there = now.columns.get(number)
      if (there === undefined) return true
      if (retyped && there.length === values.length && shortened(values, there)) return true
      if (merged && gone(values, there) > 1) return true
    }
  }
  return false
}

/** How many different values are there no longer. */
function gone(was: readonly string[], is: readonly string[]): number {
  const left = new Set(is)
  return new Set(was.filter((value) => !left.has(value))).size
}

/** Whether values lost digits, characters or a time of day; the same in other words is no loss. */
function shortened(was: readonly string[], is: readonly string[]): boolean {
  return was.some((value, index) => {
    const now = is[index] ?? ''
    return (
      now.length < value.length &&
      value.startsWith(now.slice(0, 3)) &&
      now !== value &&
      !value.startsWith(`${now} `.trimEnd() + ' '.repeat(value.length - now.length))
    )
  })
}
