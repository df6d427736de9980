import { statSync } from 'node:fs'
import { readApplication } from '../config/config.ts'
import type { Application } from '../model/application.ts'
import { TealError } from '../model/error.ts'
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

/** Reads teal.yaml; throws TealError when it is wrong, or when another user runs the application here. */
export function openApplication({ file }: CommonOptions): Application {
  const application = readApplication({
    ...(file === undefined ? {} : { file }),
    directory: process.cwd(),
    environment: process.env,
  })
  requireOwnState(application)
  return application
}

/**
 * What Teal keeps here is for the eyes of the user who runs it. Half of it can be seen by others, who would
 * be told wrong things: that a router does not answer, which only does not answer them.
 */
function requireOwnState({ name, stateDirectory }: Application): void {
  const me = process.geteuid?.() ?? 0
  const { uid } = statSync(stateDirectory, { throwIfNoEntry: false }) ?? { uid: me }
  if (me === uid || me === 0) return
  throw new TealError(
    'refused',
    `${name} is run by another user, to whom ${stateDirectory} belongs`,
    {
      hint: `run teal as that user: sudo -u '#${uid}' teal …`,
    },
  )
}
