import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proposeConfiguration } from '../config/init.ts'
import { exitCode } from './exit-code.ts'
import type { CommonOptions } from './open.ts'

/** `teal init`: never over an existing file. */
export async function init(options: CommonOptions): Promise<number> {
  const directory = process.cwd()
  const { text, found } = await proposeConfiguration(directory)
  const file = options.file ?? join(directory, 'teal.yaml')
  writeFileSync(file, text, { flag: 'wx' })
  console.log(
    options.json === true
      ? JSON.stringify({ file, found })
      : `wrote ${file}\n${found.map((each) => `  found ${each}`).join('\n')}\nRead it through, then: teal deploy v1`,
  )
  return exitCode.done
}
