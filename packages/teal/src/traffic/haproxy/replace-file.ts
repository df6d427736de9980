import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { messageOf, TealError } from '../../model/error.ts'

/**
 * Replaces a file of the user's as a whole: written to a new file, synced, renamed, and the folder synced.
 * Owner and mode stay what they are; a symbolic link stays one.
 */
export function replaceFile(file: string, text: string): void {
  try {
    const target =
      statSync(file, { throwIfNoEntry: false }) === undefined ? file : realpathSync(file)
    const before = statSync(target, { throwIfNoEntry: false })
    const draft = `${target}.teal-new`
    const descriptor = openSync(draft, 'w', 0o644)
    try {
      if (before !== undefined) {
        const { uid, gid } = statSync(draft)
        if (uid !== before.uid || gid !== before.gid) fchownSync(descriptor, before.uid, before.gid)
        fchmodSync(descriptor, before.mode & 0o7777)
      }
      writeSync(descriptor, text)
      fsyncSync(descriptor)
      renameSync(draft, target)
    } catch (error) {
      rmSync(draft, { force: true })
      throw error
    } finally {
      closeSync(descriptor)
    }
    syncFolder(dirname(target))
  } catch (error) {
    throw new TealError('failed', `${file} cannot be replaced: ${messageOf(error)}`, {
      hint: 'the user Teal runs as must be able to write in its folder and give it back to its owner',
      cause: error,
    })
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
