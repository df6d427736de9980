import { TealError } from '../model/error.ts'
import { redact } from '../model/redact.ts'

/** One thing that is wrong with a configuration. */
export type Problem = {
  /** Where in the text, counted in characters from its beginning. */
  offset: number
  message: string
  hint?: string | undefined
  /** The key that is not there. */
  missing?: string
  /** The key that an unknown one was probably meant to be. */
  meant?: string
}

/** Without what is said twice: a misspelt key is unknown by one name and missing by the other. */
export function withoutEchoes(problems: Problem[]): Problem[] {
  const meant = new Set(problems.flatMap((problem) => problem.meant ?? []))
  return problems.filter(({ missing }) => missing === undefined || !meant.has(missing))
}

/** The text of a configuration and what people call its file. */
export type Source = { name: string; text: string }

/** One error for all that is wrong: the first problem speaks, the others are in its lines. */
export function errorOf(source: Source, problems: Problem[], secrets: string[]): TealError {
  const lineStarts = findLineStarts(source.text)
  const sorted = [...problems]
    .sort((a, b) => a.offset - b.offset)
    .map((problem) => ({
      at: `${source.name}:${positionOf(lineStarts, problem.offset)}`,
      message: redact(problem.message, secrets),
      hint: problem.hint === undefined ? undefined : redact(problem.hint, secrets),
    }))
  const [first, ...others] = sorted
  return new TealError('usage', first?.message ?? `${source.name} cannot be read`, {
    ...(first === undefined ? {} : { at: first.at }),
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
    lines: others.map(
      ({ at, message, hint }) => `${at}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
    ),
  })
}

/** `teal.yaml:12:5`, for a place in the text. */
export function placeOf({ name, text }: Source, offset: number): string {
  return `${name}:${positionOf(findLineStarts(text), offset)}`
}

function findLineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}

/** `12:5`, both counted from one, as editors do. */
function positionOf(lineStarts: number[], offset: number): string {
  const line = Math.max(1, lineStarts.findLastIndex((start) => start <= offset) + 1)
  return `${line}:${offset - (lineStarts[line - 1] ?? 0) + 1}`
}
