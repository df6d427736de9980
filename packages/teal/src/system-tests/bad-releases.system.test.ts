import { afterAll, beforeAll, expect, test } from 'vitest'
import { startClients } from '@teal/testing/counting-clients'
import { openShop, orphansOf, type Shop } from './shop.ts'

// Releases that are bad in every way they commonly are, each given to `teal deploy` as a person would.
// Users must stay on the release they were on, or be back there, and the message must say all that is
// needed to see why: the stage, what was asked, what came back, what the release printed, where users are.

type Bad = {
  /** The release; its first word says what is wrong with it, see fixtures/release.js. */
  release: string
  code: 1 | 3
  stage: string
  /** What the message must say. */
  says: (string | RegExp)[]
  /** What the release itself did to users, if anything: wrong answers, or none since it had died. */
  toUsers?: 'wrong answers' | 'died'
}

const bad: Record<string, Bad> = {
  'whose command is not found': {
    release: 'missing-1',
    code: 1,
    stage: 'deploy',
    says: ['blue-1 of missing-1 did not start', /releases\/missing-1 was not found/],
  },
  'that exits at once': {
    release: 'exits-1',
    code: 1,
    stage: 'deploy',
    says: ['blue-1 of exits-1 did not start', 'exited with 7', 'no such table: orders'],
  },
  'that never listens': {
    release: 'deaf-1',
    code: 1,
    stage: 'health',
    says: [/GET http:\/\/127\.0\.0\.1:\d+\/health/, /refused/i, 'deaf-1 begins'],
  },
  'that listens on the wrong port': {
    release: 'elsewhere-1',
    code: 1,
    stage: 'health',
    says: [/GET http:\/\/127\.0\.0\.1:\d+\/health/, /refused/i, '{{ port }}'],
  },
  'whose health check never passes': {
    release: 'unhealthy-1',
    code: 1,
    stage: 'health',
    says: [/\/health/, 'the last answer was 503, wanted 200', 'unhealthy-1 begins'],
  },
  'whose health flaps': {
    release: 'flapping-1',
    code: 1,
    stage: 'health',
    says: [/\/health/, /flapping-1 begins/, /2 in a row|in a row/],
  },
  'that says it is another version': {
    release: 'liar-1',
    code: 1,
    stage: 'validate',
    says: [/GET http:\/\/127\.0\.0\.1:\d+\/version says version "v0", wanted liar-1/],
  },
  'that dies right after the switch': {
    release: 'dies-1',
    code: 3,
    stage: '(verify|watch)',
    says: ['blue-1 has stopped', 'out of memory'],
    toUsers: 'died',
  },
  'that answers 500 to one request in ten': {
    release: 'tenth-1',
    code: 3,
    stage: 'watch',
    says: ['tenth-1 is worse than allowed', /\d+ of \d+ requests failed/, 'more than 5 %'],
    toUsers: 'wrong answers',
  },
  'that becomes slow': {
    release: 'slow-1',
    code: 3,
    stage: 'watch',
    says: ['slow-1 is worse than allowed', /the slowest 1 % of \d+ requests took/, 'above 250 ms'],
  },
}

let shop: Shop

beforeAll(async () => {
  shop = await openShop({
    // The name of a release decides which file is run.
    target: { command: ['releases/{{ release.version }}'] },
    stages: {
      health: { every: '20ms', passes: 2, timeout: '1s' },
      watch: { for: '3s', every: '100ms', errors: '5%', p99: '250ms' },
    },
  })
  shop.addRelease('v1')
  shop.addRelease('v2')
  const first = await shop.teal('deploy', 'v1')
  expect(first.code, first.stderr).toBe(0)
  // Users are on green, and blue has a standby that must still be there after each failure.
  const second = await shop.teal('deploy', 'v2')
  expect(second.code, second.stdout).toBe(0)
})

afterAll(() => shop.close())

test.each(Object.entries(bad))('a release %s', async (_, each) => {
  const { release, code, stage, says, toUsers } = each
  if (!release.startsWith('missing')) shop.addRelease(release)
  const clients = startClients(shop.application.entrance)

  const told = await shop.teal('deploy', release)
  const text = told.stdout + told.stderr
  const { failed, wrongAnswers, releases, problems } = await clients.stop()

  expect(told.code, text).toBe(code)
  expect(text).toMatch(new RegExp(`✗ ${stage}\\s`))
  for (const said of says) expect(text).toMatch(said)
  expect(text).toMatch(/users are on green \(v2\)/)
  expect(text).toContain(code === 3 ? `${release} was rolled back` : `${release} was not released`)

  const signal = AbortSignal.timeout(10_000)
  const traffic = await shop.world.traffic.observe(signal)
  expect(traffic.active).toBe('green')
  expect(await shop.world.target.observe('green', signal)).toMatchObject({
    release: 'v2',
    instances: [{ state: 'running' }],
  })
  // A rollback is as possible as it was before.
  expect(await shop.world.target.observe('blue', signal)).toMatchObject({
    release: 'v1',
    instances: [{ state: 'running' }],
  })
  expect(await orphansOf(shop)).toEqual([])
  if (code === 1) expect(releases[release]).toBe(undefined)
  if (toUsers === 'wrong answers') expect(wrongAnswers).toBeGreaterThan(0)
  else expect(wrongAnswers).toBe(0)
  // Whom a dead release left without an answer was told by the router; nobody was lost besides.
  if (toUsers === 'died') for (const problem of problems) expect(problem).toContain('blue instance')
  else expect({ failed, problems }).toEqual({ failed: 0, problems: [] })
})
