// Where a key stands in the order of its table.

/** Whether the columns of a key come behind these values, or not, as a condition in SQL. */
export type Compare = (
  columns: readonly string[],
  operator: '>' | '<=',
  values: readonly string[],
) => string

/** `(a, b) > (1, 2)`: for databases that look this up in an index. */
export const byRow: Compare = (columns, operator, values) => {
  const row = (parts: readonly string[]): string =>
    parts.length === 1 ? parts.join() : `(${parts.join(', ')})`
  return `${row(columns)} ${operator} ${row(values)}`
}

/** `(a > 1 or a = 1 and b > 2)`: for those that would read the whole index for a row. */
export const writtenOut: Compare = ([column, ...columns], operator, [value, ...values]) => {
  if (columns.length === 0) return `${column} ${operator} ${value}`
  const strict = operator === '>' ? '>' : '<'
  const rest = writtenOut(columns, operator, values)
  return `(${column} ${strict} ${value} or ${column} = ${value} and ${rest})`
}
