import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Application } from '../model/application.ts'
import type { Colour } from '../model/colour.ts'
import type { Environment, Target } from './target.ts'
import {
  expectAlone,
  instances,
  noAbort,
  processesOf,
  startDeployer,
  suiteApplication,
  type TargetFixture,
} from './suite-application.ts'

/** What every target promises when its controller is killed: no orphan, and the next deploy completes. */
export function crashSuite(name: string, fixture: TargetFixture): void {
  describe(`${name} as a target of controllers that die`, () => {
    let application: Application
    let target: Target

    beforeEach(() => {
      application = suiteApplication(fixture.settings)
      target = fixture.create(application)
    })

    afterEach(async () => {
      for (const colour of ['blue', 'green'] as const) await target.stop(colour, noAbort)
      expect(processesOf(application)).toEqual([])
      rmSync(application.directory, { recursive: true, force: true })
    })

    const deploy = (colour: Colour, version: string): Promise<Environment> =>
      target.deploy({ colour, release: { version } }, noAbort)
    const observe = (colour: Colour): Promise<Environment> => target.observe(colour, noAbort)

    test(
      'completes a deploy that was killed before any of its steps',
      { timeout: 120_000 },
      async () => {
        await deploy('blue', 'v0')
        let killed = 0
        for (let step = 1; ; step++) {
          const child = startDeployer(application, 'blue', `v${step}`, step)
          const [code] = (await once(child, 'exit')) as [number | null]
          // Not one more than the wanted and the replaced instances may ever be there.
          const { instances: seen } = await observe('blue')
          expect(seen.length).toBeLessThanOrEqual(instances)
          await expectAlone(application, await deploy('blue', `v${step}`), `v${step}`)
          if (code === 0) break
          killed++
        }
        expect(killed).toBeGreaterThan(5)
      },
    )

    test(
      'completes or undoes a deploy that was killed at any moment',
      { timeout: 120_000 },
      async () => {
        const began = performance.now()
        await once(startDeployer(application, 'green', 'v0'), 'exit')
        const takesMs = performance.now() - began
        for (let round = 1; round <= 8; round++) {
          const child = startDeployer(application, 'green', `v${round}`)
          await new Promise((resolve) => setTimeout(resolve, Math.random() * takesMs))
          child.kill('SIGKILL')
          if (round % 2 === 0) {
            await expectAlone(application, await deploy('green', `v${round}`), `v${round}`)
          } else {
            await target.stop('green', noAbort)
            expect(processesOf(application)).toEqual([])
          }
        }
      },
    )
  })
}
