import { readApplication } from '../config/config.ts'
import type { Application } from '../model/application.ts'
import type { Engine } from '../rollout/runner.ts'
import { openWorld } from '../rollout/world.ts'
import { currentUser, openDatabase, thisHolder, type Holder } from '../store/store.ts'

/** Options that every command has. */
export type CommonOptions = { file?: string; json?: boolean }

/** What a command works with. */
export type Opened = { application: Application; engine: Engine; holder: Holder; user: string }

/** Reads teal.yaml, opens the store and the adapters, and closes the store when `use` is done. */
export async function withEngine<T>(
  options: CommonOptions,
  command: string,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  const application = openApplication(options)
  const [database, world] = await Promise.all([
    openDatabase(application.store),
    openWorld(application),
  ])
  try {
    const holder = thisHolder(`teal ${command}`)
    return await use({ application, engine: { database, world }, holder, user: currentUser() })
  } finally {
    await database.close()
  }
}

export function openApplication({ file }: CommonOptions): Application {
  return readApplication({
    ...(file === undefined ? {} : { file }),
    directory: process.cwd(),
    environment: process.env,
  })
}
