import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Scalar,
  type YAMLError,
} from 'yaml'
import type { Problem } from './problem.ts'
import { fillVariables } from './variables.ts'

// A YAML text as plain data, with its environment variables filled in, and where each value stands.

export type Path = readonly PropertyKey[]

export type Reading = {
  value: unknown
  problems: Problem[]
  /** The values marked `!secret`. */
  secrets: string[]
  /** Where the value at `path` begins, or the nearest one around it that is written down. */
  offsetOf: (path: Path) => number
  /** Where the last key of `path` begins. */
  offsetOfKey: (path: Path) => number
}

/** Enough for any configuration; aliases that multiply each other are stopped before they fill memory. */
const mostValues = 10_000

export function readDocument(text: string, environment: NodeJS.ProcessEnv): Reading {
  const document = parseDocument(text, {
    prettyErrors: false,
    customTags: [{ tag: '!secret', resolve: (value: string) => value }],
  })
  const reading: Reading = {
    value: undefined,
    problems: independent([...document.errors, ...document.warnings]).map((error) =>
      describe(error, text),
    ),
    secrets: [],
    offsetOf: (path) => locate(document, path).value,
    offsetOfKey: (path) => locate(document, path).key,
  }
  if (reading.problems.length === 0) {
    reading.value = new Converter(document, text, environment, reading).convert(document.contents)
  }
  return reading
}

/** Walks the nodes once and writes what it finds into the reading. */
class Converter {
  readonly #document: Document.Parsed
  readonly #source: string
  readonly #environment: NodeJS.ProcessEnv
  readonly #reading: Reading
  #values = 0

  constructor(
    document: Document.Parsed,
    source: string,
    environment: NodeJS.ProcessEnv,
    reading: Reading,
  ) {
    this.#document = document
    this.#source = source
    this.#environment = environment
    this.#reading = reading
  }

  convert(node: unknown): unknown {
    this.#values += 1
    if (this.#values > mostValues) {
      if (this.#values === mostValues + 1) {
        this.#report(node, `there are more than ${mostValues} values`, 'use fewer aliases (*name)')
      }
      return null
    }
    if (isAlias(node)) return this.convert(node.resolve(this.#document))
    if (isScalar(node)) return this.#scalar(node)
    if (isSeq(node)) return node.items.map((item) => this.convert(item))
    if (!isMap(node)) return null
    const entries: [string, unknown][] = []
    for (const { key, value } of node.items) {
      const name = isAlias(key) ? key.resolve(this.#document) : key
      if (isScalar(name)) {
        entries.push([String(name.value), this.convert(value)])
      } else {
        this.#report(node, 'a key has to be a text', quoteBraces)
      }
    }
    return Object.fromEntries(entries)
  }

  #scalar(node: Scalar): unknown {
    if (node.tag === '!secret') {
      const written = String(node.value)
      const secret = this.#fill(node, written)
      if (secret === null) return ''
      if (secret === '') {
        this.#report(node, `the secret ${written} is empty`.replace('  ', ' '), 'give it a value')
      } else {
        this.#reading.secrets.push(secret)
      }
      return secret
    }
    if (typeof node.value === 'number' || typeof node.value === 'bigint') {
      // `1.10` and `0123` are versions and codes more often than numbers: no letter of them is lost.
      const written = node.source ?? String(node.value)
      return isPlainNumber(written) ? Number(written) : written
    }
    if (typeof node.value !== 'string') return node.value
    if (!node.value.includes('$')) return node.value
    const filled = this.#fill(node, node.value)
    if (filled === null) return ''
    if (node.type !== 'PLAIN') return filled
    // Unquoted, it is read as if it stood there: `instances: ${INSTANCES}` is a number.
    if (filled === 'true' || filled === 'false') return filled === 'true'
    return isPlainNumber(filled) ? Number(filled) : filled
  }

  #fill(node: Scalar, written: string): string | null {
    const { text, problems } = fillVariables(written, this.#environment)
    const [start = 0, end = start] = node.range ?? []
    for (const { written, message, hint } of problems) {
      const within = this.#source.slice(start, end).indexOf(written)
      this.#reading.problems.push({ offset: start + Math.max(0, within), message, hint })
    }
    return problems.length === 0 ? text : null
  }

  #report(node: unknown, message: string, hint: string): void {
    this.#reading.problems.push({ offset: startOf(node) ?? 0, message, hint })
  }
}

const quoteBraces = "put a text with {{ … }} in quotes, as in '{{ port }}'"

/** Whether the text is what JavaScript prints for its number. */
function isPlainNumber(text: string): boolean {
  return /^-?\d/.test(text) && String(Number(text)) === text
}

/** A text that is no YAML at one place is seldom understood after it: only the first such error counts. */
function independent(errors: YAMLError[]): YAMLError[] {
  const ofText = errors.filter(({ code }) => !(code in told)).sort((a, b) => a.pos[0] - b.pos[0])
  return [...ofText.slice(0, 1), ...errors.filter(({ code }) => code in told)]
}

/** Errors that are about what is written and not how; `key` is the word at their place. */
const told: Partial<Record<YAMLError['code'], (key: string) => string>> = {
  DUPLICATE_KEY: (key) => `${key} is there twice`,
  MULTIPLE_DOCS: () => 'there is a second document',
  TAG_RESOLVE_FAILED: (key) => `there is no tag ${key}`,
}

const hints: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  DUPLICATE_KEY: 'remove one of the two',
  MULTIPLE_DOCS: 'keep one document, and remove the lines with ---',
  TAG_RESOLVE_FAILED: 'the only tag is !secret',
  BAD_ALIAS: 'put a text that begins with * in quotes',
}

function describe({ code, message, pos }: YAMLError, text: string): Problem {
  const line = text.slice(text.lastIndexOf('\n', pos[0] - 1) + 1).split('\n', 1)[0] ?? ''
  const braces = line.includes('{{') || line.includes('${')
  const hint = hints[code] ?? (braces ? quoteBraces : 'check the indentation, quotes and brackets')
  const [key = ''] = /^[^\s:]+/.exec(text.slice(pos[0])) ?? []
  const what =
    told[code]?.(key) ?? `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`
  return { offset: pos[0], message: what, hint }
}

function locate(document: Document.Parsed, path: Path): { key: number; value: number } {
  let node: unknown = document.contents
  let found = { key: startOf(node) ?? 0, value: startOf(node) ?? 0 }
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      if (!isPair(pair)) break
      const key = startOf(pair.key) ?? found.key
      // A key without a value has an empty one after it; the key is what can be seen.
      const isEmpty = isScalar(pair.value) && pair.value.value === null
      found = { key, value: isEmpty ? key : (startOf(pair.value) ?? key) }
      node = pair.value
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part]
      const start = startOf(node)
      if (start === null) break
      found = { key: start, value: start }
    } else break
  }
  return found
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null
}
