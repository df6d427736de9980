import { expect, test } from 'vitest'
import { parseObservation } from './observation.ts'

const parse = (value: unknown) => parseObservation('blue', JSON.stringify(value))
const web = { id: 'web-1', url: 'http://10.0.0.5:8080' }

test('reads a colour with nothing on it', () => {
  expect(parse({ release: null, instances: [] })).toEqual({
    colour: 'blue',
    release: null,
    instances: [],
  })
})

test('fills in what an instance does not say of itself', () => {
  expect(parse({ release: 'v1', instances: [{ ...web, url: 'HTTP://Host:8080/' }] })).toEqual({
    colour: 'blue',
    release: 'v1',
    instances: [
      {
        id: 'web-1',
        url: 'http://host:8080',
        release: 'v1',
        state: 'running',
        incarnation: 'web-1@v1',
      },
    ],
  })
})

test('believes an instance before the colour', () => {
  const said = { release: 'v2', state: 'stopped', incarnation: 'c0ffee', reason: 'exited with 1' }
  const environment = parse({ release: 'v1', instances: [{ ...web, ...said }] })
  expect(environment).toEqual({ colour: 'blue', release: 'v2', instances: [{ ...web, ...said }] })
})

test('a colour whose instances differ has no release', () => {
  const instances = [web, { ...web, id: 'web-2', release: 'v2' }]
  expect(parse({ release: 'v1', instances }).release).toBeNull()
})

test.each([
  ['no object', [], /expected object/],
  ['no release', { instances: [] }, /release/],
  ['a release that is no name', { release: '../v1', instances: [] }, /name of a release/],
  ['no instances', { release: 'v1' }, /instances/],
  ['a word it does not know', { release: 'v1', instances: [{ ...web, stat: 'running' }] }, /stat/],
  ['a state it does not know', { release: 'v1', instances: [{ ...web, state: 'up' }] }, /state/],
  ['an instance without a release', { release: null, instances: [web] }, /web-1 has no release/],
  ['an id twice', { release: 'v1', instances: [web, web] }, /id of its own/],
  ['an id with a line break', { release: 'v1', instances: [{ ...web, id: 'a\nb' }] }, /letters/],
  ['no url', { release: 'v1', instances: [{ id: 'web-1' }] }, /url/],
  ['a url with a path', { release: 'v1', instances: [{ ...web, url: 'http://a:1/b' }] }, /alone/],
  ['a url with a user', { release: 'v1', instances: [{ ...web, url: 'http://u:p@a' }] }, /alone/],
  ['another scheme', { release: 'v1', instances: [{ ...web, url: 'file:///etc' }] }, /alone/],
])('refuses %s', (_, value, message) => {
  expect(() => parse(value)).toThrow(message)
})

test('refuses what is no JSON', () => {
  expect(() => parseObservation('blue', 'two instances\n')).toThrow('JSON')
})
