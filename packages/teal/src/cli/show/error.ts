import { messageOf, TealError } from '../../model/error.ts'

/** Says what went wrong: on stderr for people, as one JSON line on stdout for machines. */
export function showError(error: unknown, json: boolean): void {
  if (json) {
    const { kind, hint, lines, at } = error instanceof TealError ? error : { kind: 'failed' }
    const event = { event: 'error', kind, message: messageOf(error), at, hint, lines }
    process.stdout.write(`${JSON.stringify(event)}\n`)
    return
  }
  process.stderr.write(`${describeError(error)}\n`)
}

function describeError(error: unknown): string {
  if (!(error instanceof TealError)) {
    // Not foreseen: where it comes from is what helps.
    return `teal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
  const place = error.at === undefined ? '' : `${error.at}: `
  const lines = error.lines.map((line) => `    ${line}`)
  const hint = error.hint === undefined ? [] : [`  → ${error.hint}`]
  return [`teal: ${place}${error.message}`, ...lines, ...hint].join('\n')
}
