import type { Running } from './launch.ts'
import { generate, type Generator, type Load } from './load.ts'
import { processorSeconds } from './processes.ts'
import { median } from './statistics.ts'

/** Medians of a contestant's rounds. */
export type Result = {
  requestsPerSecond: number
  /** Processor time that a request costs the proxy. */
  microseconds: number
  failed: number
}
export type Results = Record<string, Result>

export type Comparison = {
  title: string
  generator: Generator
  path: string
  scheme: 'http' | 'https'
}

/** One round after the other, in each of which every contestant has its turn. */
export async function compare(
  running: Running[],
  { generator, path, scheme }: Comparison,
  options: { rounds: number; seconds: number },
): Promise<Results> {
  const measured = new Map<string, { load: Load; microseconds: number }[]>()
  for (let round = -1; round < options.rounds; round++)
    for (const { name, port, tlsPort, pid } of running) {
      const url = `${scheme}://127.0.0.1:${scheme === 'http' ? port : tlsPort}${path}`
      const before = processorSeconds(pid)
      const load = await generate(generator, url, round < 0 ? 1 : options.seconds)
      const microseconds = ((processorSeconds(pid) - before) / load.requests) * 1e6
      // The first round warms up caches, pools and the compiler.
      if (round >= 0) measured.set(name, [...(measured.get(name) ?? []), { load, microseconds }])
    }
  const results: Results = {}
  for (const [name, list] of measured)
    results[name] = {
      requestsPerSecond: Math.round(median(list.map(({ load }) => load.requestsPerSecond))),
      microseconds: Number(median(list.map((one) => one.microseconds)).toFixed(2)),
      failed: list.reduce((sum, { load }) => sum + load.failed, 0),
    }
  return results
}

/** The results as lines of text, each beside how many times better Teal is. */
export function describe(results: Results): string {
  const teal = results['teal']
  return Object.entries(results)
    .map(([name, result]) => {
      const [faster, cheaper] =
        teal === undefined || name === 'teal'
          ? ['', '']
          : [
              `teal ×${(teal.requestsPerSecond / result.requestsPerSecond).toFixed(2)}`,
              `teal ×${(result.microseconds / teal.microseconds).toFixed(2)}`,
            ]
      const rate = `${String(result.requestsPerSecond).padStart(7)}/s ${faster.padEnd(11)}`
      const cost = `${result.microseconds.toFixed(1).padStart(7)} µs ${cheaper}`
      return `  ${name.padEnd(20)} ${rate} ${cost}${result.failed > 0 ? `  FAILED ${result.failed}` : ''}`
    })
    .join('\n')
}
