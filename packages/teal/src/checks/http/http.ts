import type { HttpCheckSettings } from '../../model/application.ts'
import { messageOf } from '../../model/error.ts'
import { expandTemplate, expandValues } from '../../model/template.ts'
import type { CheckContext, CheckResult } from '../check.ts'

/** One request: its status, and a text that the body must contain. */
export async function checkHttp(
  settings: HttpCheckSettings,
  { values, url, ask, signal }: CheckContext,
): Promise<CheckResult> {
  const { method, status, timeoutMs } = settings
  const target = new URL(expandTemplate(settings.path, values), url).href
  const headers = expandValues(settings.headers, values)
  const question = `${method} ${target}`
  try {
    const reply = await ask({ url: target, method, headers, timeoutMs, signal })
    if (reply.status !== status) {
      return { passes: false, text: `${question} answered ${reply.status}, wanted ${status}` }
    }
    const contains = settings.contains === null ? null : expandTemplate(settings.contains, values)
    if (contains !== null && !reply.body.includes(contains)) {
      return {
        passes: false,
        text: `${question} answered without "${contains}"`,
        lines: [reply.body.slice(0, 500)],
      }
    }
    return { passes: true, text: `${question} answered ${status}` }
  } catch (error) {
    signal.throwIfAborted()
    return { passes: false, text: `${question}: ${messageOf(error)}` }
  }
}
