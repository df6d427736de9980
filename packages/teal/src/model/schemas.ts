import { z, type ZodType } from 'zod'
import { listOf, referencesIn, templateNames, type TemplateName } from './template.ts'

// The small words of teal.yaml that adapters' settings share with the rest.
// Durations come out in milliseconds and shares as 0 to 1.
//
// What a schema says of a wrong value is read by people: it starts with "expected …", and a second line, if
// there is one, is what to do about it.

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/

/** `250ms`, `30s`, `10m`, `24h`, `7d`; in JSON Schema a string with that pattern. */
export const duration = z
  .string({ error: ({ input }) => sayDuration(input) })
  .regex(durationPattern, { error: ({ input }) => sayDuration(input) })
  .transform((text) => {
    const [, number, unit] = durationPattern.exec(text) ?? []
    return Math.round(Number(number) * (units[unit ?? ''] ?? Number.NaN))
  })
  .refine((ms) => ms <= 365 * 86_400_000, 'expected at most 365d')

/** A duration for something that cannot be done in no time. */
export const timeout = duration.refine((ms) => ms > 0, 'expected more than 0s\nwrite 30s, say')

const sharePattern = /^\d+(\.\d+)?%$/

/** `5%`, `0.1%`. */
export const share = z
  .string({ error: ({ input }) => sayShare(input) })
  .regex(sharePattern, { error: ({ input }) => sayShare(input) })
  .transform((text) => Number(text.slice(0, -1)) / 100)
  .refine((value) => value <= 1, 'expected at most 100%')

/** A schema whose texts may refer to these names and to no others. */
export function withReferences<S extends ZodType>(schema: S, names: readonly TemplateName[]): S {
  return schema.superRefine((value, context) => {
    for (const { text, path } of textsIn(value, [])) {
      for (const name of referencesIn(text)) {
        if (names.some((known) => known === name)) continue
        const what = templateNames.some((known) => known === name)
          ? `{{ ${name} }} has no value here`
          : `there is no {{ ${name} }}`
        const instead = names.length === 0 ? 'none has one here' : `use ${listOf(names)}`
        context.addIssue({ code: 'custom', path, message: `${what}\n${instead}` })
      }
    }
  })
}

/** A text that refers to nothing. */
export const text = withReferences(z.string(), [])

/** Arguments as a list, or as a line that is split at spaces outside quotes; no shell reads it. */
export const command = z
  .union([z.string(), z.array(z.string())], 'expected a command\nwrite it as a line or as a list')
  .refine(
    (value) => typeof value !== 'string' || leftOver(value) === '',
    'expected a second quote\nclose it, or write the command as a list of arguments',
  )
  .transform((value) => (typeof value === 'string' ? splitCommand(value) : value))
  .refine(
    (argv) => argv.length > 0 && argv[0] !== '',
    'expected a command\nwrite it as a line, such as node server.js, or as a list of arguments',
  )

export const environment = z.record(
  z.string().regex(/^[^=\0]+$/, 'expected the name of a variable'),
  z.union([z.string(), z.number(), z.boolean()], 'expected a text').transform(String),
)

/** `127.0.0.1:8080`, `:8080` (every address), `[::1]:8080`. */
export const listenAddress = z
  .string({ error: ({ input }) => sayAddress(input) })
  .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]*):\d{1,5}$/, {
    error: ({ input }) => sayAddress(input),
    abort: true,
  })
  .refine(
    (text) => Number(text.slice(text.lastIndexOf(':') + 1)) <= 65_535,
    'expected a port up to 65535',
  )

function sayDuration(input: unknown): string {
  return `expected a duration such as 250ms, 30s, 10m or 24h\n${suggestDuration(input)}`
}

const unitsByFirstLetters: [RegExp, string][] = [
  [/^(ms|msec|milli)/i, 'ms'],
  [/^s/i, 's'],
  [/^m/i, 'm'],
  [/^h/i, 'h'],
  [/^d/i, 'd'],
]

function suggestDuration(input: unknown): string {
  const text = typeof input === 'number' || typeof input === 'string' ? String(input) : ''
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? []
  if (number === undefined) return 'write a number and its unit: ms, s, m, h or d'
  if (unit === '') return `write its unit too: ${number}s or ${number}ms`
  const known = unitsByFirstLetters.find(([letters]) => letters.test(unit))
  return known === undefined ? 'the units are ms, s, m, h and d' : `write ${number}${known[1]}`
}

function sayShare(input: unknown): string {
  const expected = 'expected a share such as 5% or 0.1%'
  if (typeof input !== 'number') return expected
  return `${expected}\nwrite ${input <= 1 ? `${Number((input * 100).toFixed(6))}%` : `${input}%`}`
}

function sayAddress(input: unknown): string {
  const expected = 'expected host:port, such as 127.0.0.1:8080'
  const isPort = typeof input === 'number' && Number.isInteger(input)
  return isPort ? `${expected}\nwrite 127.0.0.1:${input}` : expected
}

type TextAt = { text: string; path: (string | number)[] }

function textsIn(value: unknown, path: (string | number)[]): TextAt[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (typeof value !== 'object' || value === null) return []
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((each, index) => [index, each])
    : Object.entries(value)
  return entries.flatMap(([key, each]) => textsIn(each, [...path, key]))
}

/** One argument: letters, quoted parts and references, without a space between them. */
const argument = /(?:\{\{[^}]*\}\}|[^\s"']|"[^"]*"|'[^']*')+/g

function splitCommand(line: string): string[] {
  return [...line.matchAll(argument)].map((match) =>
    match[0].replaceAll(
      /"([^"]*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    ),
  )
}

function leftOver(line: string): string {
  return line.replaceAll(argument, '').trim()
}
