import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Application } from '../model/application.ts'
import { TealError } from '../model/error.ts'

// What Teal keeps in a folder is of one user and of one application. To a second one, the router and the
// instances of the first would look like its own, and `teal down` would stop them.

/** Throws TealError when what is kept here is of another user or of another application. */
export function requireOwnState(application: Application): void {
  requireOwnUser(application)
  const { name, file, stateDirectory } = application
  const owner = ownerOf(application)
  if (owner === null || owner === name) return
  throw new TealError(
    'usage',
    `${stateDirectory} is what Teal keeps of the application ${owner}, and ${file} is of ${name}`,
    {
      hint: `put every application into a folder of its own; to rename ${owner}, run \`teal down\` under that name and move ${stateDirectory} away`,
    },
  )
}

/** Writes down whose state this folder is, before anything is started that a second one could stop. */
export function claimState(application: Application): void {
  if (ownerOf(application) !== null) return
  mkdirSync(application.stateDirectory, { recursive: true })
  writeFileSync(ownerFile(application), `${application.name}\n`)
}

/**
 * Half of what another user runs can be seen by others, who would be told wrong things: that a router does
 * not answer, which only does not answer them.
 */
function requireOwnUser({ name, stateDirectory }: Application): void {
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

/** Null when it is nobody's yet; an empty file is what a crash or a full disk left of writing it. */
function ownerOf(application: Application): string | null {
  try {
    return readFileSync(ownerFile(application), 'utf8').trim() || null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function ownerFile({ stateDirectory }: Application): string {
  return join(stateDirectory, 'application')
}
