import { loadModule, parseSync } from 'libpg-query'

/** The statements of a PostgreSQL text, each as it is written. */
export async function statementsOf(sql: string): Promise<string[]> {
  if (sql.trim() === '') return []
  await loadModule()
  const bytes = Buffer.from(sql, 'utf8')
  const { stmts = [] } = parseSync(sql) as unknown as {
    stmts?: { stmt_location?: number; stmt_len?: number }[]
  }
  return stmts.map(({ stmt_location: from = 0, stmt_len: length }) =>
    bytes.toString('utf8', from, length === undefined ? undefined : from + length).trim(),
  )
}
