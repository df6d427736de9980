import { messageOf, TealError } from '../../model/error.ts'
import { draftFile, replaceFile, syncFolderMeanwhile } from '../../system/replace-file.ts'

/** Replaces a file of the user's as a whole; what is there when it returns survives a power cut. */
export function replaceUsersFile(file: string, text: string): void {
  writing(file, () => replaceFile(file, text))
}

/**
 * The same in two halves: whether the file can be replaced at all is known before `put` does it, which
 * resolves when it would survive a power cut.
 */
export function draftUsersFile(file: string, text: string): () => Promise<void> {
  const draft = writing(file, () => draftFile(file, text))
  return async () => {
    writing(file, draft.put)
    await syncFolderMeanwhile(draft.folder)
  }
}

function writing<T>(file: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    throw new TealError('failed', `${file} cannot be replaced: ${messageOf(error)}`, {
      hint: 'the user Teal runs as must be able to write in its folder and give it back to its owner',
      cause: error,
    })
  }
}
