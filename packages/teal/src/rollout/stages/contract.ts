import { sharedDatabase } from '../../model/application.ts'
import { observe } from '../observe.ts'
import { servingReleases } from '../serving.ts'
import { passed, type Stage } from '../stage.ts'

/**
 * Says which contracts wait now that the release is live. A contract ends every way back, so no rollout runs
 * one: a person does, with `teal migrate contract`, when nothing that breaks under it runs any more.
 */
export const contract: Stage = {
  name: 'contract',

  run: async ({ world, signal }) => {
    const database = sharedDatabase(world.application.stages)
    if (database === null) return passed('no migrations are configured')
    const serving = servingReleases(await observe(world, signal))
    const { migrations } = await world.migrations.status(database, serving)
    const waiting = migrations.filter(
      ({ phase, state }) => phase === 'contract' && state !== 'done',
    )
    if (waiting.length === 0) return passed('no contract waits')
    const lines = waiting.map(
      ({ file, note }) => `${file} ${note === undefined ? 'may run' : `waits: ${note}`}`,
    )
    return passed(`${lines.join('; ')}; then run \`teal migrate contract\``, {
      contracts: waiting.map(({ file }) => file),
    })
  },
}
