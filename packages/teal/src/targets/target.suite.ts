import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { waitFor } from '@teal/testing/wait'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Application } from '../model/application.ts'
import { colours, type Colour } from '../model/colour.ts'
import { TealError } from '../model/error.ts'
import type { Environment, Target } from './target.ts'
import {
  ask,
  expectAlone,
  instances,
  noAbort,
  processesOf,
  startDeployer,
  suiteApplication,
  type TargetFixture,
} from './suite-application.ts'

/** The one suite that every target passes. */
export function targetSuite(name: string, fixture: TargetFixture): void {
  describe(`${name} as a target`, () => {
    let application: Application
    let target: Target

    beforeEach(() => {
      application = suiteApplication(fixture.settings)
      target = fixture.create(application)
    })

    afterEach(async () => {
      for (const colour of colours) await target.stop(colour, noAbort)
      expect(processesOf(application)).toEqual([])
      rmSync(application.directory, { recursive: true, force: true })
    })

    const deploy = (colour: Colour, version: string): Promise<Environment> =>
      target.deploy({ colour, release: { version } }, noAbort)
    const observe = (colour: Colour): Promise<Environment> => target.observe(colour, noAbort)

    test('needs Linux, and says so', () => {
      const { platform } = process
      Object.defineProperty(process, 'platform', { value: 'darwin' })
      try {
        expect(() => fixture.create(application)).toThrow(/needs Linux.*\/proc/)
      } finally {
        Object.defineProperty(process, 'platform', { value: platform })
      }
    })

    test('says which folder it cannot write to', async () => {
      writeFileSync(application.stateDirectory, 'a file where the folder should be')
      await expect(deploy('blue', 'v1')).rejects.toThrow('a lock cannot be opened')
      rmSync(application.stateDirectory)
    })

    test('observes nothing where nothing is', async () => {
      expect(await observe('blue')).toEqual({ colour: 'blue', release: null, instances: [] })
    })

    test('deploys a release, whose instances answer', async () => {
      const environment = await deploy('green', 'v1')
      expect(environment).toMatchObject({ colour: 'green', release: 'v1' })
      expect(environment.instances).toHaveLength(instances)
      expect(new Set(environment.instances.map(({ id }) => id)).size).toBe(instances)
      for (const { url, release, state } of environment.instances) {
        expect({ release, state }).toEqual({ release: 'v1', state: 'running' })
        expect(await ask(url)).toMatchObject({
          application: application.name,
          colour: 'green',
          release: 'v1',
        })
      }
      expect(await observe('green')).toEqual(environment)
    })

    test('changes nothing when it is asked again', async () => {
      const first = await deploy('blue', 'v1')
      expect(await deploy('blue', 'v1')).toEqual(first)
      expect(processesOf(application)).toHaveLength(instances)
    })

    test('replaces another release', async () => {
      const before = await deploy('blue', 'v1')
      const after = await deploy('blue', 'v2')
      expect(after.release).toBe('v2')
      for (const { url } of after.instances) expect(await ask(url)).toMatchObject({ release: 'v2' })
      const old = new Set(before.instances.map(({ incarnation }) => incarnation))
      expect(after.instances.filter(({ incarnation }) => old.has(incarnation))).toEqual([])
      expect(processesOf(application)).toHaveLength(instances)
    })

    test('keeps the colours apart', async () => {
      const [blue, green] = await Promise.all([deploy('blue', 'v1'), deploy('green', 'v2')])
      const urls = [...blue.instances, ...green.instances].map(({ url }) => url)
      expect(new Set(urls).size).toBe(2 * instances)
      await target.stop('blue', noAbort)
      expect((await observe('blue')).instances).toEqual([])
      expect(await observe('green')).toEqual(green)
      for (const { url } of green.instances) expect(await ask(url)).toMatchObject({ release: 'v2' })
    })

    test('stops everything of a colour, and again without complaint', async () => {
      await deploy('blue', 'v1')
      await target.stop('blue', noAbort)
      expect(processesOf(application)).toEqual([])
      await target.stop('blue', noAbort)
      expect(await observe('blue')).toEqual({ colour: 'blue', release: null, instances: [] })
    })

    test('notices an instance that died and starts it again, and only it', async () => {
      const before = await deploy('blue', 'v1')
      const [victim] = before.instances
      process.kill((await ask(victim?.url)).pid, 'SIGKILL')
      await waitFor('the death to be seen', async () => {
        const { instances: seen } = await observe('blue')
        return seen.filter(({ state }) => state === 'running').length === instances - 1
      })
      const after = await deploy('blue', 'v1')
      const incarnations = (environment: Environment): string[] =>
        environment.instances.map(({ incarnation }) => incarnation)
      expect(after.instances.map(({ state }) => state)).toEqual(['running', 'running'])
      expect(incarnations(after)).not.toContain(victim?.incarnation)
      expect(incarnations(after)).toContain(incarnations(before)[1])
      expect(processesOf(application)).toHaveLength(instances)
    })

    test('outlives who deployed it, and the group it was in', async () => {
      const child = startDeployer(application, 'blue', 'v1')
      expect(await once(child, 'exit')).toEqual([0, null])
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL')
      } catch (error) {
        expect(error).toMatchObject({ code: 'ESRCH' })
      }
      const environment = await observe('blue')
      expect(environment.instances.map(({ state }) => state)).toEqual(['running', 'running'])
      for (const { url } of environment.instances) {
        expect(await ask(url)).toMatchObject({ release: 'v1' })
      }
      expect(await deploy('blue', 'v1')).toEqual(environment)
    })

    test('comes to one end when many deploy at once', { timeout: 60_000 }, async () => {
      const others = [1, 2].map((n) => startDeployer(application, 'blue', `v${n}`))
      const exits = others.map((child) => once(child, 'exit'))
      await Promise.all([
        ...exits,
        ...[3, 4].map((n) =>
          fixture
            .create(application)
            .deploy({ colour: 'blue', release: { version: `v${n}` } }, noAbort),
        ),
      ])
      const environment = await observe('blue')
      expect(environment.release).toMatch(/^v[1-4]$/)
      await expectAlone(application, environment, environment.release ?? '')
    })

    test('starts nothing when it was aborted before', async () => {
      const reason = new Error('no longer wanted')
      const deploying = target.deploy(
        { colour: 'blue', release: { version: 'v1' } },
        AbortSignal.abort(reason),
      )
      await expect(deploying).rejects.toBe(reason)
      expect(processesOf(application)).toEqual([])
    })

    test('leaves nothing that stop does not find when it is aborted', async () => {
      for (const afterMs of [0, 5, 20, 60, 120]) {
        const reason = new Error(`no longer wanted after ${afterMs} ms`)
        const abort = new AbortController()
        const timer = setTimeout(() => abort.abort(reason), afterMs)
        const wanted = { colour: 'blue', release: { version: 'v1' } } as const
        const outcome = await target.deploy(wanted, abort.signal).catch((error: unknown) => error)
        clearTimeout(timer)
        if (outcome instanceof Error) expect(outcome).toBe(reason)
        await target.stop('blue', noAbort)
        expect(processesOf(application)).toEqual([])
      }
    })

    test.each(fixture.failures)('says why a deploy failed: $name', async ({ settings, says }) => {
      const broken = fixture.create({ ...application, target: settings })
      const fail = async (): Promise<string> => {
        const deploying = broken.deploy({ colour: 'blue', release: { version: 'v1' } }, noAbort)
        const error = await deploying.catch((thrown: unknown) => thrown)
        if (!(error instanceof TealError)) throw new Error('it did not fail', { cause: error })
        expect(error.kind).toBe('failed')
        return [error.message, ...error.lines].join('\n')
      }
      const text = await fail()
      for (const part of says) expect(text).toMatch(part)
      // What it printed the first time is not part of the second failure.
      expect(await fail()).toBe(text)
    })

    test('reads back the last lines', async () => {
      expect(target.abilities.logs).toBe(true)
      expect(await target.logs('blue', 10)).toEqual([])
      await deploy('blue', 'v1')
      await deploy('blue', 'v2')
      await waitFor('all lines', async () => (await target.logs('blue', 30)).length >= 30)
      const lines = await target.logs('blue', 3)
      const [first] = lines
      expect(lines.filter(({ instance }) => instance === first?.instance)).toEqual(
        [28, 29, 30].map((n) => ({ instance: first?.instance, text: `v2 line ${n}` })),
      )
      expect(await target.logs('blue', 0)).toEqual([])
      await target.maintain(noAbort)
      expect(await target.logs('blue', 3)).toEqual(lines)
    })
  })
}
