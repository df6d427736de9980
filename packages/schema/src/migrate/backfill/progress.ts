/**
 * Tells how far a backfill is: rows, share, rate and the time that is left. `already` rows were done by runs
 * before; `estimate` is what the table may hold.
 */
export function progress(
  already: number,
  estimate: number,
  now: () => number = Date.now,
): (rows: number) => string {
  const started = now()
  return (rows) => {
    const seconds = Math.max((now() - started) / 1000, 0.001)
    const rate = (rows - already) / seconds
    const text = `${rows} rows, ${Math.round(rate)} a second`
    if (estimate <= rows || rate <= 0) return text
    const left = Math.ceil((estimate - rows) / rate)
    return `${text}, ${Math.floor((rows / estimate) * 100)} %, about ${left} s left`
  }
}
