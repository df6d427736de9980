import { expect, test } from 'vitest'
import { z } from 'zod'
import { processSettings } from './settings.ts'

const issuesOf = (settings: unknown) =>
  processSettings
    .safeParse(settings)
    .error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []

test('fills in what is not said', () => {
  expect(processSettings.parse({ command: 'node "the server.js" {{ port }}' })).toEqual({
    command: ['node', 'the server.js', '{{ port }}'],
    directory: '.',
    environment: {},
    instances: 1,
    stop: 10_000,
  })
})

test('takes a port for every instance of both colours', () => {
  expect(
    issuesOf({ command: 'x', instances: 2, ports: { blue: [1, 2, 3], green: [4, 5] } }),
  ).toEqual([])
})

test.each([
  [
    'the same port in both colours',
    { blue: [9001], green: [9001] },
    'ports.green.0',
    /9001.*blue-1/,
  ],
  [
    'a port twice in a colour',
    { blue: [9001, 9001], green: [9002] },
    'ports.blue.1',
    /9001.*blue-1/,
  ],
  [
    'no port for a colour',
    { blue: [9001], green: [] },
    'ports.green',
    /1 .*need.* 1 .*green has 0/,
  ],
  ['a port that is none', { blue: [70_000], green: [9002] }, 'ports.blue.0', /65535/],
  ['a colour missing', { blue: [9001] }, 'ports.green', /expected array/],
])('refuses %s', (_, ports, path, message) => {
  expect(issuesOf({ command: 'x', ports })).toEqual([[path, expect.stringMatching(message)]])
})

test('refuses fewer ports than instances', () => {
  expect(issuesOf({ command: 'x', instances: 2, ports: { blue: [1], green: [2, 3] } })).toEqual([
    [
      'ports.blue',
      '2 instances need 2 ports, and blue has 1\nadd more, or leave out ports: each instance gets a free one',
    ],
  ])
})

test('can be told to editors', () => {
  expect(z.toJSONSchema(processSettings, { io: 'input' })).toMatchObject({ required: ['command'] })
})
