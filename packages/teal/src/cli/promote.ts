import { TealError } from '../model/error.ts'
import { readJournal, unfinishedRollout, type Rollout } from '../store/store.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions, type Opened } from './open.ts'
import { askOf } from './run-rollout.ts'
import { print } from './show/print.ts'

/** `teal promote`: the rollout that waits goes on, driven from here. */
export async function promote(options: CommonOptions & { reason?: string }): Promise<number> {
  return withEngine(options, 'promote', async (opened) => {
    const { application, engine } = opened
    const rollout = await unfinishedRollout(engine.database, application.name)
    if (rollout === null) {
      throw new TealError('refused', `no rollout of ${application.name} waits for anything`, {
        hint: 'start one with `teal deploy <release>`',
      })
    }
    return promoteRollout(opened, rollout, options)
  })
}

/** In a terminal a deploy that waits asks whoever sits there. */
export async function promoteNow(opened: Opened): Promise<number> {
  const { application, engine } = opened
  const rollout = await unfinishedRollout(engine.database, application.name)
  const hint = '\nLet it go on with `teal promote`, or end it with `teal abort`.'
  if (rollout === null || !process.stdin.isTTY || !process.stdout.isTTY) {
    print(hint)
    return exitCode.waiting
  }
  const { confirm } = await import('@clack/prompts')
  const answer = await confirm({
    message: `Move all users to ${rollout.release}?`,
    initialValue: false,
  })
  if (answer !== true) {
    print(hint)
    return exitCode.waiting
  }
  return promoteRollout(opened, rollout, {})
}

async function promoteRollout(
  opened: Opened,
  rollout: Rollout,
  options: CommonOptions & { reason?: string },
): Promise<number> {
  if (rollout.state === 'undoing') {
    throw new TealError('refused', `rollout ${rollout.id} is being undone: ${rollout.reason ?? ''}`)
  }
  return askOf(opened, rollout, 'promote', options)
}

/** Whether users have been moved by this rollout. */
export async function isPastSwitch({ engine }: Opened, { id }: Rollout): Promise<boolean> {
  const journal = await readJournal(engine.database, id)
  return journal.some(({ stage, kind }) => stage === 'switch' && kind === 'done')
}
