// Values of any type, written as SQL. They go up to what the type can hold, so that a narrower type
// shows, and the i-th differs from the others where the type has enough values.

import { literal } from '../shadow/session.ts'
import { matching } from './patterns.ts'
import type { Column } from './shape.ts'

/** The i-th ordinary value of a column, counted from 1; `null` for a type nothing is known of. */
export function value(column: Column, i: number): string {
  if (column.labels && column.labels.length > 0) {
    return literal(column.labels[(i - 1) % column.labels.length] ?? '')
  }
  const text = textOf(column.base, i)
  const { suited = [] } = column
  if (suited.length > 0 && (text === undefined || !suited.includes(text))) {
    return literal(suited[(i - 1) % suited.length] ?? '')
  }
  return text === undefined ? 'null' : literal(text)
}

/** Values that may meet what the column's checks ask for. */
export function candidates(column: Column): string[] {
  const sql = column.tests.join(' ')
  const plain = [1, 2, 3, 4].flatMap((i) => textOf(column.base, i) ?? [])
  const constants = constantsIn(sql)
  const near = constants
    .filter((text) => /^-?\d+(\.\d+)?$/.test(text))
    .flatMap((text) => [-2, -1, 1, 2].map((step) => String(Number(text) + step)))
  return [...new Set([...plain, ...matching(sql), ...constants, ...near])].slice(0, 60)
}

/** Values at the edges of the type, and `constants` where the type may take them. */
export function unusual(column: Column, constants: readonly string[]): string[] {
  const given = [...(column.labels ?? []), ...(column.suited ?? []), ...constants]
  const found = given.map(literal)
  const long = longText(column.base)
  if (long !== undefined) {
    found.push(literal(long), literal(''))
    const limit = Number(/\((\d+)\)/.exec(column.base)?.[1] ?? longest)
    // A rule about lengths shows on either side of the number it names.
    for (const constant of constants.filter((one) => /^\d{1,4}$/.test(one))) {
      const lengths = [Number(constant) - 1, Number(constant) + 1]
      const fitting = lengths.filter((length) => length > 1 && length <= Math.min(limit, longest))
      found.push(...fitting.map((length) => literal('x'.repeat(length))))
    }
  }
  const whole = /^(smallint|integer|bigint)$/.exec(column.base)
  if (whole || /^(numeric|real|double|money)/.test(column.base)) {
    found.push(literal('0'), literal('-1'))
    for (const constant of constants) {
      if (/^-?\d{1,9}$/.test(constant)) {
        found.push(literal(String(Number(constant) + 1)), literal(String(Number(constant) - 1)))
      }
    }
  }
  if (whole) found.push(literal(maximum[column.base] ?? '1'))
  if (column.base === 'boolean') found.push('true', 'false')
  if (/^jsonb?$/.test(column.base)) {
    const keys = constants.filter((constant) => /^[a-z_]\w*$/i.test(constant))
    found.push(...keys.map((key) => literal(JSON.stringify({ [key]: 'text' }))))
  }
  return [...new Set(found)]
}

const longest = 4000

const maximum: Record<string, string> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
}

function longText(type: string): string | undefined {
  const limited = /^character(?: varying)?\((\d+)\)$/.exec(type)
  if (limited) return 'x'.repeat(Math.min(Number(limited[1]), 4000))
  return /^(text|character varying|citext)$/.test(type) ? 'x'.repeat(300) : undefined
}

function textOf(type: string, i: number): string | undefined {
  if (type.endsWith('[]')) return '{}'
  const limited = /^(character(?: varying)?|bit(?: varying)?)\((\d+)\)$/.exec(type)
  if (limited) {
    const length = Number(limited[2])
    if (limited[1]?.startsWith('bit')) return '1'.repeat(length)
    const padded = `${i}v`.padEnd(Math.min(length, 300), 'AbcdefghiJ')
    return padded.slice(0, length)
  }
  const numeric = /^numeric\((\d+),(-?\d+)\)$/.exec(type)
  if (numeric) return decimal(Number(numeric[1]), Number(numeric[2]), i)
  const plain = type.replace(/\(\d+\)/, '')
  const day = String(((i - 1) % 28) + 1).padStart(2, '0')
  const digits = /^(?:time|interval)[^(]*\((\d)\)/.exec(type)?.[1]
  const found = values[plain]?.(i, day)
  return digits === undefined ? found : found?.replace('123456', '123456'.slice(0, Number(digits)))
}

function decimal(precision: number, scale: number, i: number): string {
  const whole = Math.max(precision - scale, 0)
  const integral = whole === 0 ? '0' : String(whole > 4 ? 1000 + i : i % 10 ** whole)
  return scale > 0
    ? `${integral}.${'1234567891'.repeat(4).slice(0, Math.min(scale, 40))}`
    : integral
}

const values: Record<string, (i: number, day: string) => string> = {
  smallint: (i) => String(1000 + i),
  integer: (i) => String(1000 + i),
  bigint: (i) => String(1000 + i),
  oid: (i) => String(1000 + i),
  numeric: (i) => `${1000 + i}.123456`,
  real: (i) => `${i}.5`,
  'double precision': (i) => `${i}.25`,
  money: (i) => String(i),
  boolean: (i) => (i % 2 === 1 ? 'true' : 'false'),
  text: (i) => `Value ${i}`,
  'character varying': (i) => `Value ${i}`,
  character: () => 'x',
  '"char"': () => 'x',
  name: (i) => `v${i}`,
  citext: (i) => `Value ${i}`,
  uuid: (i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
  date: (_, day) => `2024-01-${day}`,
  'timestamp without time zone': (_, day) => `2024-01-${day} 13:04:05.123456`,
  'timestamp with time zone': (_, day) => `2024-01-${day} 13:04:05.123456+00`,
  'time without time zone': (i) => `01:02:${String(i % 60).padStart(2, '0')}.123456`,
  'time with time zone': (i) => `01:02:${String(i % 60).padStart(2, '0')}.123456+00`,
  interval: (i) => `${i} days 01:02:03.123456`,
  json: (i) => `{"a": ${i}}`,
  jsonb: (i) => `{"a": ${i}}`,
  bytea: (i) => `\\x${(i % 256).toString(16).padStart(2, '0')}`,
  inet: (i) => `10.0.0.${i % 256}`,
  cidr: (i) => `10.0.${i % 256}.0/24`,
  macaddr: (i) => `08:00:2b:01:02:${(i % 256).toString(16).padStart(2, '0')}`,
  bit: () => '1',
  'bit varying': (i) => i.toString(2),
  tsvector: (i) => `word${i}`,
  tsquery: (i) => `word${i}`,
  xml: (i) => `<a>${i}</a>`,
  point: (i) => `(1,${i})`,
  box: (i) => `(1,${i}),(0,0)`,
  int4range: (i) => `[${i * 10},${i * 10 + 5})`,
  int8range: (i) => `[${i * 10},${i * 10 + 5})`,
  numrange: (i) => `[${i * 10},${i * 10 + 5})`,
  daterange: (_, day) => `[2024-01-${day},2024-02-01)`,
  tsrange: (_, day) => `[2024-01-${day},2024-02-01)`,
  tstzrange: (_, day) => `[2024-01-${day} 00:00+00,2024-02-01 00:00+00)`,
  hstore: (i) => `a=>${i}`,
  ltree: (i) => `a.b${i}`,
}

/** The constants in a piece of SQL: what is between quotes, and numbers. */
export function constantsIn(sql: string): string[] {
  const quoted = [...sql.matchAll(/'((?:[^']|'')*)'/g)].map(([, text]) =>
    (text ?? '').replaceAll("''", "'"),
  )
  const numbers = [...sql.matchAll(/(?<![\w.$"'])-?\d+(?:\.\d+)?(?![\w"'])/g)].map(([text]) => text)
  return [...new Set([...quoted, ...numbers])].filter((text) => text.length <= 200)
}
