import fs, { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { init } from './init.ts'

const scratch = mkdtempSync(join(tmpdir(), 'teal-init-'))
const said = vi.spyOn(console, 'log').mockReturnValue()
afterAll(() => {
  said.mockRestore()
  rmSync(scratch, { recursive: true })
})

test('writes for the folder of --file, under any name, beside another one', async () => {
  const folder = join(scratch, 'shop')
  mkdirSync(folder)
  writeFileSync(join(folder, 'server.js'), 'listen(process.env.PORT)')
  for (const name of ['teal.yaml', 'staging.yaml']) {
    const file = join(folder, name)
    expect(await init({ file })).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(/^application: shop$[^]*command: node server\.js$/m)
  }
})

test('never writes over a file', async () => {
  const file = join(scratch, 'mine.yaml')
  writeFileSync(file, 'application: mine\n')
  await expect(init({ file })).rejects.toMatchObject({
    kind: 'usage',
    message: `${file} is there already, and was not changed`,
  })
  expect(readFileSync(file, 'utf8')).toBe('application: mine\n')
})

test('says that there is no such folder', async () => {
  await expect(init({ file: join(scratch, 'none', 'teal.yaml') })).rejects.toMatchObject({
    kind: 'usage',
    hint: 'create the folder first',
  })
})

test('leaves no half of a file on a full disk', async () => {
  const file = join(scratch, 'full.yaml')
  const write = vi.spyOn(fs, 'writeFileSync').mockImplementationOnce(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  })
  syncBuiltinESMExports()
  try {
    await expect(init({ file })).rejects.toThrow(`${file} cannot be written: the disk is full`)
  } finally {
    write.mockRestore()
    syncBuiltinESMExports()
  }
  expect(await init({ file })).toBe(0)
})
