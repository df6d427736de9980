import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Application } from '../model/application.ts'
import { TealError } from '../model/error.ts'

// What Teal keeps in a folder is of one user and of one application. To a second one, the router and the
// instances of the first would look like its own, and `teal down` would stop them.

/** Throws TealError when what is kept here is of another user, of another application, or a copy. */
export function requireOwnState(application: Application): void {
  const me = process.geteuid?.() ?? 0
  if (me !== 0) requireUser(application, me)
  const { name, file, stateDirectory } = application
  const owner = ownerOf(application)
  if (owner === null) return
  if (owner.application !== name) {
    throw new TealError(
      'usage',
      `${stateDirectory} is what Teal keeps of the application ${owner.application}, and ${file} is of ${name}`,
      {
        hint: `put every application into a folder of its own; to rename ${owner.application}, run \`teal down\` under that name and move ${stateDirectory} away`,
      },
    )
  }
  if (isCopy(stateDirectory, owner)) {
    throw new TealError('usage', `${stateDirectory} is a copy of ${owner.folder}`, {
      lines: ['what runs belongs to the application there, and would be stopped from here'],
      hint: `remove ${stateDirectory}: Teal begins a new one; and choose another port for users`,
    })
  }
}

/** Writes down whose state this folder is, before anything is started; throws when it is another user's. */
export function claimState(application: Application): void {
  // What root starts belongs to root: the user whose application it is could not even look at it any more.
  requireUser(application, process.geteuid?.() ?? 0)
  const { name, stateDirectory } = application
  mkdirSync(stateDirectory, { recursive: true })
  const folder = realpathSync(stateDirectory)
  if (ownerOf(application)?.folder === folder) return
  const owner: Owner = { application: name, folder, inode: statSync(folder).ino }
  // Of several that begin at once each writes a file of its own.
  const draft = `${ownerFile(application)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(owner)}\n`)
  renameSync(draft, ownerFile(application))
}

/**
 * Half of what another user runs can be seen by others, who would be told wrong things: that a router does
 * not answer, which only does not answer them.
 */
function requireUser({ name, stateDirectory }: Application, me: number): void {
  const { uid } = statSync(stateDirectory, { throwIfNoEntry: false }) ?? { uid: me }
  if (me === uid) return
  throw new TealError(
    'refused',
    `${name} is run by another user, to whom ${stateDirectory} belongs`,
    {
      hint: `run teal as that user: sudo -u '#${uid}' teal …`,
    },
  )
}

/** Whose state a folder is, and which folder that was; with both one can tell a copy from one that was moved. */
type Owner = { application: string; folder: string; inode: number }

/** Whether the folder this was written for still is where it was, and is another one than this. */
function isCopy(stateDirectory: string, { folder, inode }: Owner): boolean {
  const original = statSync(folder, { throwIfNoEntry: false })
  if (original === undefined || original.ino !== inode) return false
  const here = statSync(stateDirectory)
  return here.ino !== original.ino || here.dev !== original.dev
}

/** Null when it is nobody's yet, or when a power cut left half of it, which the next start writes anew. */
function ownerOf(application: Application): Owner | null {
  try {
    return JSON.parse(readFileSync(ownerFile(application), 'utf8')) as Owner
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function ownerFile({ stateDirectory }: Application): string {
  return join(stateDirectory, 'application.json')
}
