import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askRelease, startClients, type Clients } from '@teal/testing/counting-clients'
import { waitFor } from '@teal/testing/wait'
import { afterEach, describe, expect, test } from 'vitest'
import { listRollouts, readTimers, unfinishedRollout } from '../store/store.ts'
import { expectUsersOn, says } from './expectations.ts'
import { openShop, routersOf, type Finished, type Shop, type ShopSettings } from './shop.ts'

// Ctrl-C in every stage that takes long enough to be met in it: on real processes, with users.

let shop: Shop
let clients: Clients

async function open(settings: ShopSettings): Promise<void> {
  shop = await openShop()
  expect((await shop.teal('deploy', 'v1')).code).toBe(0)
  shop.configure(settings)
  clients = startClients(shop.application.entrance)
}

afterEach(async () => {
  const { problems } = await clients.stop()
  await shop.close()
  expect(problems).toEqual([])
})

/** Starts a deploy, sends SIGINT in that stage, and lets `meanwhile` happen before it has ended. */
async function interrupted(
  release: string,
  stage: string,
  options: string[],
  meanwhile: () => Promise<void> | void = () => {},
): Promise<Finished> {
  const deploying = shop.begin('deploy', release, ...options)
  await says(deploying, begins(stage))
  process.kill(deploying.pid, 'SIGINT')
  await meanwhile()
  const finished = await deploying.finished
  expect(finished.stderr).toContain('teal: interrupted')
  return finished
}

/** What a deploy prints when it begins with a stage, in a terminal or with --json. */
function begins(stage: string): RegExp {
  return new RegExp(`^  ${stage} |"event":"begin".*"stage":"${stage}"`, 'm')
}

/** Nothing is left of the release, and users never noticed. */
async function expectUndone(): Promise<void> {
  await expectUsersOn(shop, 'blue', 'v1')
  const signal = AbortSignal.timeout(20_000)
  expect((await shop.world.target.observe('green', signal)).instances).toEqual([])
  expect(await unfinishedRollout(shop.database, shop.application.name)).toBe(null)
}

const modes = [[], ['--json']]
const long = { timeout: '60s' }

describe('Ctrl-C', () => {
  const phases: [string, string, number, ShopSettings][] = [
    ['expand', 'v2', 1, { stages: { expand: { command: ['sleep', '20'] } } }],
    ['deploy', 'v2', 1, { target: { command: ['sleep', '30'] } }],
    ['health', 'unhealthy-2', 1, { stages: { health: { every: '20ms', ...long } } }],
    ['validate', 'v2', 1, { stages: { validate: { checks: [{ command: ['sleep', '20'] }] } } }],
    ['warm-up', 'v2', 1, { stages: { 'warm-up': { paths: ['/hold'], ...long } } }],
    ['verify', 'v2', 3, { stages: { verify: { version: { field: 'build' }, ...long } } }],
    ['watch', 'v2', 3, { stages: { watch: { for: '60s', every: '50ms', p99: '10s' } } }],
  ]

  test.each(phases)('in %s undoes the rollout', async (stage, release, code, settings) => {
    await open(settings)
    for (const options of modes) {
      const finished = await interrupted(release, stage, options)
      const { stdout, stderr, events } = finished
      expect(finished.code, stdout + stderr).toBe(code)
      const outcome = code === 3 ? 'rolled-back' : 'aborted'
      if (options.length === 0) expect(stdout).toContain(`= ${outcome}; users are on blue (v1)`)
      else expect(events.at(-1)).toMatchObject({ event: 'finished', data: { outcome } })
      await expectUndone()
    }
  })

  test('just before the switch leaves users where they are', async () => {
    await open({ stages: { 'warm-up': { paths: ['/hold'], requests: 1, ...long } } })
    for (const options of modes) {
      rmSync(join(shop.directory, 'go'), { force: true })
      const deploying = shop.begin('deploy', 'v2', ...options)
      await says(deploying, begins('warm-up'))
      // Without the router, the switch waits for an answer until it is there again.
      const [router = 0] = routersOf(shop)
      process.kill(router, 'SIGSTOP')
      try {
        shop.write('go', '')
        await says(deploying, begins('switch'))
        process.kill(deploying.pid, 'SIGINT')
        // Longer than between two looks for what people ask.
        await sleep(500)
      } finally {
        process.kill(router, 'SIGCONT')
      }
      const { code, stdout, stderr } = await deploying.finished
      expect(code, stdout + stderr).toBe(1)
      expect(stderr).toContain('teal: interrupted')
      await expectUndone()
    }
  })

  test('after the watch comes too late: the release stays, and the standby is retired', async () => {
    await open({ stages: { drain: long } })
    const deploys = [
      ['v2', 'green', 'blue'],
      ['v3', 'blue', 'green'],
    ] as const
    for (const [index, [release, to, from]] of deploys.entries()) {
      rmSync(join(shop.directory, 'go'), { force: true })
      const held = askRelease(`${shop.application.entrance}/hold`)
      const finished = await interrupted(release, 'drain', modes[index] ?? [], async () => {
        await sleep(500)
        shop.write('go', '')
      })
      expect(finished.code, finished.stdout).toBe(0)
      expect(await held).toMatchObject({ status: 200 })
      await expectUsersOn(shop, to, release)
      const timers = await readTimers(shop.database, shop.application.name)
      expect(timers.map(({ colour }) => colour)).toContain(from)
    }
  })

  test('twice leaves it to the controller', async () => {
    await open({ stages: { health: { every: '20ms', ...long } } })
    const deploying = shop.begin('deploy', 'unhealthy-2')
    await says(deploying, /^  health /m)
    process.kill(deploying.pid, 'SIGINT')
    process.kill(deploying.pid, 'SIGINT')
    await sleep(20)
    process.kill(deploying.pid, 'SIGINT')
    expect((await deploying.finished).code).toBe(1)
    const ended = async () =>
      (await unfinishedRollout(shop.database, shop.application.name)) === null
    await waitFor('the controller to undo it', ended, 30_000)
    await expectUndone()
  })
})

test('teal rollback while the old colour is drained goes back at once', async () => {
  await open({ stages: { drain: long } })
  const held = askRelease(`${shop.application.entrance}/hold`)
  const deploying = shop.begin('deploy', 'v2')
  await says(deploying, /^  drain /m)
  const { code, stdout, stderr } = await shop.teal('rollback', '--reason', 'checkout is slow')
  expect(code, stdout + stderr).toBe(0)
  expect((await deploying.finished).code).toBe(3)
  shop.write('go', '')
  expect(await held).toMatchObject({ status: 200, release: 'v1' })
  await expectUndone()
  expect(await listRollouts(shop.database, shop.application.name, 1)).toMatchObject([
    { release: 'v2', outcome: 'rolled-back' },
  ])
})
