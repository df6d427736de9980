import { formatDuration } from '../../model/duration.ts'
import type { Plan } from '../../rollout/plan.ts'
import type { JournalEntry, Rollout } from '../../store/store.ts'
import { print } from './print.ts'
import type { Show } from './show.ts'

/** Plain lines: what a log of a build server keeps. */
export function showAsLines(rollout: Rollout<Plan>): Show {
  print(headline(rollout))
  return {
    entry: (entry) => {
      const line = describeEntry(entry)
      if (line !== null) print(line)
    },
    end: async () => {},
  }
}

/** `rollout 3: deploy v2 on green; users are on blue (v1)`. */
export function headline({ id, plan }: Rollout<Plan>): string {
  const where =
    plan.from === null
      ? 'the first release'
      : `users are on ${plan.from.colour} (${plan.from.release})`
  return `rollout ${id}: ${plan.kind} ${plan.release} on ${plan.to}; ${where}`
}

/** One entry of the journal for people; null for what only machines need. */
export function describeEntry({ stage, kind, text, data }: JournalEntry): string | null {
  const took = typeof data?.tookMs === 'number' ? formatDuration(data.tookMs) : ''
  const row = (mark: string): string =>
    `${mark} ${(stage ?? '').padEnd(9)}${took.padStart(8)}  ${text}`
  switch (kind) {
    case 'begin':
      return `  ${(stage ?? '').padEnd(9)}${''.padStart(8)}  ${text} …`
    case 'found':
      return `  ${''.padEnd(17)}  ${text}`
    case 'done':
      return row('✓')
    case 'skipped':
      return `- ${(stage ?? '').padEnd(9)}${'skipped'.padStart(8)}  ${text}`
    case 'waiting':
      return row('⏸')
    case 'failed':
      return [row('✗'), ...details(data)].join('\n')
    case 'undo':
      return null
    case 'undone':
      return data?.changed === true
        ? `↶ ${(stage ?? '').padEnd(9)}${''.padStart(8)}  ${text}`
        : null
    case 'warning':
      return row('!')
    case 'finished':
      return `= ${text}`
    case 'resumed':
      return `  resumed by another controller (${text})`
    case 'created':
      return null
  }
}

/** Under a failure: the last output of the release, and what to do. */
export function details(data: JournalEntry['data']): string[] {
  const lines = Array.isArray(data?.lines)
    ? data.lines.map((line) => `      │ ${String(line)}`)
    : []
  const hint = typeof data?.hint === 'string' ? [`      → ${data.hint}`] : []
  return [...lines, ...hint]
}
