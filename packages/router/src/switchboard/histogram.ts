// Latency is counted in buckets whose bounds grow by 8 %: a quantile read from them is off by less than 4 %,
// and recording one request is a logarithm and an addition.

const FIRST_MS = 0.05
const GROWTH = 1.08
const LAST_MS = 120_000

export const BUCKETS = Math.ceil(Math.log(LAST_MS / FIRST_MS) / Math.log(GROWTH)) + 1

const PER_LOG = 1 / Math.log(GROWTH)

/** Upper bounds in milliseconds, ascending; one more bucket than these takes what is slower. */
export const BUCKET_BOUNDS_MS: readonly number[] = Array.from({ length: BUCKETS - 1 }, (_, i) =>
  Number((FIRST_MS * GROWTH ** i).toPrecision(6)),
)

/** The bucket that a latency in milliseconds belongs to. */
export function bucketOf(ms: number): number {
  if (ms <= FIRST_MS) return 0
  const bucket = Math.ceil(Math.log(ms / FIRST_MS) * PER_LOG)
  return bucket < BUCKETS ? bucket : BUCKETS - 1
}

/** The latency in milliseconds below which the share `quantile` (0 to 1) of the counted requests was. */
export function quantileMs(counts: readonly number[], quantile: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return 0
  let left = quantile * total
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number
    if (count >= left && count > 0) {
      const upper = BUCKET_BOUNDS_MS[i] ?? LAST_MS
      const lower = i === 0 ? 0 : (BUCKET_BOUNDS_MS[i - 1] as number)
      return lower + (upper - lower) * (left / count)
    }
    left -= count
  }
  return LAST_MS
}
