import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proposeConfiguration } from '../config/init.ts'
import { TealError } from '../model/error.ts'
import { exitCode } from './exit-code.ts'
import type { CommonOptions } from './open.ts'
import { print } from './show/print.ts'

/** `teal init`: never over an existing file. */
export async function init(options: CommonOptions): Promise<number> {
  const directory = process.cwd()
  const { text, found } = await proposeConfiguration(directory)
  const file = options.file ?? join(directory, 'teal.yaml')
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
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new TealError('usage', `${file} is there already, and was not changed`, {
      hint: 'deploy with it (`teal deploy v1`), or write another one with --file',
    })
  }
}
