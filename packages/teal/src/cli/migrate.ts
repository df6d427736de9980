import { migrateCommand, type Outcome, type Project } from '@teal/schema/migrate'
import { existsSync } from 'node:fs'
import { sharedDatabase } from '../model/application.ts'
import { messageOf } from '../model/error.ts'
import { observe } from '../rollout/observe.ts'
import { servingReleases } from '../rollout/serving.ts'
import { withLease } from '../rollout/start.ts'
import { appendAudit, leaseMs, renewLease } from '../store/store.ts'
import { withEngine, openApplication } from './open.ts'

/** `teal migrate`: @teal/schema's command, with what teal.yaml and the running application know. */
export async function migrate(argv: string[]): Promise<number> {
  return migrateCommand(argv, (file) => {
    if (file === undefined && !existsSync('teal.yaml')) return undefined
    return projectOf(file)
  })
}

function projectOf(file: string | undefined): Project {
  const options = file === undefined ? {} : { file }
  const database = sharedDatabase(openApplication(options).stages)
  return {
    database: database?.url,
    folder: database?.folder,
    serving: () =>
      withEngine(options, 'migrate', async ({ engine }) =>
        servingReleases(await observe(engine.world, AbortSignal.timeout(10_000))),
      ),
    exclusively: (what, work) =>
      withEngine(options, 'migrate', async ({ application, engine, holder, user }) => {
        const { database: store } = engine
        const start = {
          holder,
          requestedBy: user,
          wait: false,
          signal: AbortSignal.timeout(60_000),
        }
        return withLease(engine, start, async (lease) => {
          // No rollout begins while the schema changes under it.
          const renewing = setInterval(() => {
            renewLease(store, lease).catch(() => {})
          }, leaseMs / 3)
          const entry = { application: application.name, who: user, what, why: '' }
          try {
            const outcome: Outcome = await work()
            if (outcome.ran.length > 0) {
              await appendAudit(store, { ...entry, outcome: `ran ${outcome.ran.join(', ')}` })
            }
            return outcome
          } catch (error) {
            await appendAudit(store, { ...entry, outcome: `failed: ${messageOf(error)}` })
            throw error
          } finally {
            clearInterval(renewing)
          }
        })
      }),
  }
}
