import { migrateCommand, type Outcome, type Project } from '@teal/schema/migrate'
import { existsSync } from 'node:fs'
import { sharedDatabase } from '../model/application.ts'
import { messageOf } from '../model/error.ts'
import { redact } from '../model/redact.ts'
import { observe } from '../rollout/observe.ts'
import { servingReleases } from '../rollout/serving.ts'
import { withLease } from '../rollout/start.ts'
import { appendAudit, leaseMs, renewLease } from '../store/store.ts'
import { withEngine, openApplication } from './open.ts'
import { within } from './within.ts'

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
        servingReleases(
          await observe(engine.world, within(10_000, 'looking at what runs', 'see `teal status`')),
        ),
      ),
    exclusively: (what, work) =>
      withEngine(options, 'migrate', async ({ application, engine, holder, user }) => {
        const { database: store } = engine
        const start = {
          holder,
          requestedBy: user,
          wait: false,
          signal: within(
            60_000,
            'waiting for whoever changes the application',
            'see `teal status`',
          ),
        }
        return withLease(engine, start, async (lease) => {
          // No rollout begins while the schema changes under it.
          const renewing = setInterval(() => {
            renewLease(store, lease).catch(() => {})
          }, leaseMs / 3)
          const entry = { application: application.name, who: user, what, why: 'teal migrate' }
          try {
            const outcome: Outcome = await work()
            if (outcome.ran.length > 0) {
              await appendAudit(store, { ...entry, outcome: `ran ${outcome.ran.join(', ')}` })
            }
            return outcome
          } catch (error) {
            await appendAudit(store, {
              ...entry,
              outcome: `failed: ${redact(messageOf(error), application.secrets)}`,
            })
            throw error
          } finally {
            clearInterval(renewing)
          }
        })
      }),
  }
}
