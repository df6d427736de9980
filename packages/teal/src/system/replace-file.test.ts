import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replaceFile } from './replace-file.ts'

describe('a replaced file', () => {
  let folder: string
  let file: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teal-replace-'))
    file = join(folder, 'some.map')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('is new, and nothing else is left', () => {
    replaceFile(file, 'one', 0o600)
    expect(statSync(file).mode & 0o7777).toBe(0o600)
    replaceFile(file, 'two')
    expect(readFileSync(file, 'utf8')).toBe('two')
    expect(readdirSync(folder)).toEqual(['some.map'])
  })

  test('keeps its mode', () => {
    writeFileSync(file, 'one')
    chmodSync(file, 0o664)
    replaceFile(file, 'two', 0o600)
    expect(statSync(file).mode & 0o7777).toBe(0o664)
  })

  test('keeps its owner', () => {
    writeFileSync(file, 'one')
    // Who is not root can give a file to another of their own groups only.
    const own = process.getuid?.() ?? 0
    const [uid, gid] = own === 0 ? [12_345, 23_456] : [own, process.getgroups?.().at(-1) ?? 0]
    chownSync(file, uid, gid)
    replaceFile(file, 'two')
    expect(statSync(file)).toMatchObject({ uid, gid })
  })

  test('stays behind its link', () => {
    mkdirSync(join(folder, 'elsewhere'))
    const target = join(folder, 'elsewhere', 'real.map')
    writeFileSync(target, 'one')
    symlinkSync(target, file)
    replaceFile(file, 'two')
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
    expect(readFileSync(target, 'utf8')).toBe('two')
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['real.map'])
  })

  test('takes no notice of what a dead process left, nor of a link laid there', () => {
    writeFileSync(file, 'one')
    const precious = join(folder, 'precious')
    writeFileSync(precious, 'mine')
    symlinkSync(precious, `${file}.new`)
    replaceFile(file, 'two')
    expect(readFileSync(file, 'utf8')).toBe('two')
    expect(readFileSync(precious, 'utf8')).toBe('mine')
  })

  test('is as it was when it cannot be written', () => {
    writeFileSync(file, 'one')
    mkdirSync(`${file}.new`)
    writeFileSync(join(`${file}.new`, 'a'), '')
    expect(() => replaceFile(file, 'two')).toThrow(/director/)
    expect(readFileSync(file, 'utf8')).toBe('one')
  })
})
