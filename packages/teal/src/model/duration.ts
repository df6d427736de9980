/** A duration for people: `250 ms`, `1.5 s`, `2 m 30 s`, `24 h`. */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(1))} s`
  const units: [string, number][] = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ]
  const parts: string[] = []
  // 24 h reads better than 1 d; days begin where two of them are over.
  let left = Math.round(ms / 1_000) * 1_000
  for (const [unit, size] of units) {
    if (unit === 'd' && left < 2 * size) continue
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`)
  }
  return parts.join(' ')
}
