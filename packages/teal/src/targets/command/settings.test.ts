import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandSettings } from './settings.ts'

const scripts = { deploy: './deploy {{ colour }}', observe: './observe', stop: './stop' }

test('fills in what is not said', () => {
  expect(commandSettings.parse(scripts)).toEqual({
    deploy: ['./deploy', '{{ colour }}'],
    observe: ['./observe'],
    stop: ['./stop'],
    environment: {},
    timeout: 300_000,
  })
})

test.each([
  [
    'observe',
    './observe {{ release.version }}',
    /^{{ release\.version }} has no value here\nuse {{ colour }}$/,
  ],
  ['stop', ['./stop', '{{ release.version }}'], /release\.version/],
  ['logs', './logs {{ port }}', /port/],
  ['deploy', './deploy {{ port }}', /^{{ port }} .*\nuse {{ colour }}, {{ release\.version }}$/],
])('refuses in %s what has no value there', (name, command, message) => {
  const { error } = commandSettings.safeParse({ ...scripts, [name]: command })
  expect(error?.issues).toMatchObject([
    { path: [name, 1], message: expect.stringMatching(message) },
  ])
})

test('can be told to editors', () => {
  expect(z.toJSONSchema(commandSettings, { io: 'input' })).toMatchObject({
    required: ['deploy', 'observe', 'stop'],
  })
})
