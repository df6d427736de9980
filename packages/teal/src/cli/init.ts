import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { proposeConfiguration } from '../config/init.ts'
import { TealError } from '../model/error.ts'
import { exitCode } from './exit-code.ts'
import type { CommonOptions } from './open.ts'
import { print } from './show/print.ts'

/** `teal init`: for the folder its file is to stand in, and never over an existing one. */
export async function init(options: CommonOptions): Promise<number> {
  const file = resolve(options.file ?? 'teal.yaml')
  const { text, found } = await proposeConfiguration(dirname(file))
  write(file, text)
  print(
    options.json === true
      ? JSON.stringify({ file, found })
      : `wrote ${file}\n${found.map((each) => `  found ${each}`).join('\n')}\nRead it through, then: teal deploy v1`,
  )
  return exitCode.done
}

function write(file: string, text: string): void {
  try {
    const descriptor = openSync(file, 'wx')
    try {
      writeFileSync(descriptor, text)
    } catch (error) {
      // Half a file would stand in the way of the next try.
      rmSync(file)
      throw error
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    const [problem, hint] = problems[(error as NodeJS.ErrnoException).code ?? ''] ?? []
    if (problem === undefined || hint === undefined) throw error
    throw new TealError('usage', `${file} ${problem}`, { hint, cause: error })
  }
}

const problems: Record<string, [problem: string, hint: string]> = {
  ENOSPC: ['cannot be written: the disk is full', 'make room, and run it again'],
  EEXIST: [
    'is there already, and was not changed',
    'deploy with it (`teal deploy v1`), or write another one with --file',
  ],
  ENOENT: ['cannot be written: there is no such folder', 'create the folder first'],
}
