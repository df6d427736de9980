import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const sync = promisify(fsync)

/**
 * Replaces a file as a whole: written to a new one beside it, synced, renamed over it, and the folder synced.
 * Whatever dies in between, there is the old file or the new one; only one process at a time may do it.
 * Owner and mode of a file that was there stay what they are, and a symbolic link stays one; a file that was
 * not gets `newMode`.
 */
export function replaceFile(file: string, text: string, newMode = 0o644): void {
  const { descriptor, draft, target } = writeDraft(file, text, newMode)
  try {
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
  renameSync(draft, target)
  syncFolder(dirname(target))
}

export type Draft = {
  /** Gives it the file's name at once, and resolves when a power cut cannot take that back. */
  put: () => Promise<void>
  drop: () => void
}

/**
 * The same in two halves, for who has other things to do while the disk works. What the file is to become
 * lies beside it, synced, when this resolves, and nothing has changed yet.
 */
export async function draftFile(file: string, text: string, newMode = 0o644): Promise<Draft> {
  const { descriptor, draft, target } = writeDraft(file, text, newMode)
  const drop = (): void => rmSync(draft, { force: true })
  try {
    await sync(descriptor)
  } catch (error) {
    drop()
    throw error
  } finally {
    closeSync(descriptor)
  }
  const put = async (): Promise<void> => {
    renameSync(draft, target)
    const folder = openSync(dirname(target), 'r')
    try {
      await sync(folder)
    } finally {
      closeSync(folder)
    }
  }
  return { put, drop }
}

function writeDraft(
  file: string,
  text: string,
  newMode: number,
): { descriptor: number; draft: string; target: string } {
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
  } catch (error) {
    closeSync(descriptor)
    rmSync(draft, { force: true })
    throw error
  }
  return { descriptor, draft, target }
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
