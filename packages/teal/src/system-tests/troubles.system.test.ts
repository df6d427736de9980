import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startClients, type Clients } from '@teal/testing/counting-clients'
import { waitFor } from '@teal/testing/wait'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runningController } from '../controller/process.ts'
import { releaseLease, takeLease, thisHolder } from '../store/store.ts'
import { isRunning } from '../system/process-identity.ts'
import { argumentsOf } from '../system/process-table.ts'
import { expectUsersOn } from './expectations.ts'
import { openShop, routersOf, type Finished, type Shop } from './shop.ts'

// What an operator meets at night: each with a message that says what to do, and with users served.

let shop: Shop
let clients: Clients

beforeEach(async () => {
  shop = await openShop()
  for (const release of ['v1', 'v2']) expect((await shop.teal('deploy', release)).code).toBe(0)
  clients = startClients(shop.application.entrance)
})

afterEach(async () => {
  const { problems } = await clients.stop()
  await shop.close()
  expect(problems).toEqual([])
})

async function status(): Promise<Finished['events'][number]> {
  const { code, events, stdout } = await shop.teal('status', '--json')
  expect(code, stdout).toBe(0)
  return events[0] ?? {}
}

async function killController(): Promise<void> {
  const controller = runningController(shop.application)
  if (controller === null) throw new Error('there is no controller')
  process.kill(controller.pid, 'SIGKILL')
  await waitFor('it to be gone', () => !isRunning(controller))
}

test('a damaged store is named, and one that was lost begins anew', async () => {
  await killController()
  await shop.database.close()
  const file = join(shop.application.stateDirectory, 'teal.db')
  // What SQLite had not yet moved into the file would stand in for what is damaged in it.
  const store = new DatabaseSync(file)
  store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  store.close()
  const content = readFileSync(file)
  writeFileSync(file, content.fill('?', 4_096))
  for (const command of [['status'], ['history'], ['deploy', 'v3'], ['rollback'], ['down']]) {
    const { code, stderr } = await shop.teal(...command)
    expect(code, stderr).toBe(1)
    expect(stderr).toMatch(/^teal: the store is damaged: .*malformed\n  → restore .*teal\.db from/)
  }
  rmSync(file)
  const { code, stdout, stderr } = await shop.teal('deploy', 'v3')
  expect(code, stdout + stderr).toBe(0)
  await expectUsersOn(shop, 'blue', 'v3')
  expect(await status()).toMatchObject({ active: 'blue', rollback: { possible: true, to: 'v2' } })
})

test('status says of a dead router that nothing can be known, and what to do', async () => {
  await clients.stop()
  await killController()
  for (const router of routersOf(shop)) process.kill(router, 'SIGKILL')
  await waitFor('the router to be gone', () => routersOf(shop).length === 0)
  expect(await status()).toMatchObject({
    trafficError: expect.stringContaining('the router does not answer'),
    colours: {
      blue: { role: 'unknown', release: 'v1', share: null },
      green: { role: 'unknown', release: 'v2', share: null },
    },
    rollback: { possible: false, why: expect.stringContaining('teal up -d') },
  })
  expect((await shop.teal('up', '-d')).code).toBe(0)
  await expectUsersOn(shop, 'green', 'v2')
})

test('down ends a controller that has only just been started', async () => {
  await clients.stop()
  await killController()
  const { file } = shop.application
  const starting = shop.begin('up', '--file', file)
  await waitFor('it to be there', () => argumentsOf(starting.pid).includes(file))
  process.kill(starting.pid, 'SIGSTOP')
  expect(runningController(shop.application)).toBe(null)
  expect((await shop.teal('down')).code).toBe(0)
  expect((await starting.finished).code).toBe(null)
  expect(routersOf(shop)).toEqual([])
})

test('a rollback brings back what else has died', async () => {
  await killController()
  const { code, stderr } = await shop.teal('rollback')
  expect(code, stderr).toBe(0)
  await expectUsersOn(shop, 'blue', 'v1')
  await waitFor('a controller', () => runningController(shop.application) !== null)
})

test('a release on its way to the users is no way back', async () => {
  shop.configure({ stages: { approve: { timeout: '1h' } } })
  expect((await shop.teal('deploy', 'v3')).code).toBe(5)
  expect(await status()).toMatchObject({
    colours: { blue: { role: 'preview', release: 'v3' } },
    rollback: { possible: false, to: null, why: expect.stringContaining('under way') },
  })
  expect((await shop.teal('abort')).code).toBe(0)
  expect(await status()).toMatchObject({ rollback: { possible: true, to: 'v1' } })
})

test('down that is refused has stopped nothing', async () => {
  const controller = runningController(shop.application)
  const lease = await takeLease(shop.database, shop.application.name, thisHolder('test'))
  const { code, stderr } = await shop.teal('down')
  await releaseLease(shop.database, lease)
  expect(code, stderr).toBe(4)
  expect(stderr).toContain('is locked by')
  expect(runningController(shop.application)).toEqual(controller)
  await expectUsersOn(shop, 'green', 'v2')
})

test('a controller goes on with the store that was begun in the place of one moved away', async () => {
  const controller = runningController(shop.application)
  await shop.database.close()
  const file = join(shop.application.stateDirectory, 'teal.db')
  for (const end of ['', '-wal', '-shm']) renameSync(`${file}${end}`, `${file}.away${end}`)
  shop.configure({ stages: { retire: { after: '100ms' } } })
  expect((await shop.teal('deploy', 'v3')).code).toBe(0)
  await waitFor('the standby to be retired', async () => {
    const { colours } = (await status()) as { colours: Record<string, { instances: unknown[] }> }
    return colours['green']?.instances.length === 0
  })
  expect(runningController(shop.application)).toEqual(controller)
  await expectUsersOn(shop, 'blue', 'v3')
})
