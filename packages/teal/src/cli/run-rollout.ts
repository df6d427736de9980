import type { TealError } from '../model/error.ts'
import { redact } from '../model/redact.ts'
import { driveOrFollow } from '../rollout/drive.ts'
import type { Ending, Engine } from '../rollout/runner.ts'
import { whyOf, type Plan } from '../rollout/plan.ts'
import {
  addRequest,
  appendAudit,
  type JournalEntry,
  type RequestKind,
  type Rollout,
} from '../store/store.ts'
import { exitCodeOfEnding } from './exit-code.ts'
import { interruptible } from './interrupt.ts'
import type { CommonOptions, Opened } from './open.ts'
import { print, printError } from './show/print.ts'
import { showRollout } from './show/rollout.ts'
import type { Show } from './show/show.ts'
import { claimState } from './state-folder.ts'

/** What a command gives to the engine so that its rollout is shown and can be interrupted. */
export type Shown = {
  engine: Engine
  signal: AbortSignal
  created: (rollout: Rollout<Plan>) => void
  /** Somebody else is at it, and this waits for them. */
  busy: (by: TealError) => void
}

/**
 * Runs something that drives or follows a rollout, shows it, and gives the exit code. Ctrl-C asks for the
 * rollout to be given up: it is undone, wherever it is, and the command ends when it is.
 */
export async function runShown(
  opened: Opened,
  json: boolean,
  run: (shown: Shown) => Promise<Ending>,
): Promise<number> {
  const { engine } = opened
  let rollout: Rollout<Plan> | undefined
  let show: Show | undefined
  // Entries that come before the renderer is loaded wait for it.
  const early: JournalEntry[] = []
  const interrupt = interruptible(() => {
    if (rollout === undefined) return false
    printError(
      'teal: interrupted; undoing what is not final yet (again Ctrl-C leaves it to the controller)',
    )
    return request(opened, rollout, 'abort', 'interrupted').catch((error: unknown) => {
      printError(`teal: could not ask for it: ${String(error)}`)
    })
  })
  const ready: Promise<void>[] = []
  const shownEngine: Engine = {
    ...engine,
    onEntry: (entry) => {
      if (show === undefined) early.push(entry)
      else show.entry(entry)
    },
  }
  const created = (found: Rollout<Plan>): void => {
    rollout = found
    ready.push(
      showRollout(found, json).then((loaded) => {
        show = loaded
        for (const entry of early.splice(0)) show.entry(entry)
      }),
    )
  }
  const busy = ({ message }: TealError): void => {
    if (json) print(JSON.stringify({ event: 'queued', message }))
    else print(`waiting: ${message}`)
  }
  try {
    const ending = await run({ engine: shownEngine, signal: interrupt.signal, created, busy })
    await Promise.all(ready)
    return exitCodeOfEnding(ending)
  } finally {
    await Promise.all(ready)
    await show?.end()
    interrupt.dispose()
  }
}

/** Asks something of a rollout that goes on, drives it or follows it to its end, and gives the exit code. */
export async function askOf(
  opened: Opened,
  rollout: Rollout,
  kind: RequestKind,
  { reason = '', json = false }: CommonOptions & { reason?: string },
): Promise<number> {
  const { application, holder } = opened
  claimState(application)
  await request(opened, rollout as Rollout<Plan>, kind, reason)
  return runShown(opened, json, async ({ engine: shown, signal, created }) => {
    created(rollout as Rollout<Plan>)
    return driveOrFollow(shown, rollout.id, holder, signal)
  })
}

/** Writes down what somebody asks of a rollout, first in the audit; whoever drives the rollout will see it. */
async function request(
  { application, engine, user }: Opened,
  { id, plan }: Rollout<Plan>,
  kind: RequestKind,
  said: string,
): Promise<void> {
  const reason = redact(said, application.secrets)
  const because = reason === '' ? {} : { because: reason }
  await appendAudit(engine.database, {
    application: application.name,
    who: user,
    what: `ask to ${asked[kind]} ${plan.release}`,
    why: whyOf(id, { ...plan, ...because }),
    outcome: 'done',
  })
  await addRequest(engine.database, { rollout: id, kind, requestedBy: user, reason })
}

const asked: Record<RequestKind, string> = {
  promote: 'promote',
  abort: 'abort',
  rollback: 'roll back',
}
