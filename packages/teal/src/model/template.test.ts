import { expect, test } from 'vitest'
import { expandTemplate, referencesIn } from './template.ts'

const values = { version: 'v2', colour: 'green', port: 4001 } as const

test('fills in what the release, the colour and the instance give', () => {
  expect(expandTemplate('{{release.version}} on {{ colour }}:{{  port }}', values)).toBe(
    'v2 on green:4001',
  )
})

test('a value is never read as a template again', () => {
  expect(expandTemplate('{{ url }}', { ...values, url: '{{ port }}' })).toBe('{{ port }}')
})

test('names what has no value, and what has one', () => {
  expect(() => expandTemplate('see {{ url }}', values)).toThrow('{{ url }} has no value here')
  try {
    expandTemplate('{{ prot }}', values)
  } catch (error) {
    expect(error).toMatchObject({
      kind: 'usage',
      hint: 'what can be used: {{ release.version }}, {{ colour }}, {{ port }}',
    })
  }
})

test('finds the names a text refers to, known or not', () => {
  expect(referencesIn('{{ port }} {{x}} {{ }} { port } {{ open')).toEqual(['port', 'x', ''])
})
