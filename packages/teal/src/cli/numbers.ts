import { TealError } from '../model/error.ts'

/** Reads a whole number of at least 1 from the command line. */
export function parseCount(text: string, option: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new TealError('usage', `${option} takes a whole number of at least 1, not "${text}"`, {
      hint: `such as ${option} 20`,
    })
  }
  return count
}
