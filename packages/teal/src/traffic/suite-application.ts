import type { AdapterSettings, Application } from '../model/application.ts'
import { bareApplication } from '../testing/application.ts'

/** An application of which only its traffic and its entrance matter. */
export function suiteApplication(traffic: AdapterSettings, entrance: string): Application {
  return bareApplication({ traffic, entrance })
}
