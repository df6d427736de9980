// SQL as it is, with values in their places: sql`select * from rollouts where id = ${id}`. A value is never
// part of the text, so none can be read as SQL. Statements are written so that both databases take them.

export type Value = string | number | null

export type Statement = {
  /** The text between the values; one more than there are values. */
  texts: readonly string[]
  values: readonly Value[]
}

export function sql(texts: readonly string[], ...values: Value[]): Statement {
  return { texts, values }
}

/** Text without values that is not written down here, such as the statements of a schema. */
export function plainSql(text: string): Statement {
  return { texts: [text], values: [] }
}

/** What runs statements: a database, or a transaction in one. */
export type Queries = {
  /** Gives the rows of its answer; none where it has none. */
  all: <Row>(statement: Statement) => Promise<Row[]>
}

/** An open database of either kind. */
export type Connection = Queries & {
  /** Commits when `work` is done, and takes all of it back when it fails. */
  transaction: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>
  /**
   * Whether another database has come to where this one was opened: what is written here is then read by
   * nobody. Throws TealError when there is none any more.
   */
  isReplaced: () => boolean
  /** Again is not an error. */
  close: () => Promise<void>
}
