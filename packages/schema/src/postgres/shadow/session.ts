/** One row of an answer. */
export type Row = Record<string, unknown>

/** A connection to a shadow database: PGlite in this process, or a scratch database on a server. */
export type Session = {
  /** Runs one or several statements; gives the rows of the last that returned any. */
  run: (sql: string) => Promise<Row[]>
  /** Whether other databases live beside this one, so that roles and settings must stay as they are. */
  shared: boolean
  close: () => Promise<void>
}

/** The rows of `query` in one value, since each row of an answer costs PGlite more than its content. */
export async function readAsOne<Of extends object>(session: Session, query: string): Promise<Of[]> {
  const rows = await session.run(`select json_agg(found)::text as found from (${query}) found`)
  const found = rows[0]?.['found']
  return typeof found === 'string' ? (JSON.parse(found) as Of[]) : []
}

/** What PostgreSQL said when it refused a statement. */
export type Refusal = { code: string; message: string }

/** The refusal in an error thrown by `run`; other errors are thrown again. */
export function refusal(error: unknown): Refusal {
  const { code, message } = error as Partial<Refusal>
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
    return { code, message: message ?? 'refused' }
  }
  throw error
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
