import { numberOf } from './connection.ts'

/**
 * Lock wait timeout, deadlock, a row that has changed since it was read, a table's definition that has:
 * nothing was done, try again.
 */
export function isPassing(error: unknown): boolean {
  return [1205, 1213, 1020, 1412].includes(numberOf(error) ?? 0)
}
