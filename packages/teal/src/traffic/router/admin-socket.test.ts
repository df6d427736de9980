import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { suiteApplication } from '../suite-application.ts'
import { adminSocket } from './admin-socket.ts'

describe('the admin socket', () => {
  let temporary: string

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'teal-socket-'))
    vi.stubEnv('TMPDIR', temporary)
  })

  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    rmSync(temporary, { recursive: true, force: true })
  })

  const socketIn = (stateDirectory: string): string => {
    const application = suiteApplication({ kind: 'router', settings: {} }, 'http://127.0.0.1:1')
    return adminSocket({ ...application, stateDirectory })
  }

  const long = join('/srv', 'long/'.repeat(30))

  test('is in the state directory', () => {
    expect(socketIn('/srv/shop/.teal')).toBe('/srv/shop/.teal/router.sock')
    expect(readdirSync(temporary).filter((name) => /^teal-[0-9]/.test(name))).toEqual([])
  })

  test('is in a short folder of our own where the path would be too long', () => {
    const socket = socketIn(long)
    expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100)
    const folder = lstatSync(dirname(socket))
    expect(folder.mode & 0o7777).toBe(0o700)
    expect(folder.uid).toBe(process.getuid?.())
    expect(socketIn(long)).toBe(socket)
    expect(socketIn(`${long}/other`)).not.toBe(socket)
  })

  /** The folder that will be taken for `long`, not there yet. */
  const folderOfLong = (): string => {
    const folder = dirname(socketIn(long))
    rmSync(folder, { recursive: true })
    return folder
  }

  test.each([0o777, 0o750, 0o1700])('is not in a folder of mode %o', (mode) => {
    const folder = folderOfLong()
    mkdirSync(folder)
    chmodSync(folder, mode)
    expect(() => socketIn(long)).toThrow(`its mode is ${mode.toString(8).padStart(4, '0')}`)
    expect(lstatSync(folder).mode & 0o7777).toBe(mode)
  })

  test('is not behind a link', () => {
    const folder = folderOfLong()
    const elsewhere = join(temporary, 'elsewhere')
    mkdirSync(elsewhere, { mode: 0o700 })
    symlinkSync(elsewhere, folder)
    expect(() => socketIn(long)).toThrow('it is no folder')
  })

  test('is not in a file', () => {
    writeFileSync(folderOfLong(), '', { mode: 0o700 })
    expect(() => socketIn(long)).toThrow('it is no folder')
  })

  test('is not in the folder of another user', () => {
    const uid = process.getuid?.() ?? 0
    vi.spyOn(process, 'getuid').mockReturnValue(uid + 1)
    expect(() => socketIn(long)).toThrow(`it belongs to user ${uid}`)
  })

  test('has a path that kernels allow, or there is an error that says so', () => {
    const deep = join(temporary, 'd'.repeat(80))
    mkdirSync(deep)
    vi.stubEnv('TMPDIR', deep)
    expect(() => socketIn(long)).toThrow(/too long: .*router\.sock/)
  })
})
