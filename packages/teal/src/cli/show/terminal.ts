import {
  Listr,
  type ListrTask,
  type ListrTaskWrapper,
  type DefaultRenderer,
  type SimpleRenderer,
} from 'listr2'
import { formatDuration } from '../../model/duration.ts'
import type { Plan, PlannedStage } from '../../rollout/plan.ts'
import type { JournalEntry, Rollout } from '../../store/store.ts'
import { describeEntry, details, headline } from './lines.ts'
import { print, printable } from './print.ts'
import type { Show } from './show.ts'

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>

/** For a person who watches: one line a stage, which moves while the stage goes on. */
export function showInTerminal(rollout: Rollout<Plan>): Show {
  print(headline(rollout))
  const stages = new Map(
    rollout.plan.stages.map((planned) => [planned.stage as string, new StageLine(planned)]),
  )
  const list = new Listr(
    [...stages.values()].map((line) => line.task()),
    {
      concurrent: false,
      exitOnError: true,
      // It would end the process, before the rollout is given up.
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: false, showErrorMessage: true, formatOutput: 'wrap' },
    },
  )
  let over = false
  const shown = list.run().then(
    () => undefined,
    () => undefined,
  )
  return {
    entry: (entry) => {
      const line = entry.stage === null ? undefined : stages.get(entry.stage)
      const undoing = entry.kind === 'undo' || entry.kind === 'undone' || entry.kind === 'warning'
      if (line !== undefined && !undoing && !over) line.take(entry)
      if (entry.kind === 'failed' || entry.kind === 'waiting') over = true
      if (undoing || entry.kind === 'finished') {
        const text = describeEntry(entry)
        // Below the list, when it stands still.
        if (text !== null) void shown.then(() => print(text))
      }
    },
    end: async () => {
      for (const line of stages.values()) line.close()
      await shown
    },
  }
}

/** One stage's line: a task of the list that ends when the journal says that the stage has. */
class StageLine {
  readonly #planned: PlannedStage
  readonly #ended = Promise.withResolvers<JournalEntry | null>()
  #task: Task | undefined
  #output = ''

  constructor(planned: PlannedStage) {
    this.#planned = planned
    this.#ended.promise.catch(() => {})
  }

  task(): ListrTask {
    const { stage, does } = this.#planned
    return {
      title: `${stage.padEnd(9)}  ${does}`,
      task: async (_, task) => {
        this.#task = task as Task
        if (this.#output !== '') this.#task.output = this.#output
        const entry = await this.#ended.promise
        if (entry === null) return
        const took = typeof entry.data?.tookMs === 'number' ? formatDuration(entry.data.tookMs) : ''
        const text = printable(entry.text)
        this.#task.title = `${stage.padEnd(9)}  ${took.padStart(7)}  ${text}`
        if (entry.kind === 'skipped') this.#task.skip(`${stage.padEnd(9)}  skipped  ${text}`)
        if (entry.kind === 'failed')
          throw new Error([text, ...details(entry.data).map(printable)].join('\n'))
        if (entry.kind === 'waiting') throw new Error(text)
      },
    }
  }

  take(entry: JournalEntry): void {
    if (entry.kind === 'found') {
      this.#output = printable(entry.text)
      if (this.#task !== undefined) this.#task.output = this.#output
    }
    if (['done', 'skipped', 'failed', 'waiting'].includes(entry.kind)) this.#ended.resolve(entry)
  }

  close(): void {
    this.#ended.resolve(null)
  }
}
