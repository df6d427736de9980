import { describe, expect, test } from 'vitest'
import type { ZodType } from 'zod'
import { command, duration, listenAddress, share, timeout, withReferences } from './schemas.ts'

/** What a value becomes, or what is told of it. */
function resultOf(schema: ZodType, value: unknown): unknown {
  const { data, error } = schema.safeParse(value)
  return error === undefined ? data : error.issues.map(({ message }) => message).join('; ')
}

const sayDuration = 'expected a duration such as 250ms, 30s, 10m or 24h'
const sayCommand =
  'expected a command\nwrite it as a line, such as node server.js, or as a list of arguments'

const cases: [string, ZodType, [unknown, unknown][]][] = [
  [
    'a duration',
    duration,
    [
      ['250ms', 250],
      ['1.5s', 1_500],
      ['10m', 600_000],
      ['24h', 86_400_000],
      ['7d', 604_800_000],
      [5, `${sayDuration}\nwrite its unit too: 5s or 5ms`],
      ['5 minutes', `${sayDuration}\nwrite 5m`],
      ['5 years', `${sayDuration}\nthe units are ms, s, m, h and d`],
      ['-5s', `${sayDuration}\nwrite a number and its unit: ms, s, m, h or d`],
      [{ toString: 'x' }, `${sayDuration}\nwrite a number and its unit: ms, s, m, h or d`],
      ['400d', 'expected at most 365d'],
    ],
  ],
  ['a timeout', timeout, [['0s', 'expected more than 0s\nwrite 30s, say']]],
  [
    'a share',
    share,
    [
      ['5%', 0.05],
      ['0.1%', 0.001],
      [0.07, 'expected a share such as 5% or 0.1%\nwrite 7%'],
      [5, 'expected a share such as 5% or 0.1%\nwrite 5%'],
      ['101%', 'expected at most 100%'],
    ],
  ],
  [
    'a command',
    command,
    [
      ['node  server.js', ['node', 'server.js']],
      [`sh -c 'a "b" c' x"y z"`, ['sh', '-c', 'a "b" c', 'xy z']],
      ['x --port={{ port }} ""', ['x', '--port={{ port }}', '']],
      [
        ['a b', ''],
        ['a b', ''],
      ],
      ["it's", 'expected a second quote\nclose it, or write the command as a list of arguments'],
      ['', sayCommand],
      [[], sayCommand],
      [5, 'expected a command\nwrite it as a line or as a list'],
    ],
  ],
  [
    'an address',
    listenAddress,
    [
      [':8080', ':8080'],
      ['[::1]:8080', '[::1]:8080'],
      [8080, 'expected host:port, such as 127.0.0.1:8080\nwrite 127.0.0.1:8080'],
      ['localhost', 'expected host:port, such as 127.0.0.1:8080'],
      ['a:70000', 'expected a port up to 65535'],
    ],
  ],
  [
    'a command that may refer to the colour',
    withReferences(command, ['colour']),
    [
      ['x {{ colour }}', ['x', '{{ colour }}']],
      ['x {{ port }}', '{{ port }} has no value here\nuse {{ colour }}'],
      ['x {{ color }}', 'there is no {{ color }}\nuse {{ colour }}'],
    ],
  ],
]

for (const [name, schema, values] of cases) {
  describe(name, () => {
    for (const [value, wanted] of values) {
      test(JSON.stringify(value), () => expect(resultOf(schema, value)).toEqual(wanted))
    }
  })
}
