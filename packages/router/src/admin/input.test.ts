import { expect, test } from 'vitest'
import { readInstances } from './input.ts'

const A = 'http://127.0.0.1:9001'

test.each([
  ['no list', A],
  ['https', ['https://127.0.0.1:9001']],
  ['a path', [`${A}/app`]],
  ['credentials', ['http://u:p@127.0.0.1:9001']],
  ['a line end', [`${A}\n`]],
  ['blanks', [` ${A}`]],
  ['port 0', ['http://127.0.0.1:0']],
  ['the same twice', [A, A]],
  ['the same in other words', [A, `${A}/`]],
  ['the same with its port and without', ['http://app.example', 'http://APP.example:80']],
])('instances with %s are refused', (_, instances) => {
  expect(() => readInstances({ instances })).toThrow(/^instances(\[0\])? must be /)
})

test('instances are given back as they were written', () => {
  const instances = [`${A}/`, 'http://app-1.example', 'http://[::1]:9001']
  expect(readInstances({ instances })).toEqual(instances)
})
