import { messageOf, TealError } from '../../model/error.ts'
import { draftFile, replaceFile, type Draft } from '../../system/replace-file.ts'

/** Replaces a file of the user's as a whole; what is there when it returns survives a power cut. */
export function replaceUsersFile(file: string, text: string): void {
  try {
    replaceFile(file, text)
  } catch (error) {
    throw notReplaced(file, error)
  }
}

/** The same in two halves: whether the file can be replaced at all is known before `put` does it. */
export async function draftUsersFile(file: string, text: string): Promise<Draft> {
  const failed = (error: unknown): never => {
    throw notReplaced(file, error)
  }
  const { put, drop } = await draftFile(file, text).catch(failed)
  return { put: () => put().catch(failed), drop }
}

function notReplaced(file: string, error: unknown): TealError {
  return new TealError('failed', `${file} cannot be replaced: ${messageOf(error)}`, {
    hint: 'the user Teal runs as must be able to write in its folder and give it back to its owner',
    cause: error,
  })
}
