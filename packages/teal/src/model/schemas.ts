import { z } from 'zod'

// The small words of teal.yaml that adapters' settings share with the rest.
// Durations come out in milliseconds and shares as 0 to 1.

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `250ms`, `30s`, `10m`, `24h`, `7d`; in JSON Schema a string with that pattern. */
export const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'expected a duration such as 250ms, 30s, 10m or 24h')
  .transform((text) => {
    const [, number, unit] = /^([\d.]+)([a-z]+)$/.exec(text) ?? []
    return Math.round(Number(number) * (units[unit ?? ''] ?? Number.NaN))
  })

/** `5%`, `0.1%`. */
export const share = z
  .string()
  .regex(/^\d+(\.\d+)?%$/, 'expected a share such as 5% or 0.1%')
  .transform((text) => Number(text.slice(0, -1)) / 100)
  .refine((value) => value <= 1, 'expected at most 100%')

/** Arguments as a list, or as a line that is split at spaces outside quotes; no shell reads it. */
export const command = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? splitCommand(value) : value))
  .refine((argv) => argv.length > 0 && argv[0] !== '', 'expected a command')

export const environment = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform(String),
)

/** `127.0.0.1:8080`, `:8080` (every address), `[::1]:8080`. */
export const listenAddress = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]*):\d{1,5}$/, 'expected host:port, such as 127.0.0.1:8080')
  .refine(
    (text) => Number(text.slice(text.lastIndexOf(':') + 1)) <= 65_535,
    'expected a port up to 65535',
  )

function splitCommand(line: string): string[] {
  return [...line.matchAll(/(?:\{\{[^}]*\}\}|[^\s"']|"[^"]*"|'[^']*')+/g)].map((match) =>
    match[0].replaceAll(
      /"([^"]*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    ),
  )
}
