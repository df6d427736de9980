// How far a backfill has come, as the ledger keeps it: `["17"]`, the key of the last row that is done, or, where
// the two halves of a table are gone through at once, `{"middle":["500"],"reached":[["17"],null]}`.

/** A part of a table by its key: the rows behind `after` up to `upTo`, of which those up to `reached` are done. */
export type Part = { after?: string[]; upTo?: string[]; reached?: string[] }

type Halves = { middle: string[]; reached: (string[] | null)[] }

/** The parts that a cursor tells of: one, or two halves. */
export function partsOf(cursor: string | null): Part[] {
  if (cursor === null) return [{}]
  const told = JSON.parse(cursor) as string[] | Halves
  if (Array.isArray(told)) return [{ reached: told }]
  const [lower, upper] = told.reached
  return [
    { upTo: told.middle, ...(lower ? { reached: lower } : {}) },
    { after: told.middle, ...(upper ? { reached: upper } : {}) },
  ]
}

/** The cursor of a backfill of which nothing is done. */
export function untouchedHalves(middle: string[]): string {
  const halves: Halves = { middle, reached: [null, null] }
  return JSON.stringify(halves)
}
