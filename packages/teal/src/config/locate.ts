import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { messageOf, TealError } from '../model/error.ts'
import type { Source } from './problem.ts'

const standardName = 'teal.yaml'

/** The configuration to use: the file that was asked for, or teal.yaml here or in a folder above. */
export function findFile(directory: string, asked: string | undefined): string {
  if (asked !== undefined) return resolve(directory, asked)
  let folder = resolve(directory)
  for (;;) {
    const file = join(folder, standardName)
    if (existsSync(file)) return file
    const above = dirname(folder)
    if (above === folder) break
    folder = above
  }
  throw new TealError('usage', `there is no ${standardName} in ${resolve(directory)} or above it`, {
    hint: '`teal init` writes one for what it finds here',
  })
}

/** Reads it; in messages it is called as it is seen from `directory`. */
export function readSource(directory: string, file: string): Source {
  const name = relative(directory, file) || '.'
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      throw new TealError('usage', `there is no file ${name}`, {
        hint: 'look at --file, or let `teal init` write one',
        cause: error,
      })
    }
    const [why, hint] =
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? ['it is not UTF-8', 'save it as UTF-8']
        : code === 'EISDIR'
          ? ['it is a folder', `name the file in it: --file ${join(name, standardName)}`]
          : [messageOf(error), 'look at its permissions']
    throw new TealError('usage', `${name} cannot be read: ${why}`, { hint, cause: error })
  }
}
