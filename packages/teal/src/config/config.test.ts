import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readApplication } from './config.ts'

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'teal-config-')))
afterAll(() => rmSync(scratch, { recursive: true }))

const minimal = 'application: shop\ntarget:\n  process: { command: node server.js }\n'

function read(text: string, environment: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(scratch, 'teal.yaml'), text)
  return readApplication({ directory: scratch, environment })
}

/** The environment of the process target, when `value` is what stands for X. */
function valueOf(value: string, environment: NodeJS.ProcessEnv = {}): string | undefined {
  const { target } = read(
    `application: shop\ntarget:\n  process:\n    command: x\n    environment:\n      X: ${value}\n`,
    environment,
  )
  return (target.settings as { environment: Record<string, string> }).environment['X']
}

test('reads a file with everything in it', () => {
  const directory = join(import.meta.dirname, 'fixtures', 'everything')
  const database = 'postgres://shop:hunter2@db.example/shop'
  const application = readApplication({ directory, environment: { DATABASE_URL: database } })
  expect(application).toEqual({
    name: 'shop',
    directory,
    file: join(directory, 'teal.yaml'),
    stateDirectory: join(directory, '.teal'),
    entrance: 'http://shop.localhost:8080',
    store: 'postgres://teal@db.example/teal',
    secrets: [database],
    listenAt: 'teal.yaml:19:21',
    target: {
      kind: 'process',
      settings: {
        command: ['node', 'server.js', '--port', '{{ port }}'],
        directory: 'releases/{{ release.version }}',
        environment: {
          DATABASE_URL: database,
          RELEASE: '{{ release.version }}',
          CODE: '0123',
          RATE: '1.10',
          DEBUG: 'false',
          GREETING: 'costs ${5}, hello',
        },
        instances: 2,
        ports: { blue: [4000, 4001], green: [4002, 4003] },
        stop: 5_000,
      },
    },
    traffic: {
      kind: 'router',
      settings: expect.objectContaining({ listen: ':8080', hosts: ['shop.localhost'] }) as unknown,
    },
    stages: {
      expand: { sql: join(directory, 'migrations'), database, timeoutMs: 300_000 },
      deploy: { timeoutMs: 60_000 },
      health: {
        path: '/healthz',
        status: 204,
        everyMs: 1_000,
        passes: 2,
        requestTimeoutMs: 2_000,
        timeoutMs: 90_000,
      },
      validate: {
        timeoutMs: 120_000,
        checks: [
          {
            http: {
              path: '/login?as={{ colour }}',
              method: 'POST',
              headers: { Authorization: 'Bearer x' },
              status: 302,
              contains: 'welcome',
              timeoutMs: 3_000,
            },
          },
          { version: { path: '/version', field: 'build.version', timeoutMs: 4_000 } },
          {
            command: {
              command: ['./smoke.sh', '{{ url }}/start page'],
              environment: {},
              timeoutMs: 60_000,
            },
          },
          {
            command: {
              command: ['./load.sh', '{{ url }}'],
              environment: { USERS: '50' },
              timeoutMs: 5_400_000,
            },
          },
        ],
      },
      'warm-up': { paths: ['/', '/search'], requests: 50, timeoutMs: 30_000 },
      approve: { timeoutMs: 43_200_000 },
      switch: { timeoutMs: 20_000 },
      verify: {
        version: { path: '/version', field: 'build.version', timeoutMs: 4_000 },
        timeoutMs: 10_000,
      },
      watch: { forMs: 300_000, everyMs: 2_000, errors: 0.005, p99Ms: 800, minimumRequests: 100 },
      drain: null,
      retire: { afterMs: 86_400_000 },
    },
  })
})

test('fills in what is left out', () => {
  const application = read(minimal)
  expect(application).toMatchObject({
    entrance: 'http://127.0.0.1:8080',
    store: `sqlite:${join(scratch, '.teal/teal.db')}`,
    traffic: { kind: 'router' },
    secrets: [],
  })
  expect(application.stages).toEqual({
    expand: null,
    deploy: { timeoutMs: 120_000 },
    health: {
      path: '/health',
      status: 200,
      everyMs: 250,
      passes: 3,
      requestTimeoutMs: 5_000,
      timeoutMs: 60_000,
    },
    validate: null,
    'warm-up': { paths: ['/'], requests: 20, timeoutMs: 60_000 },
    approve: null,
    switch: { timeoutMs: 30_000 },
    verify: { version: null, timeoutMs: 30_000 },
    watch: { forMs: 60_000, everyMs: 1_000, errors: 0.05, p99Ms: 1_000, minimumRequests: 20 },
    drain: { timeoutMs: 30_000 },
    retire: { afterMs: 600_000 },
  })
})

describe('the file', () => {
  test('is found in a folder above, and paths start from it', () => {
    read(minimal)
    const directory = join(scratch, 'a', 'b')
    mkdirSync(directory, { recursive: true })
    expect(readApplication({ directory, environment: {} }).directory).toBe(scratch)
  })

  test('is called as it is seen from where the person is', () => {
    read(minimal)
    writeFileSync(join(scratch, 'teal.yaml'), 'aplication: shop\n')
    const readFromThere = () => readApplication({ directory: join(scratch, 'a'), environment: {} })
    expect(readFromThere).toThrow(expect.objectContaining({ at: '../teal.yaml:1:1' }))
  })
})

describe('a stage', () => {
  const names = ['expand', 'health', 'validate', 'warm-up', 'approve', 'verify', 'watch']
  for (const name of [...names, 'drain', 'retire'] as const) {
    for (const off of ['off', 'false']) {
      test(`${name} can be ${off}`, () => {
        expect(read(`${minimal}stages: { ${name}: ${off} }\n`).stages).toHaveProperty([name], null)
      })
    }
  }

  test('approve can be on', () => {
    expect(read(`${minimal}stages: { approve: on }\n`).stages.approve?.timeoutMs).toBe(86_400_000)
    expect(read(`${minimal}stages: { approve: true }\n`).stages.approve).not.toBeNull()
  })

  test('verify has its own version check before that of validate', () => {
    const { stages } = read(
      `${minimal}stages:\n  validate: { checks: [{ version: { path: /a } }] }\n  verify: { version: { path: /b } }\n`,
    )
    expect(stages.verify?.version?.path).toBe('/b')
  })
})

describe('a variable', () => {
  test('is filled in, with its default where it is not there or empty', () => {
    expect(valueOf('a ${A} ${B:-b} ${C:-c}', { A: '1', C: '' })).toBe('a 1 b c')
    expect(valueOf('${A}', { A: '' })).toBe('')
  })

  test('is not looked for in its own value', () => {
    expect(valueOf('${A}', { A: '${B} {x: y}' })).toBe('${B} {x: y}')
  })

  test('can give a number, and keeps every letter of what only looks like one', () => {
    const unquoted = 'application: shop\ntarget:\n  process:\n    command: x\n    instances: ${N}\n'
    const text = unquoted.replace('${N}', '"${N}"')
    expect(read(unquoted, { N: '3' }).target.settings).toMatchObject({ instances: 3 })
    expect(() => read(text, { N: '3' })).toThrow('expected a number, found "3"')
    expect(valueOf('${A}', { A: '0123' })).toBe('0123')
    expect(valueOf('${A}', { A: '1e3' })).toBe('1e3')
  })
})

describe('a secret', () => {
  test('goes into place as a text and among the secrets, once', () => {
    expect(valueOf('!secret "${A}"', { A: '12' })).toBe('12')
    const { secrets } = read(
      minimal.replace('server.js', 'x, environment: { A: !secret "${S}", B: !secret "a-${S}" }') +
        'store: !secret "${S}"\n',
      { S: 'sesame' },
    )
    expect(secrets).toEqual(['sesame', 'a-sesame'])
  })

  test('is in no error', () => {
    const text = `${minimal}entrance: !secret "\${S}"\nstages: { health: { path: !secret "\${S}" } }\n`
    const secret = `${'long'.repeat(30)}-hunter2`
    try {
      read(text, { S: secret })
      expect.unreachable()
    } catch (error) {
      const told = JSON.stringify([error, (error as Error).message])
      expect(told).toContain('•••')
      expect(told).not.toContain('long')
    }
  })
})

test('aliases stand for what they name', () => {
  const { stages } = read(`${minimal}stages:\n  drain: &short { timeout: 5s }\n  deploy: *short\n`)
  expect(stages.deploy).toEqual({ timeoutMs: 5_000 })
})

describe('the entrance', () => {
  const entrance = (listen: string) =>
    read(`${minimal}traffic: { router: { listen: "${listen}" } }\n`).entrance
  test('is where traffic listens, as it is reached from here', () => {
    expect(entrance('10.0.0.1:80')).toBe('http://10.0.0.1')
    expect(entrance('[::1]:8080')).toBe('http://[::1]:8080')
    expect(entrance(':8080')).toBe('http://127.0.0.1:8080')
    expect(entrance('0.0.0.0:8080')).toBe('http://127.0.0.1:8080')
    expect(entrance('[::]:8080')).toBe('http://127.0.0.1:8080')
  })

  test('is written without a path', () => {
    expect(read(`${minimal}entrance: https://shop.example/\n`).entrance).toBe(
      'https://shop.example',
    )
  })
})
