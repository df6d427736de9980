import type { Counters } from '../traffic/traffic.ts'

// What happened between two readings of a colour's counters. Pure.

export type Window = {
  requests: number
  failed: number
  /** Null where latency is not measured, or nothing was answered. */
  p99Ms: number | null
}

/**
 * `later` minus `earlier`. Counters that went down were started anew (the proxy was restarted): then all
 * that `later` holds came since.
 */
export function windowBetween(earlier: Counters | null, later: Counters): Window {
  const base = earlier !== null && earlier.requests <= later.requests ? earlier : null
  return {
    requests: later.requests - (base?.requests ?? 0),
    failed: Math.max(0, later.failed - (base?.failed ?? 0)),
    p99Ms: percentileBetween(base, later, 0.99),
  }
}

/**
 * An upper bound of the given percentile in ms: the bound of the bucket it falls into. Above the last
 * bound it is infinite, since all that is known is that it is more.
 */
function percentileBetween(
  earlier: Counters | null,
  later: Counters,
  percentile: number,
): number | null {
  if (later.latency === null) return null
  const before = earlier?.latency?.counts
  const counts = later.latency.counts.map((count, index) => count - (before?.[index] ?? 0))
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  for (const [index, count] of counts.entries()) {
    seen += count
    if (seen >= total * percentile) return later.latency.boundsMs[index] ?? Infinity
  }
  return Infinity
}
