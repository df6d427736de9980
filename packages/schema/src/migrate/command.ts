// `teal migrate`: reads what is asked, runs it, says what came of it.

import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { SqlError } from '../judge/source.ts'
import { contract } from './contract.ts'
import { MigrateError, messageOf } from './error.ts'
import { backfill, expand, type Outcome } from './expand.ts'
import type { Serving } from './gate.ts'
import type { MigrateOptions } from './session.ts'
import { status, type Status } from './status.ts'

export const usage = `Usage: teal migrate <status|expand|backfill|contract> [options]

  status     what was run, what waits and why, and whether somebody else changed the schema
  expand     run the migrations both releases can live with, up to the first backfill
  backfill   run the backfills in batches, and the expands between and behind them
  contract   run what only the new release can live with; asks first

  --database <url>     the application's database (default: stages: expand: database: in teal.yaml)
  --folder <folder>    where the migrations are (default: from teal.yaml, else migrations)
  --layout <name>      whose files they are (default: found out)
  --release <name>     the release they are run for
  --serving <release>  with contract and status: a release that can get traffic, besides those that are
                       observed where there is a teal.yaml; may be repeated
  --yes                with contract: do not ask
  -f, --file <file>    the configuration (default: teal.yaml here or above, if there is one)
  --json               the outcome as JSON

Example:
  $ teal migrate expand --database postgres://app@localhost/shop --release v2

Exit status: 0 done, 1 failed, 2 usage, 4 refused, 5 waits for somebody to agree.
`

/** What an application's configuration knows, so that nobody has to say it. */
export type Project = {
  database: string | undefined
  folder: string | undefined
  /** What gets traffic, or can with one switch, as it is observed. */
  serving: () => Promise<readonly Serving[]>
  /** Keeps rollouts of the application away while `work` runs. */
  exclusively: (what: string, work: () => Promise<Outcome>) => Promise<Outcome>
}

/** Where output goes, and who answers questions; undefined when nobody can. */
export type Terminal = {
  out: (text: string) => void
  error: (text: string) => void
  ask: ((question: string) => Promise<string>) | undefined
}

const actions = ['status', 'expand', 'backfill', 'contract'] as const
type Action = (typeof actions)[number]

type Request = {
  action: Action
  database: string | undefined
  folder: string | undefined
  layout: string | undefined
  release: string | undefined
  serving: string[] | undefined
  yes: boolean
  json: boolean
}

/** Runs `teal migrate` with the arguments after its name; gives the exit status. */
export async function migrateCommand(
  argv: readonly string[],
  openProject: (file: string | undefined) => Project | undefined = () => undefined,
  terminal: Terminal = thisTerminal(),
): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    terminal.out(usage)
    return 0
  }
  const stop = new AbortController()
  const interrupt = (): void => stop.abort(new MigrateError('failed', 'interrupted'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  let secret: string | undefined
  try {
    const { request, project } = readRequest(argv, openProject)
    secret = passwordIn(request.database ?? project?.database)
    const report = (text: string): void => {
      if (!request.json) terminal.error(`${text}\n`)
    }
    return await perform(request, project, { ...terminal, report }, stop.signal)
  } catch (error) {
    terminal.error(`teal migrate: ${without(secret, describe(error))}\n`)
    return exitStatus(error)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

async function perform(
  request: Request,
  project: Project | undefined,
  terminal: Terminal & { report: (text: string) => void },
  signal: AbortSignal,
): Promise<number> {
  const { action, json, release, layout } = request
  const database = request.database ?? project?.database
  if (database === undefined) {
    throw new MigrateError('usage', 'it does not know the database', {
      hint: 'say --database <url>, or run it where teal.yaml says stages: expand: database:',
    })
  }
  const folder = request.folder ?? project?.folder ?? 'migrations'
  // What is said comes beside what is observed, and never in its place.
  const serving = async (): Promise<readonly Serving[]> => [
    ...((await project?.serving()) ?? []),
    ...(request.serving ?? []).map((each) => ({ release: each, where: 'can get traffic' })),
  ]
  if (action === 'status') {
    const found = await status({ database, folder, layout, serving: await serving() })
    terminal.out(json ? `${JSON.stringify(found)}\n` : asText(found))
    return 0
  }
  const options: MigrateOptions = {
    database,
    folder,
    layout,
    release,
    signal,
    report: terminal.report,
  }
  const work: Record<Exclude<Action, 'status'>, () => Promise<Outcome>> = {
    expand: () => expand(options),
    backfill: () => backfill(options),
    contract: () =>
      contract({
        ...options,
        serving,
        confirm: (questions) => confirm(questions, request, terminal),
      }),
  }
  const what = `teal migrate ${action}`
  const outcome = await (project?.exclusively(what, work[action]) ?? work[action]())
  terminal.out(json ? `${JSON.stringify(outcome)}\n` : outcomeText(outcome))
  return 0
}

async function confirm(
  questions: readonly string[],
  { yes }: Request,
  { ask, report }: Terminal & { report: (text: string) => void },
): Promise<boolean> {
  for (const question of questions) report(question)
  if (yes) return true
  if (!ask) throw new NobodyToAsk(questions)
  return /^y(es)?$/i.test((await ask('Run it? [y/N] ')).trim())
}

/** Nobody sits at the terminal, and --yes was not said. */
class NobodyToAsk extends MigrateError {
  constructor(questions: readonly string[]) {
    super('refused', `nobody is here to agree: ${questions.join('; ')}`, {
      hint: 'run it at a terminal, or with --yes',
    })
  }
}

function readRequest(
  argv: readonly string[],
  openProject: (file: string | undefined) => Project | undefined,
): { request: Request; project: Project | undefined } {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        database: { type: 'string' },
        folder: { type: 'string' },
        layout: { type: 'string' },
        release: { type: 'string' },
        serving: { type: 'string', multiple: true },
        file: { type: 'string', short: 'f' },
        yes: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new MigrateError('usage', messageOf(error), { hint: usage, cause: error })
  }
  const { values, positionals } = parsed
  const action = actions.find((name) => name === positionals[0])
  if (action === undefined || positionals.length > 1) {
    throw new MigrateError('usage', `say one of ${actions.join(', ')}`, { hint: usage })
  }
  const { database, folder, layout, release, serving } = values
  const request = { action, database, folder, layout, release, serving }
  return {
    request: { ...request, yes: values.yes === true, json: values.json === true },
    project: openProject(values.file),
  }
}

function outcomeText({ ran, left }: Outcome): string {
  const lines = ran.map((file) => `done: ${file}`)
  lines.push(...left.map(({ file, why }) => `left: ${file}: ${why}`))
  return lines.length === 0 ? 'nothing to run\n' : `${lines.join('\n')}\n`
}

function asText({ layout, migrations, withoutFile, drifted }: Status): string {
  const width = Math.max(0, ...migrations.map(({ file }) => file.length))
  const lines = migrations.map(({ file, phase, state, release, rows, note }) => {
    const filled = phase === 'backfill' && rows > 0 ? `, ${rows} rows` : ''
    const brought = release === null ? '' : `  ${release}`
    const why = note === undefined ? '' : `  ${note}`
    return `${file.padEnd(width)}  ${phase.padEnd(8)}  ${state}${filled}${brought}${why}`
  })
  if (withoutFile.length > 0)
    lines.push(`run before, and there is no file any more: ${withoutFile.join(', ')}`)
  if (drifted)
    lines.push('the schema is not as the last migration left it: somebody else has changed it')
  return `${[`${migrations.length} migrations (${layout})`, ...lines].join('\n')}\n`
}

function describe(error: unknown): string {
  const hint = error instanceof MigrateError ? error.hint : undefined
  return hint === undefined ? messageOf(error) : `${messageOf(error)}\n${hint}`
}

function exitStatus(error: unknown): number {
  if (error instanceof NobodyToAsk) return 5
  if (error instanceof SqlError) return 2
  if (!(error instanceof MigrateError)) return 1
  return { usage: 2, unavailable: 1, failed: 1, locked: 4, refused: 4 }[error.kind]
}

function passwordIn(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { password } = new URL(url)
  return password === '' ? undefined : decodeURIComponent(password)
}

function without(secret: string | undefined, text: string): string {
  return secret === undefined ? text : text.replaceAll(secret, '***')
}

function thisTerminal(): Terminal {
  return {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    ask: process.stdin.isTTY
      ? async (question) => {
          const lines = createInterface({ input: process.stdin, output: process.stderr })
          try {
            return await lines.question(question)
          } finally {
            lines.close()
          }
        }
      : undefined,
  }
}
