import { TealError } from '../model/error.ts'
import { unfinishedRollout } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { isPastSwitch } from './promote.ts'
import { askOf } from './run-rollout.ts'

/** `teal abort`: ends the rollout before its switch; done when it is undone. */
export async function abort(options: CommonOptions & { reason?: string }): Promise<number> {
  return withEngine(options, 'abort', async (opened) => {
    const { application, engine } = opened
    const rollout = await unfinishedRollout(engine.database, application.name)
    if (rollout === null) {
      throw new TealError('refused', `no rollout of ${application.name} is under way`, {
        hint: 'users go back to the standby with `teal rollback`',
      })
    }
    if (await isPastSwitch(opened, rollout)) {
      throw new TealError(
        'refused',
        `users are on ${rollout.release} already: it is too late to abort`,
        {
          hint: 'move them back with `teal rollback`',
        },
      )
    }
    const code = await askOf(opened, rollout, 'abort', options)
    // The rollout failed, which is what was asked for.
    return code === exitCode.failed ? exitCode.done : code
  })
}
