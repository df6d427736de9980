import type { VersionCheckSettings } from '../../model/application.ts'
import { messageOf } from '../../model/error.ts'
import { expandTemplate } from '../../model/template.ts'
import type { CheckContext, CheckResult } from '../check.ts'

/** Asks a release who it is. A wrong version in the right place is how a stale image shows. */
export async function checkVersion(
  settings: VersionCheckSettings,
  { values, url, ask, signal }: CheckContext,
): Promise<CheckResult> {
  const target = new URL(expandTemplate(settings.path, values), url).href
  try {
    const reply = await ask({ url: target, timeoutMs: settings.timeoutMs, signal })
    if (reply.status !== 200) {
      return { passes: false, text: `GET ${target} answered ${reply.status}, wanted 200` }
    }
    const version = readVersion(reply.body, settings.field)
    if (version === values.version) return { passes: true, text: `GET ${target} says ${version}` }
    const found =
      version === null ? 'no version' : `version ${JSON.stringify(version.slice(0, 100))}`
    return { passes: false, text: `GET ${target} says ${found}, wanted ${values.version}` }
  } catch (error) {
    signal.throwIfAborted()
    return { passes: false, text: `GET ${target}: ${messageOf(error)}` }
  }
}

/** The version in an answer: the whole body, or a field (`build.version` reaches inside) of its JSON. */
function readVersion(body: string, field: string | null): string | null {
  if (field === null) return body.trim()
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return null
  }
  for (const key of field.split('.')) {
    if (typeof value !== 'object' || value === null) return null
    value = (value as Record<string, unknown>)[key]
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
