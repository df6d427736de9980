import type { Command } from '../../model/application.ts'
import { TealError } from '../../model/error.ts'
import { expandArguments, expandValues } from '../../model/template.ts'
import { requireLivable, type Database } from '../../migrations/migrations.ts'
import { environmentOf, passed, type Stage, type StageContext, type StageResult } from '../stage.ts'

/**
 * Brings the database to where both releases can live with it, before anything of the new one starts.
 * It is not undone: an expand migration is one the old release can live with.
 */
export const expand: Stage = {
  name: 'expand',

  run: async (context) => {
    const { world, plan } = context
    const settings = world.application.stages.expand
    if (settings === null) return passed('no migrations are configured')
    if ('command' in settings) return runCommand(context, settings)
    const database = { url: settings.database, folder: settings.sql }
    return plan.kind === 'rollback' ? askSchema(context, database) : runFiles(context, database)
  },
}

/** The release that comes back was asked about before the rollout began; here it is said what came of it. */
async function askSchema({ world, plan }: StageContext, database: Database): Promise<StageResult> {
  const warnings = await requireLivable(world, database, plan.release)
  const text = `${plan.release} can live with the schema as it is`
  return passed(warnings.length === 0 ? text : `${text}, but ${warnings.join('; ')}`, { warnings })
}

async function runFiles(
  { world, plan, signal, act, found }: StageContext,
  database: Database,
): Promise<StageResult> {
  let told: Promise<void> = Promise.resolve()
  const report = (text: string): void => {
    told = told.then(() => found(text))
  }
  const { ran, left } = await act(`run the migrations of ${plan.release}`, () =>
    world.migrations.expand(database, plan.release, signal, report),
  )
  await told
  const waits = left.map(({ file, why }) => `${file} waits: ${why}`)
  const text = ran.length === 0 ? 'nothing new to run' : `ran ${ran.join(', ')}`
  return passed([text, ...waits].join('; '), { applied: ran, left })
}

async function runCommand(
  context: StageContext,
  settings: { command: Command; environment: Record<string, string>; timeoutMs: number },
): Promise<StageResult> {
  const { world, plan, signal, act } = context
  const values = { version: plan.release, colour: plan.to }
  const command = expandArguments(settings.command, values)
  const configured = expandValues(settings.environment, values)
  const { exitCode, ending, lines } = await act(`run the migrations of ${plan.release}`, () =>
    world.execute({
      command,
      directory: world.application.directory,
      environment: { ...environmentOf(context), ...configured },
      timeoutMs: settings.timeoutMs,
      signal,
      // Whoever goes on after a crash does not start a second migration beside the first.
      exclusive: `${world.application.file}: expand`,
    }),
  )
  const text = `\`${command.join(' ')}\` ${ending}`
  if (exitCode !== 0) throw new TealError('failed', text, { lines })
  return passed(lines.length === 0 ? text : `${text}: ${lines.at(-1)}`, { lines })
}
