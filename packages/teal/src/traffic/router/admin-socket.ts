import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Application } from '../../model/application.ts'
import { messageOf, TealError } from '../../model/error.ts'

/** sockaddr_un has 108 bytes on Linux and 104 on BSD, the closing zero among them. */
const longestSocketPath = 100

/**
 * Where the router of an application is asked: in its state directory, or, where that path is longer than
 * kernels allow, in a short folder for temporary files. Whoever can write there could put a socket of their
 * own in the router's place, so that folder must be ours alone; throws TealError when it is not.
 */
export function adminSocket({ stateDirectory }: Application): string {
  const socket = join(stateDirectory, 'router.sock')
  if (Buffer.byteLength(socket) <= longestSocketPath) return socket
  const name = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `teal-${ownUser()}-${name}`)
  const short = join(folder, 'router.sock')
  if (Buffer.byteLength(short) > longestSocketPath) throw tooLong(short)
  makePrivateFolder(folder)
  return short
}

/** Makes the folder, or makes sure that the one there is a folder that nobody else can enter. */
function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new TealError('failed', `${folder} cannot be made: ${messageOf(error)}`, {
        hint: 'set TMPDIR to a folder that you can write in',
        cause: error,
      })
    }
  }
  // Not stat: a link could be turned elsewhere after it was looked at.
  const found = lstatSync(folder)
  const mode = found.mode & 0o7777
  if (!found.isDirectory()) throw notOurs(folder, 'it is no folder')
  if (found.uid !== ownUser()) throw notOurs(folder, `it belongs to user ${found.uid}`)
  if (mode !== 0o700) throw notOurs(folder, `its mode is ${mode.toString(8).padStart(4, '0')}`)
}

function notOurs(folder: string, found: string): TealError {
  return new TealError('failed', `the router's socket cannot be in ${folder}: ${found}`, {
    lines: [
      `needed: a folder of user ${ownUser()} with mode 0700, for who can write there can pose as the router`,
    ],
    hint: 'find out who made it and remove it; or keep the application in a folder with a shorter path',
  })
}

function tooLong(socket: string): TealError {
  return new TealError('failed', `the path of the router's socket is too long: ${socket}`, {
    lines: [`at most ${longestSocketPath} bytes; the one in the state directory is longer too`],
    hint: 'set TMPDIR to a shorter path, or keep the application in a folder with one',
  })
}

function ownUser(): number {
  return process.getuid?.() ?? 0
}
