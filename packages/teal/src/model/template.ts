import type { TemplateValues } from './application.ts'
import { TealError } from './error.ts'

// Texts of teal.yaml may refer to the release: `{{ release.version }}`, `{{ colour }}`, and, where there
// is one instance to speak of, `{{ port }}` and `{{ url }}`.

const reference = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Names that a text may use; which of them have a value depends on the place, see schemas.ts. */
export const templateNames = ['release.version', 'colour', 'port', 'url'] as const

export type TemplateName = (typeof templateNames)[number]

/** The names a text refers to, known or not, for checking a configuration before anything runs. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(reference)].map((match) => match[1] ?? '')
}

/** Fills in the references of `text`; throws a usage error that names the one that has no value here. */
export function expandTemplate(text: string, values: TemplateValues): string {
  return text.replaceAll(reference, (_, name: string) => {
    const value = valueOf(name, values)
    if (value === undefined) {
      throw new TealError('usage', `{{ ${name} }} has no value here, in "${text}"`, {
        hint: `what can be used: ${listOf(templateNames.filter((known) => valueOf(known, values) !== undefined))}`,
      })
    }
    return String(value)
  })
}

/** The same for each argument of a command. */
export function expandArguments(texts: string[], values: TemplateValues): string[] {
  return texts.map((text) => expandTemplate(text, values))
}

/** The same for the value of each variable or header. */
export function expandValues(
  texts: Record<string, string>,
  values: TemplateValues,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, expandTemplate(text, values)]),
  )
}

/** `{{ colour }}, {{ port }}`, for messages. */
export function listOf(names: readonly TemplateName[]): string {
  return names.map((name) => `{{ ${name} }}`).join(', ')
}

function valueOf(name: string, values: TemplateValues): string | number | undefined {
  if (name === 'release.version') return values.version
  if (name === 'colour') return values.colour
  if (name === 'port') return values.port
  if (name === 'url') return values.url
  return undefined
}
