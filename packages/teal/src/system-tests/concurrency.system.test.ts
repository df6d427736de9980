import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { askRelease, startClients, type Clients } from '@teal/testing/counting-clients'
import { waitFor } from '@teal/testing/wait'
import { runningController } from '../controller/process.ts'
import type { Colour } from '../model/colour.ts'
import { sql } from '../store/sql.ts'
import {
  addRequest,
  listRollouts,
  readLease,
  readTimers,
  unfinishedRollout,
} from '../store/store.ts'
import { isRunning } from '../system/process-identity.ts'
import { expectUsersOn, says } from './expectations.ts'
import { openShop, routersOf, type Shop, type ShopSettings } from './shop.ts'

// What people and machines do at the same time, or at the wrong time: each on real processes, with users.

let shop: Shop
let clients: Clients | undefined

const signal = (): AbortSignal => AbortSignal.timeout(20_000)

async function open(settings: ShopSettings = {}, ...releases: string[]): Promise<void> {
  shop = await openShop(settings)
  for (const release of releases) {
    const { code, stdout, stderr } = await shop.teal('deploy', release)
    expect(code, stdout + stderr).toBe(0)
    clients ??= startClients(shop.application.entrance)
  }
}

afterEach(async () => {
  const counts = await clients?.stop()
  clients = undefined
  await shop.close()
  expect(counts?.problems ?? []).toEqual([])
})

async function lastOutcome(): Promise<string | null> {
  const [rollout] = await listRollouts(shop.database, shop.application.name, 1)
  return rollout?.outcome ?? null
}

const longWatch = { watch: { for: '60s', every: '50ms', p99: '10s' } }

describe('two rollouts at once', () => {
  test('the second is refused, and told who drives the first and since when', async () => {
    await open({ stages: longWatch }, 'v1')
    const first = shop.begin('deploy', 'v2')
    await says(first, /  watch /)

    const second = await shop.teal('deploy', 'v3')
    expect(second.code).toBe(4)
    expect(second.stderr).toMatch(/is locked by \S+@\S+ \(teal deploy v2, pid \d+\) since \d{4}-/)
    expect(second.stderr).toContain(`pid ${first.pid}`)
    expect(second.stderr).toContain(hostname())
    expect(second.stderr).toContain('--wait')

    // What waits instead comes after it, when a person has ended the watch.
    const patient = shop.begin('deploy', 'v3', '--wait')
    await says(patient, /^waiting: .*deploy v2/m)
    expect(patient.stdout()).not.toMatch(/^rollout/m)
    expect((await shop.teal('promote')).code).toBe(0)
    expect((await first.finished).code).toBe(0)
    await says(patient, /  watch /)
    expect((await shop.teal('promote')).code).toBe(0)
    expect((await patient.finished).code).toBe(0)
    await expectUsersOn(shop, 'blue', 'v3')
  })

  test('of two that find nothing running, one deploys and the other is refused', async () => {
    await open()
    const both = [shop.begin('deploy', 'v1'), shop.begin('deploy', 'v2')]
    const ended = await Promise.all(both.map(({ finished }) => finished))
    const codes = ended.map(({ code }) => code)
    expect(new Set(codes), ended.map(({ stderr }) => stderr).join('\n')).toEqual(new Set([0, 4]))
    await expectUsersOn(shop, 'blue', codes[0] === 0 ? 'v1' : 'v2')
  })
})

describe('a driver that slept while a newer rollout went by', () => {
  test.each([
    ['before it deploys', 'deploy: deploy before'],
    ['before it attaches', 'deploy: attach before'],
    ['before it switches', 'switch: switch before'],
  ])('changes nothing when it wakes up %s', async (_, point) => {
    await open({}, 'v1')
    const { file } = shop.application
    const driver = shop.beginFixture('driver.ts', file, 'deploy', 'v2', point, 'SIGSTOP')
    await waitFor('the driver to stop', () => stateOf(driver.pid) === 'T', 30_000)
    await expireIts('v2')
    const newer = await shop.teal('deploy', 'v3')
    expect(newer.code, newer.stdout + newer.stderr).toBe(0)
    await expectUsersOn(shop, 'green', 'v3')
    // Now there is somewhere to move users to.
    if (point.startsWith('switch')) expect((await shop.teal('rollback')).code).toBe(0)
    const before = await shop.world.traffic.observe(signal())

    process.kill(driver.pid, 'SIGCONT')
    const { code, stderr } = await driver.finished
    expect(code).toBe(1)
    expect(stderr).toMatch(/is older than|was taken over/)
    expect(await shop.world.traffic.observe(signal())).toMatchObject({
      active: before.active,
      epoch: before.epoch,
    })
    await (point.startsWith('switch')
      ? expectUsersOn(shop, 'blue', 'v1')
      : expectUsersOn(shop, 'green', 'v3'))
    expect((await shop.world.target.observe('green', signal())).release).toBe('v3')
  })

  /**
   * What happens when the driver is on another machine: its time is over, and others may go on. Here they
   * are asked to give its rollout up.
   */
  async function expireIts(release: string): Promise<void> {
    const { database, application } = shop
    const rollout = await unfinishedRollout(database, application.name)
    if (rollout?.release !== release) throw new Error(`${release} is not on its way`)
    const by = { requestedBy: 'test', reason: 'its driver sleeps' }
    await addRequest(database, { rollout: rollout.id, kind: 'abort', ...by })
    const { holder } = await readLease(database, application.name)
    const elsewhere = JSON.stringify({ ...holder, host: 'elsewhere' })
    await database.all(sql`
      update leases set holder = ${elsewhere}, expires_at = 0
      where application = ${application.name}`)
    const ended = async () => (await unfinishedRollout(database, application.name)) === null
    await waitFor('the controller to undo it', ended, 30_000)
  }
})

describe('approval', () => {
  const approval = { stages: { approve: { timeout: '1h' } } }

  test('deploy waits with 5, and promote goes on with it', async () => {
    await open({}, 'v1')
    shop.configure(approval)
    const waiting = await shop.teal('deploy', 'v2')
    expect(waiting.code).toBe(5)
    expect(waiting.stdout).toContain('teal promote')
    await expectUsersOn(shop, 'blue', 'v1')
    const other = await shop.teal('deploy', 'v3')
    expect(other).toMatchObject({ code: 4 })
    expect(other.stderr).toMatch(/rollout 2 of .* \(deploy v2\) is waiting/)

    const promoted = await shop.teal('promote', '--reason', 'looked at it')
    expect(promoted.code, promoted.stdout).toBe(0)
    expect(promoted.stdout).toContain('looked at it')
    // To approve the switch is not to end the watch.
    expect(promoted.stdout).not.toContain('ended early')
    await expectUsersOn(shop, 'green', 'v2')
    expect(await shop.teal('promote')).toMatchObject({ code: 4 })
  })

  test('abort undoes it', async () => {
    await open({}, 'v1')
    shop.configure(approval)
    expect((await shop.teal('deploy', 'v2')).code).toBe(5)
    const aborted = await shop.teal('abort', '--reason', 'wrong one')
    expect(aborted.code, aborted.stdout + aborted.stderr).toBe(0)
    expect(aborted.stdout).toContain('wrong one')
    expect(await lastOutcome()).toBe('aborted')
    await expectUsersOn(shop, 'blue', 'v1')
    expect((await shop.world.target.observe('green', signal())).instances).toEqual([])
    expect(await shop.teal('abort')).toMatchObject({ code: 4 })
  })

  test('is over after its time, and the rollout is undone by the controller', async () => {
    await open({}, 'v1')
    shop.configure({ stages: { approve: { timeout: '1s' } } })
    expect((await shop.teal('deploy', 'v2')).code).toBe(5)
    await waitFor('it to be undone', async () => (await lastOutcome()) !== null, 30_000)
    const [rollout] = await listRollouts(shop.database, shop.application.name, 1)
    expect(rollout?.outcome).toMatch(/failed|aborted/)
    expect(rollout?.reason).toContain('in time')
    await expectUsersOn(shop, 'blue', 'v1')
    expect((await shop.world.target.observe('green', signal())).instances).toEqual([])
  })

  test('may take long: what serves the users meanwhile is kept up', async () => {
    await open({}, 'v1')
    shop.configure(approval)
    expect((await shop.teal('deploy', 'v2')).code).toBe(5)
    await clients?.stop()
    const { pid, again } = await killInstance('blue')
    await again
    await expectUsersOn(shop, 'blue', 'v1')
    expect(await pidOn('blue')).not.toBe(pid)
    clients = startClients(shop.application.entrance)
    expect((await shop.teal('promote')).code).toBe(0)
    await expectUsersOn(shop, 'green', 'v2')
  })
})

describe('abort and rollback while a deploy goes on', () => {
  test('abort before the switch: the deploy ends with 1, and the abort with 0', async () => {
    await open({}, 'v1')
    // It never becomes healthy, so there is time.
    const deploying = shop.begin('deploy', 'unhealthy-2')
    await says(deploying, /  health /)
    expect(await shop.teal('abort')).toMatchObject({ code: 0 })
    expect((await deploying.finished).code).toBe(1)
    await expectUsersOn(shop, 'blue', 'v1')
  })

  test('rollback during the watch: the deploy ends with 3, and the rollback with 0', async () => {
    await open({ stages: longWatch }, 'v1')
    const deploying = shop.begin('deploy', 'v2')
    await says(deploying, /  watch /)
    await expectUsersOn(shop, 'green', 'v2')
    expect(await shop.teal('abort')).toMatchObject({ code: 4 })
    const back = await shop.teal('rollback', '--reason', 'no good')
    expect(back.code, back.stdout + back.stderr).toBe(0)
    const { code, stdout } = await deploying.finished
    expect(code).toBe(3)
    expect(stdout).toContain('no good')
    await expectUsersOn(shop, 'blue', 'v1')
  })
})

describe('what is to happen later', () => {
  test('the standby is stopped when its time is over, also by another controller', async () => {
    await open({ stages: { retire: { after: '4s' } } }, 'v1', 'v2')
    const controller = runningController(shop.application)
    if (controller === null) throw new Error('there is no controller')
    process.kill(controller.pid, 'SIGKILL')
    await waitFor('it to be gone', () => !isRunning(controller))
    await sleep(4_000)
    expect((await shop.world.target.observe('blue', signal())).instances).toHaveLength(1)
    expect((await shop.teal('up', '-d')).code).toBe(0)
    const stopped = async () =>
      (await shop.world.target.observe('blue', signal())).instances.length === 0
    await waitFor('the standby to be stopped', stopped, 15_000)
    await waitFor(
      'its timer to be gone',
      async () => (await readTimers(shop.database, shop.application.name)).length === 0,
    )
    await expectUsersOn(shop, 'green', 'v2')

    const late = await shop.teal('rollback')
    expect(late.code).toBe(4)
    expect(late.stderr).toMatch(
      /not possible: nothing runs as the standby since .* \(stop v1 on blue: the standby was due\)/,
    )
    expect(late.stderr).toContain('teal deploy v1')
    await expectUsersOn(shop, 'green', 'v2')
  })
})

describe('what dies is brought back', () => {
  test('an instance', async () => {
    await open({}, 'v1')
    await clients?.stop()
    const { pid, again } = await killInstance('blue')
    await again
    expect(await pidOn('blue')).not.toBe(pid)
    await expectUsersOn(shop, 'blue', 'v1')
    clients = startClients(shop.application.entrance)
    await sleep(300)
    const audit = await shop.teal('audit', '--json')
    expect(audit.stdout).toContain('restart v1 on blue')
  })

  test('the router, on the colour that users are on', async () => {
    await open({}, 'v1', 'v2')
    await clients?.stop()
    const [router] = routersOf(shop)
    if (router === undefined) throw new Error('there is no router')
    process.kill(router, 'SIGKILL')
    await waitFor('another router', () => routersOf(shop).some((pid) => pid !== router))
    await waitFor('it to answer', async () => shop.world.traffic.observe(signal()))
    await expectUsersOn(shop, 'green', 'v2')
    clients = startClients(shop.application.entrance)
    await sleep(500)
    const counts = await clients.stop()
    expect(Object.keys(counts.releases)).toEqual(['v2'])
  })

  test('the router whose starter died at any moment: it is one, and it can be stopped', async () => {
    await open()
    for (let ms = 40; ms <= 480; ms += 40) {
      const starter = shop.begin('up')
      await sleep(ms)
      process.kill(starter.pid, 'SIGKILL')
      await starter.finished
    }
    expect((await shop.teal('deploy', 'v1')).code).toBe(0)
    expect(routersOf(shop)).toHaveLength(1)
    await expectUsersOn(shop, 'blue', 'v1')
    expect((await shop.teal('down')).code).toBe(0)
    expect(routersOf(shop)).toEqual([])
  })

  test('everything, after it was taken down', async () => {
    await open({}, 'v1', 'v2')
    await clients?.stop()
    clients = undefined
    expect((await shop.teal('down')).code).toBe(0)
    expect(routersOf(shop)).toEqual([])
    expect(runningController(shop.application)).toBe(null)
    expect((await shop.teal('up', '-d')).code).toBe(0)
    expect(await askRelease(shop.application.entrance)).toMatchObject({
      status: 200,
      release: 'v2',
    })
    await expectUsersOn(shop, 'green', 'v2')
    const standby = async () => (await shop.world.target.observe('blue', signal())).release
    await waitFor('the standby', async () => (await standby()) === 'v1')
    expect((await shop.teal('rollback')).code).toBe(0)
    await expectUsersOn(shop, 'blue', 'v1')
  })

  test('only what has users, when the standby was retired before', async () => {
    await open({ stages: { retire: { after: '1ms' } } }, 'v1', 'v2')
    await clients?.stop()
    clients = undefined
    const standby = async () => (await shop.world.target.observe('blue', signal())).instances.length
    await waitFor('the end of the standby', async () => (await standby()) === 0)
    expect((await shop.teal('down')).code).toBe(0)
    expect((await shop.teal('up', '-d')).code).toBe(0)
    const running = async () => (await shop.world.target.observe('green', signal())).instances
    await waitFor('v2', async () => (await running()).length > 0)
    // Twice as long as between two looks of the controller.
    await sleep(1_000)
    expect(await standby()).toBe(0)
  })
})

async function pidOn(colour: Colour): Promise<number> {
  const { instances } = await shop.world.target.observe(colour, signal())
  return Number.parseInt(instances[0]?.incarnation ?? '', 10)
}

/** `again` comes when another one runs in its place and the router finds it healthy. */
async function killInstance(colour: Colour): Promise<{ pid: number; again: Promise<unknown> }> {
  const pid = await pidOn(colour)
  process.kill(pid, 'SIGKILL')
  const again = waitFor(
    'another instance',
    async () => {
      const [instance] = (await shop.world.target.observe(colour, signal())).instances
      const { status } = await askRelease(shop.application.entrance)
      return instance?.state === 'running' && (await pidOn(colour)) !== pid && status === 200
    },
    20_000,
  )
  return { pid, again }
}

function stateOf(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[0]
}
