import { messageOf, TealError } from '../../model/error.ts'
import { print, printError } from './print.ts'

/** Says what went wrong: on stderr for people, as one JSON line on stdout for machines. */
export function showError(thrown: unknown, json: boolean): void {
  const error = foreseen(thrown)
  if (json) {
    const { kind, hint, lines, at } = error instanceof TealError ? error : { kind: 'failed' }
    const event = { event: 'error', kind, message: messageOf(error), at, hint, lines }
    print(JSON.stringify(event))
    return
  }
  printError(describeError(error))
}

/** What to do when the system refuses something, whichever file it was. */
const systemHints: Record<string, string> = {
  ENOSPC: 'make room on that disk',
  EDQUOT: 'make room on that disk, or get more of it',
  EROFS: 'make it writable',
  EACCES: 'run teal as the user it belongs to',
  EPERM: 'run teal as the user it belongs to',
  EMFILE: 'allow this user more open files (`ulimit -n`)',
  ENFILE: 'allow this machine more open files (`sysctl fs.file-max`)',
}

/** The system's own words, with what to do about them, say more than the place in our code. */
function foreseen(error: unknown): unknown {
  const { code = '', syscall } = (error ?? {}) as NodeJS.ErrnoException
  if (error instanceof TealError || syscall === undefined) return error
  const hint = systemHints[code]
  return new TealError('unavailable', messageOf(error), {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  })
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
