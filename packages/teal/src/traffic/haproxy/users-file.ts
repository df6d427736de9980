import { messageOf, TealError } from '../../model/error.ts'
import { replaceFile, syncFolder } from '../../system/replace-file.ts'

/** Replaces a file of the user's as a whole; what is there when it returns survives a power cut. */
export function replaceUsersFile(file: string, text: string): void {
  writing(file, () => {
    replaceFile(file, text)
    syncFolder(file)
  })
}

/** Replaces a file of the user's as a whole; the death of any process leaves it so, a power cut may not. */
export function replaceUsersFileForNow(file: string, text: string): void {
  writing(file, () => replaceFile(file, text))
}

function writing(file: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new TealError('failed', `${file} cannot be replaced: ${messageOf(error)}`, {
      hint: 'the user Teal runs as must be able to write in its folder and give it back to its owner',
      cause: error,
    })
  }
}
