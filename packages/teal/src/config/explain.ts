import type { z } from 'zod'
import { redact } from '../model/redact.ts'
import type { Path, Reading } from './document.ts'
import type { Problem } from './problem.ts'
import { suggest } from './suggest.ts'

// What a schema says of a wrong value, in the words of the person who wrote the file.

type Issue = z.core.$ZodIssue
type RawIssue = z.core.$ZodRawIssue

const mapping = 'a mapping\nwrite key: value on lines of their own, or { key: value }'
const kinds: Record<string, string> = {
  string: 'a text\nput it in quotes',
  number: 'a number\nwrite it in digits and without quotes, such as 3',
  int: 'a whole number\nwrite it in digits, such as 3',
  boolean: 'true or false',
  array: 'a list\nwrite each item on a line of its own after a dash, or all in [ ]',
  object: mapping,
  record: mapping,
}

/**
 * What is told in place of zod's own words, where a schema has none for it: "expected …" or, on a second
 * line, what to do. See model/schemas.ts for the convention.
 */
export function say(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value': {
      // `off` is also false to a reader of YAML 1.1; people need to know of one way only.
      const values = issue.values.filter((value) => typeof value !== 'boolean').map(String)
      const expected = `expected ${values.join(' or ')}`
      return typeof issue.input === 'string' && values.length > 1
        ? `${expected}\n${suggest(issue.input, values, 'what can stand here')}`
        : expected
    }
    case 'too_small':
      return `expected at least ${issue.minimum}${lengthOf(issue.origin)}`
    case 'too_big':
      return `expected at most ${issue.maximum}${lengthOf(issue.origin)}`
    case 'unrecognized_keys': {
      const known = keysOf(issue.inst)
      return issue.keys.map((key) => suggest(key, known, 'what can stand here')).join('\n')
    }
    case 'invalid_union':
      return `expected ${[...new Set(issue.errors.flat().map(expectedBy))].join(' or ')}`
    default:
      return undefined
  }
}

function lengthOf(origin: string): string {
  if (origin === 'string') return ' letters'
  return origin === 'array' ? ' of them' : ''
}

function expectedBy({ message }: Issue): string {
  return (message.split('\n')[0] ?? '').replace(/^expected /, '')
}

function keysOf(schema: unknown): string[] {
  return Object.keys((schema as { shape?: object } | undefined)?.shape ?? {})
}

/** The problems behind an issue, each with its place in the file. */
export function explain(issue: Issue, reading: Reading, around: Path = []): Problem[] {
  const path = written([...around, ...issue.path], reading.value)
  if (issue.code === 'unrecognized_keys') {
    const hints = issue.message.split('\n')
    return issue.keys.map((key, index) => {
      const [, meant] = /^did you mean (.+)\?$/.exec(hints[index] ?? '') ?? []
      return {
        offset: reading.offsetOfKey([...path, key]),
        message: `unknown key ${key}${path.length === 0 ? '' : ` in ${nameOf(path)}`}`,
        hint: hints[index],
        ...(meant === undefined ? {} : { meant: nameOf([...path, meant]) }),
      }
    })
  }
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((branch) => !branch.some(isOfAnotherKind))
    if (meant !== undefined) return meant.flatMap((each) => explain(each, reading, path))
  }
  const [said = '', hint] = issue.message.split('\n')
  const value = valueAt(reading.value, path)
  if (value === undefined && path.length > 0) {
    const key = `${String(path.at(-1))}:`
    const shown = hint?.includes(key) === true
    const add = shown ? hint : `add ${key} <${said.replace(/^expected /, '')}>`
    const missing = nameOf(path)
    return [
      { offset: reading.offsetOf(path), message: `${missing} is missing`, hint: add, missing },
    ]
  }
  const found = said.startsWith('expected ') ? `, found ${show(value, reading.secrets)}` : ''
  const message = path.length === 0 ? `${said}${found}` : `${nameOf(path)}: ${said}${found}`
  return [{ offset: reading.offsetOf(path), message, hint }]
}

/** Without the part that is not in the file: the arguments of a command that is written as one line. */
function written(path: Path, whole: unknown): Path {
  const end = path.findIndex((_, depth) => {
    const value = valueAt(whole, path.slice(0, depth))
    return value !== undefined && (typeof value !== 'object' || value === null)
  })
  return end === -1 ? path : path.slice(0, end)
}

/** Whether this issue says that the value is not the kind of thing a branch of a union is about. */
function isOfAnotherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

/** `stages.validate.checks[0].http` */
function nameOf(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Object.hasOwn(found, part) ? (found as Record<PropertyKey, unknown>)[part] : undefined
  }
  return found
}

function show(value: unknown, secrets: string[]): string {
  if (value === null) return 'nothing'
  if (typeof value === 'string') {
    return value === '' ? 'an empty text' : JSON.stringify(redact(value, secrets).slice(0, 60))
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value !== 'object') return JSON.stringify(value)
  return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping'
}
