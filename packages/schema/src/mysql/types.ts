// What the running version notices when the type of a column changes, and what the values suffer.

import type { Type } from './schema.ts'

/**
 * - `same`, `wider`: everything that was written and read still is
 * - `narrower`: values that could be written no longer can
 * - `other`: values are read back as something else
 * - `unclear`: that hangs on how the application uses them
 */
export type TypeChange = 'same' | 'wider' | 'narrower' | 'other' | 'unclear'

const integers = ['TINYINT', 'SMALLINT', 'MEDIUMINT', 'INT', 'BIGINT']
const texts = ['TINYTEXT', 'TEXT', 'MEDIUMTEXT', 'LONGTEXT']
const blobs = ['TINYBLOB', 'BLOB', 'MEDIUMBLOB', 'LONGBLOB']
const textBytes = [255, 65_535, 16_777_215, 4_294_967_295]

export function compareTypes(from: Type, to: Type): TypeChange {
  if (integers.includes(from.name) && integers.includes(to.name)) return compareIntegers(from, to)
  const family = familyOf(from)
  if (family !== familyOf(to)) return compareFamilies(from, to)
  switch (family) {
    case 'text':
    case 'bytes':
      return compareLengths(from, to)
    case 'enum':
      return compareMembers(from, to)
    case 'decimal':
      return compareDecimals(from, to)
    case 'float':
      return ordered(Number(from.name === 'DOUBLE'), Number(to.name === 'DOUBLE'))
    case 'DATETIME':
    case 'TIMESTAMP':
    case 'TIME':
      return ordered(from.numbers[0] ?? 0, to.numbers[0] ?? 0)
    case 'BIT':
      return ordered(from.numbers[0] ?? 1, to.numbers[0] ?? 1)
    default:
      return from.name === to.name ? 'same' : 'other'
  }
}

function familyOf(type: Type): string {
  if (type.name.endsWith('CHAR') || texts.includes(type.name)) return 'text'
  if (type.name.endsWith('BINARY') || blobs.includes(type.name)) return 'bytes'
  if (type.name === 'FLOAT' || type.name === 'DOUBLE') return 'float'
  if (type.name === 'DECIMAL') return 'decimal'
  return type.name === 'ENUM' || type.name === 'SET' ? 'enum' : type.name
}

function ordered(from: number, to: number): TypeChange {
  if (from === to) return 'same'
  return to > from ? 'wider' : 'narrower'
}

function compareIntegers(from: Type, to: Type): TypeChange {
  const [a, b] = [integers.indexOf(from.name), integers.indexOf(to.name)]
  // With ZEROFILL a number is read as text of so many digits.
  const digits = ({ zerofill, numbers }: Type): string => (zerofill ? String(numbers) : '')
  if (digits(from) !== digits(to)) return 'other'
  if (from.unsigned && !to.unsigned) return b > a ? 'wider' : 'narrower'
  if (!from.unsigned && to.unsigned) return 'narrower'
  return ordered(a, b)
}

/** Characters for CHAR and VARCHAR, bytes for the rest: TEXT holds any VARCHAR there is. */
function compareLengths(from: Type, to: Type): TypeChange {
  const capacity = ({ name, numbers }: Type): number => {
    const place = Math.max(texts.indexOf(name), blobs.indexOf(name))
    if (place >= 0) return textBytes[place] ?? 0
    return numbers[0] ?? 1
  }
  const fixed = /^(CHAR|BINARY)$/
  const [a, b] = [capacity(from), capacity(to)]
  if (b < a) return 'narrower'
  // BINARY pads what is read with zeros, CHAR drops spaces at the end.
  if (fixed.test(to.name) && !fixed.test(from.name)) return 'other'
  if (from.name === 'BINARY' && (to.name !== 'BINARY' || a !== b)) return 'other'
  return ordered(a, b) === 'same' && from.name === to.name ? 'same' : 'wider'
}

function compareMembers(from: Type, to: Type): TypeChange {
  if (from.name !== to.name) return 'other'
  const places = from.members.map((member) => to.members.indexOf(member))
  if (places.includes(-1)) return 'narrower'
  // ENUMs sort by the place of the member, and that is what `+ 0` and some drivers give.
  const inOrder = places.every((place, i) => i === 0 || place > (places[i - 1] ?? -1))
  if (!inOrder) return 'other'
  return from.members.length === to.members.length ? 'same' : 'wider'
}

function compareDecimals(from: Type, to: Type): TypeChange {
  const [p1 = 10, s1 = 0] = from.numbers
  const [p2 = 10, s2 = 0] = to.numbers
  if (to.unsigned && !from.unsigned) return 'narrower'
  if (p2 - s2 < p1 - s1 || s2 < s1) return 'narrower'
  return s2 > s1 ? 'unclear' : ordered(p1, p2)
}

function compareFamilies(from: Type, to: Type): TypeChange {
  const pair = `${familyOf(from)} ${familyOf(to)}`
  const longest = Math.max(0, ...from.members.map((member) => member.length))
  if (pair === 'enum text' && from.name === 'ENUM') {
    const room = texts.includes(to.name) ? Infinity : (to.numbers[0] ?? 1)
    return longest <= room ? 'wider' : 'narrower'
  }
  if (pair === 'text enum' || pair === 'text JSON') return 'narrower'
  if (pair === 'JSON text') return texts.indexOf(to.name) === 3 ? 'unclear' : 'narrower'
  if (pair === 'TIMESTAMP DATETIME') return 'unclear'
  return 'other'
}

/** Whether the server alters stored values without an error, also in strict mode. */
export function losesValues(from: Type, to: Type): boolean {
  const integer = integers.includes(to.name)
  if (integer && /^(DECIMAL|FLOAT|DOUBLE)$/.test(from.name)) return true
  if (from.name === 'DECIMAL' && to.name === 'DECIMAL') {
    return (to.numbers[1] ?? 0) < (from.numbers[1] ?? 0)
  }
  if (/^(DATETIME|TIMESTAMP)$/.test(from.name)) {
    if (/^(DATE|TIME|YEAR)$/.test(to.name)) return true
    return /^(DATETIME|TIMESTAMP)$/.test(to.name) && (to.numbers[0] ?? 0) < (from.numbers[0] ?? 0)
  }
  return from.name === 'TIME' && to.name === 'TIME' && (to.numbers[0] ?? 0) < (from.numbers[0] ?? 0)
}
