import { TealError } from '../model/error.ts'
import { redact } from '../model/redact.ts'
import { parseRelease } from '../model/release.ts'
import type { Plan } from '../rollout/plan.ts'
import { rollback } from '../rollout/start.ts'
import { unfinishedRollout, type Rollout } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions, type Opened } from './open.ts'
import { isPastSwitch } from './promote.ts'
import { askOf, runShown } from './run-rollout.ts'
import { startMissing } from './start-missing.ts'
import { print } from './show/print.ts'

type Options = CommonOptions & { to?: string; reason?: string; wait?: boolean }

/**
 * `teal rollback`: back to the standby. While a rollout is in its watch, it is that rollout which goes
 * back; otherwise a rollout of its own does it.
 */
export async function rollbackCommand(options: Options): Promise<number> {
  if (options.to !== undefined) parseRelease(options.to)
  return withEngine(options, 'rollback', async (opened) => {
    const { application, engine, holder, user } = opened
    const unfinished = await unfinishedRollout(engine.database, application.name)
    const moved = unfinished !== null && (await isPastSwitch(opened, unfinished))
    if (moved && unfinished.kind === 'deploy') {
      const code = await goBack(opened, unfinished, options)
      if (code !== undefined) return code
    }
    if (unfinished?.state === 'waiting') {
      throw new TealError(
        'refused',
        `${unfinished.release} waits for approval and has no users yet`,
        {
          hint: 'end it with `teal abort`; then roll back',
        },
      )
    }
    await startMissing(opened)
    const code = await runShown(
      opened,
      options.json === true,
      ({ engine: shown, signal, created, busy }) =>
        rollback(shown, options.to, {
          holder,
          requestedBy: user,
          ...(options.reason ? { reason: redact(options.reason, application.secrets) } : {}),
          wait: options.wait === true,
          signal,
          onBusy: busy,
          onCreated: created,
        }),
    )
    if (code === exitCode.done && options.json !== true) {
      print('\nUsers are back. Forward again: teal rollback; a new try: teal deploy <release>')
    }
    return code
  })
}

/** The rollout itself goes back; undefined when it was over before it was asked. */
async function goBack(
  opened: Opened,
  rollout: Rollout,
  options: Options,
): Promise<number | undefined> {
  const { from } = (rollout as Rollout<Plan>).plan
  if (from === null || (options.to !== undefined && options.to !== from.release)) {
    throw new TealError(
      'refused',
      `a rollback to ${options.to ?? 'an earlier release'} is not possible`,
      {
        hint: from === null ? 'this is the first release' : `the standby is ${from.release}`,
      },
    )
  }
  const code = await askOf(opened, rollout, 'rollback', options)
  // That the rollout was rolled back is what was asked for.
  if (code === exitCode.rolledBack) return exitCode.done
  return code === exitCode.done ? undefined : exitCode.failed
}
