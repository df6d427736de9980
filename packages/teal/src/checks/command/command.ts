import type { CommandCheckSettings } from '../../model/application.ts'
import { expandArguments, expandValues } from '../../model/template.ts'
import type { CheckContext, CheckResult } from '../check.ts'

/** A command of the user's; exit code 0 passes. It is told where to look by `TEAL_URL`. */
export async function checkCommand(
  settings: CommandCheckSettings,
  { values, url, directory, environment, execute, signal }: CheckContext,
): Promise<CheckResult> {
  const command = expandArguments(settings.command, values)
  const configured = expandValues(settings.environment, values)
  const { exitCode, ending, lines } = await execute({
    command,
    directory,
    environment: { ...environment, TEAL_URL: url, ...configured },
    timeoutMs: settings.timeoutMs,
    signal,
  })
  signal.throwIfAborted()
  return { passes: exitCode === 0, text: `\`${command.join(' ')}\` ${ending}`, lines }
}
