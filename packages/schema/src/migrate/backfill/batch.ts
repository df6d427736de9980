import type { BackfillStatement, Database, KeyColumn, Row } from '../database.ts'
import type { Part } from './halves.ts'

/** What is gone through, and by which key. */
export type Table = { statement: BackfillStatement; key: KeyColumn[] }

export type Batch = {
  /** The query that finds the last of the next rows, if there are as many as a batch takes. */
  find: string
  /** The one that finds the last of fewer, if there are any. */
  findRest: string
  /** The key of that row, how many rows there are up to it, and the statement for them. */
  upTo: (found: Row) => { last: string[]; seen: number; sql: string }
}

/** The next `size` rows of a part. */
export function batchOf(
  { backfill, quote }: Database,
  { statement, key }: Table,
  part: Part,
  size: number,
): Batch {
  const columns = (prefix: string): string =>
    key.map(({ name }) => `${prefix}${quote(name)}`).join(', ')
  // The middle of a table is known by the first column of its key.
  const compare = (prefix: string, operator: '>' | '<=', values: string[]): string =>
    backfill.compare(
      key.slice(0, values.length).map(({ name }) => `${prefix}${quote(name)}`),
      operator,
      key.slice(0, values.length).map((column, at) => backfill.literal(column, values[at] ?? '')),
    )
  const last = part.reached ?? part.after
  const from = (prefix: string): string[] => (last ? [compare(prefix, '>', last)] : [])
  const within = [...from(''), ...(part.upTo ? [compare('', '<=', part.upTo)] : [])]
  const where = within.length === 0 ? '' : ` where ${within.join(' and ')}`
  const next = `from ${statement.table}${where} order by ${columns('')} limit`
  const rest = `select ${columns('')} ${next} ${size}`
  const texts = key
    .map((column, index) => `${backfill.asText(quote(column.name), column)} as teal_key_${index}`)
    .join(', ')
  return {
    find: `select ${texts}, ${size} as teal_seen ${next} 1 offset ${size - 1}`,
    findRest: `select ${texts}, (select count(*) from (${rest}) c) as teal_seen from (${rest}) p
     order by ${key.map(({ name }) => `${quote(name)} desc`).join(', ')} limit 1`,
    upTo: (found) => {
      const reached = key.map((_, index) => String(found[`teal_key_${index}`]))
      const { qualifier } = statement
      const condition = [...from(qualifier), compare(qualifier, '<=', reached)].join(' and ')
      return {
        last: reached,
        seen: Number(found['teal_seen']),
        sql: statement.restrictedTo(condition),
      }
    },
  }
}
