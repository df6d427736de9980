import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matching, regexSample } from './patterns.ts'

test.each([
  '^[A-Z]{3}-\\d+$',
  '^[^@\\s]+@[^@]+\\.[a-z]{2,}$',
  '^(new|paid|sent)$',
  '^\\+?[0-9 ]{6,15}$',
  '^[[:alpha:]][[:alnum:]_]*$',
  '^#([0-9a-f]{3}){1,2}$',
  '^a.c$',
])('texts for %s match it', (pattern) => {
  const javascript = pattern.replace('[[:alpha:]]', '[a-z]').replace('[:alnum:]', 'a-z0-9')
  for (const i of [0, 1, 2, 3]) expect(regexSample(pattern, i)).toMatch(new RegExp(javascript))
})

test('the patterns of a check are found, quotes and all', () => {
  expect(matching(`CHECK ((code ~~ 'it''s_%'::text))`)[0]).toBe(`it's0v0`)
  expect(matching(`CHECK ((value ~ '^[a-z]+$'::text))`)).toHaveLength(24)
})

test('no pattern is too odd for it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (pattern) => {
      expect(typeof regexSample(pattern, 1)).toBe('string')
    }),
  )
})
