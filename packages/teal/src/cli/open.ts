import { readApplication } from '../config/config.ts'
import type { Application } from '../model/application.ts'
import { TealError } from '../model/error.ts'
import { redact } from '../model/redact.ts'
import type { Engine } from '../rollout/runner.ts'
import { openWorld } from '../rollout/world.ts'
import { currentUser, openDatabase, thisHolder, type Holder } from '../store/store.ts'
import { requireOwnState } from './state-folder.ts'

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
  return withEngineOf(openApplication(options), command, use)
}

/** The same for an application that was read already. */
export async function withEngineOf<T>(
  application: Application,
  command: string,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  const [database, world] = await Promise.all([
    openDatabase(application.store),
    openWorld(application),
  ])
  try {
    const holder = thisHolder(`teal ${command}`)
    return await use({ application, engine: { database, world }, holder, user: currentUser() })
  } catch (error) {
    throw withoutSecrets(error, application.secrets)
  } finally {
    await database.close()
  }
}

/** What went wrong may quote the output of a release or the address of a database. */
function withoutSecrets(error: unknown, secrets: string[]): unknown {
  const safe = (text: string): string => redact(text, secrets)
  if (error instanceof TealError) {
    const { kind, message, hint, lines, at, cause } = error
    return new TealError(kind, safe(message), {
      lines: lines.map(safe),
      ...(hint === undefined ? {} : { hint: safe(hint) }),
      ...(at === undefined ? {} : { at }),
      cause,
    })
  }
  if (error instanceof Error) {
    error.message = safe(error.message)
    error.stack = safe(error.stack ?? '')
  }
  return error
}

/** Reads teal.yaml; throws TealError when it is wrong, or when what runs here is of another application or user. */
export function openApplication({ file }: CommonOptions): Application {
  const application = readApplication({
    ...(file === undefined ? {} : { file }),
    directory: process.cwd(),
    environment: process.env,
  })
  requireOwnState(application)
  return application
}
