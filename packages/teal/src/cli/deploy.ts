import { parseRelease } from '../model/release.ts'
import { deploy } from '../rollout/start.ts'
import { exitCode } from './exit-code.ts'
import { withEngine, type CommonOptions } from './open.ts'
import { promoteNow } from './promote.ts'
import { runShown } from './run-rollout.ts'
import { startMissing } from './start-missing.ts'
import { print } from './show/print.ts'

/** `teal deploy <release>`: starts what is missing and drives the rollout from here. */
export async function deployCommand(
  options: CommonOptions & { wait?: boolean },
  name: string,
): Promise<number> {
  const release = parseRelease(name)
  const json = options.json === true
  return withEngine(options, `deploy ${name}`, async (opened) => {
    const { application, holder, user } = opened
    await startMissing(opened)
    let nothingToDo = false
    let did = 'nothing to do'
    let first = false
    const code = await runShown(opened, json, async ({ engine: shown, signal, created, busy }) => {
      const ending = await deploy(shown, release, {
        holder,
        requestedBy: user,
        wait: options.wait === true,
        signal,
        onBusy: busy,
        onRestarted: (why) => (did = `started again (${why})`),
        onCreated: (rollout) => {
          first = rollout.plan.from === null
          created(rollout)
        },
      })
      nothingToDo = ending === null
      return ending ?? { state: 'finished', outcome: 'done', reason: null }
    })
    if (nothingToDo) {
      say(json, { event: 'active', release: name, text: did }, `${name} is active already: ${did}`)
    } else if (code === exitCode.waiting && !json) return promoteNow(opened)
    else if (!json) print(next(code, name, first, application.entrance))
    return code
  })
}

function next(code: number, name: string, first: boolean, entrance: string): string {
  if (code === exitCode.done) {
    return first
      ? `\n${name} is live at ${entrance}. The next release: teal deploy <release>`
      : `\n${name} is live. Back to the release before: teal rollback`
  }
  if (code === exitCode.rolledBack) {
    return `\n${name} was rolled back; users are on the release before. What happened: teal history`
  }
  return `\n${name} was not released; users are where they were. What happened: teal history`
}

function say(json: boolean, event: Record<string, unknown>, text: string): void {
  print(json ? JSON.stringify(event) : text)
}
