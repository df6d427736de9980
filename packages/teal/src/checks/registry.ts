import type { CheckSettings } from '../model/application.ts'
import type { CheckContext, CheckResult } from './check.ts'
import { checkCommand } from './command/command.ts'
import { checkHttp } from './http/http.ts'
import { checkVersion } from './version/version.ts'

/** Asks the one question that `settings` holds. Rejects only when the signal is aborted. */
export async function checkRelease(
  settings: CheckSettings,
  context: CheckContext,
): Promise<CheckResult> {
  if ('http' in settings) return checkHttp(settings.http, context)
  if ('version' in settings) return checkVersion(settings.version, context)
  return checkCommand(settings.command, context)
}
