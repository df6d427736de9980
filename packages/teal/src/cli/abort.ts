import { TealError } from '../model/error.ts'
import { driveOrFollow } from '../rollout/drive.ts'
import type { Plan } from '../rollout/plan.ts'
import { addRequest, unfinishedRollout, type Rollout } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { isPastSwitch } from './promote.ts'
import { runShown } from './run-rollout.ts'

/** `teal abort`: ends the rollout before its switch; done when it is undone. */
export async function abort(options: CommonOptions & { reason?: string }): Promise<number> {
  return withEngine(options, 'abort', async (opened) => {
    const { application, engine, holder, user } = opened
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
    const reason = options.reason ?? ''
    await addRequest(engine.database, {
      rollout: rollout.id,
      kind: 'abort',
      requestedBy: user,
      reason,
    })
    const code = await runShown(
      opened,
      options.json === true,
      async ({ engine: shown, signal, created }) => {
        created(rollout as Rollout<Plan>)
        return driveOrFollow(shown, rollout.id, holder, signal)
      },
    )
    // The rollout failed, which is what was asked for.
    return code === exitCode.failed ? exitCode.done : code
  })
}
