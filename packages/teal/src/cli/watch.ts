import { follow } from '../rollout/drive.ts'
import type { Plan } from '../rollout/plan.ts'
import { unfinishedRollout, type Rollout } from '../store/store.ts'
import { exitCode, exitCodeOfEnding } from './exit-code.ts'
import { interruptible } from './interrupt.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { showRollout } from './show/rollout.ts'
import { print } from './show/print.ts'

/** `teal watch`: looks on and changes nothing; Ctrl-C ends the looking. */
export async function watchCommand(options: CommonOptions): Promise<number> {
  const json = options.json === true
  return withEngine(options, 'watch', async ({ application, engine }) => {
    const rollout = (await unfinishedRollout(
      engine.database,
      application.name,
    )) as Rollout<Plan> | null
    if (rollout === null) {
      print(
        json
          ? JSON.stringify({ event: 'idle' })
          : `no rollout of ${application.name} is under way; what is there: teal status`,
      )
      return exitCode.done
    }
    const show = await showRollout(rollout, json)
    const interrupt = interruptible(() => false)
    try {
      const ending = await follow({ ...engine, onEntry: show.entry }, rollout.id, interrupt.signal)
      return exitCodeOfEnding(ending)
    } catch (error) {
      if (interrupt.signal.aborted) return exitCode.done
      throw error
    } finally {
      await show.end()
      interrupt.dispose()
    }
  })
}
