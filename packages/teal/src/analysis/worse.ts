import { formatDuration } from '../model/duration.ts'
import type { Window } from './window.ts'

/** What a release may do before it goes back. */
export type Thresholds = {
  /** Share of failed requests, 0 to 1. */
  errors: number
  p99Ms: number
  /** Fewer requests than this say nothing. */
  minimumRequests: number
}

/** Why the window is worse than allowed, in one sentence; null when it is not. Pure. */
export function whyWorse(
  window: Window,
  { errors, p99Ms, minimumRequests }: Thresholds,
): string | null {
  const { requests, failed } = window
  if (requests < minimumRequests) return null
  const share = failed / requests
  if (share > errors) {
    return `${failed} of ${requests} requests failed (${percent(share)}), more than ${percent(errors)}`
  }
  if (window.p99Ms !== null && window.p99Ms > p99Ms) {
    const found =
      window.p99Ms === Infinity ? 'beyond what is measured' : formatDuration(window.p99Ms)
    return `the slowest 1 % of ${requests} requests took ${found} or more, above ${formatDuration(p99Ms)}`
  }
  return null
}

/** `4.2 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}
