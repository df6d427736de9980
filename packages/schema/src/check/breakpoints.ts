const breakpoint = /--> statement-breakpoint/g

/**
 * Drizzle ends its statements with a line that is no comment on every database. It is a semicolon where there is
 * none yet, and blank otherwise, so that lines and columns stay.
 */
export function withoutBreakpoints(sql: string): string {
  return sql.replaceAll(breakpoint, (mark, at: number) => {
    const ended = sql.slice(0, at).trimEnd().endsWith(';')
    return `${ended ? ' ' : ';'}${' '.repeat(mark.length - 1)}`
  })
}
