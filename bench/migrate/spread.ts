import { quantile } from '../router/statistics.ts'

/** How long statements took, in ms. */
export type Spread = { statements: number; p50: number; p99: number; max: number }

export function spread(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round(quantile(sorted, share) * 10) / 10
  return { statements: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
}
