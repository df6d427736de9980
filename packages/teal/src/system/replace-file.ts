import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Replaces a file as a whole: written to a new one beside it, synced, renamed over it, and the folder synced.
 * Whatever dies in between, there is the old file or the new one; only one process at a time may do it.
 * Owner and mode of a file that was there stay what they are, and a symbolic link stays one; a file that was
 * not gets `newMode`.
 */
export function replaceFile(file: string, text: string, newMode = 0o644): void {
  const { put, folder } = draftFile(file, text, newMode)
  put()
  syncFolder(folder)
}

/**
 * The first half of it: what the file is to become lies beside it, synced, and nothing has changed yet. `put`
 * gives it the file's name; a power cut may take that back until the folder is synced.
 */
export function draftFile(
  file: string,
  text: string,
  newMode = 0o644,
): { put: () => void; folder: string } {
  const before = statSync(file, { throwIfNoEntry: false })
  const target = before === undefined ? file : realpathSync(file)
  const draft = `${target}.new`
  // What a dead process left behind there; a link of somebody else's is not followed.
  rmSync(draft, { force: true })
  const descriptor = openSync(draft, 'wx', newMode)
  try {
    if (before !== undefined) {
      const { uid, gid } = fstatSync(descriptor)
      if (uid !== before.uid || gid !== before.gid) fchownSync(descriptor, before.uid, before.gid)
      fchmodSync(descriptor, before.mode & 0o7777)
    }
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
  return { put: () => renameSync(draft, target), folder: dirname(target) }
}

/** What was put into the folder under a name, or removed from it, is so after a power cut too. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The same for who has other things to do while the disk works. */
export async function syncFolderMeanwhile(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
