import { messageOf, TealError } from '../../model/error.ts'
import { replaceFile } from '../../system/replace-file.ts'

/** Replaces a file of the user's as a whole; what is there when it returns survives a power cut. */
export function replaceUsersFile(file: string, text: string): void {
  try {
    replaceFile(file, text)
  } catch (error) {
    throw new TealError('failed', `${file} cannot be replaced: ${messageOf(error)}`, {
      hint: 'the user Teal runs as must be able to write in its folder and give it back to its owner',
      cause: error,
    })
  }
}
