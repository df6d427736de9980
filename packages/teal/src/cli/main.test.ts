import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const teal = fileURLToPath(new URL('../../bin/teal.js', import.meta.url))

test('goes on when nobody reads any more', async () => {
  const ended = await new Promise((resolve) => {
    const child = execFile(process.execPath, [teal, '--help'], (error, _, stderr) =>
      resolve({ code: error?.code ?? 0, stderr }),
    )
    child.stdout?.destroy()
  })
  expect(ended).toEqual({ code: 0, stderr: '' })
})
