import { expect, test } from 'vitest'
import { printable } from './print.ts'

test('shows what a terminal would obey', () => {
  expect(printable('\u001b[2Jgone')).toBe('\\u001b[2Jgone')
  expect(printable('\u001b]52;c;cm0=\u0007')).toBe('\\u001b]52;c;cm0=\\u0007')
  expect(printable('a\rb\u009b2Jc\u202ed\u007f')).toBe('a\\u000db\\u009b2Jc\\u202ed\\u007f')
})

test('leaves letters, lines and tabs as they are, without their colours', () => {
  expect(printable('✓ grün\n\t│ 日本 → 1')).toBe('✓ grün\n\t│ 日本 → 1')
  expect(printable('\u001b[1;31merror\u001b[0m: no')).toBe('error: no')
})

test('keeps the meaning of JSON', () => {
  const data = { text: '\u001b[31mred\u009b\u202e\u007f\n' }
  expect(JSON.parse(printable(JSON.stringify(data)))).toEqual(data)
})
