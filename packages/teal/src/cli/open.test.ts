import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TealError } from '../model/error.ts'
import { openApplication, withEngine } from './open.ts'
import { claimState } from './state-folder.ts'

let directory: string
let file: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'teal-open-'))
  file = join(directory, 'teal.yaml')
  writeFileSync(file, 'application: shop\ntarget: { process: { command: node server.js } }\n')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(directory, { recursive: true, force: true })
})

/** Whose user id is not the owner's, and not root's. */
function becomeSomebodyElse(): void {
  become(statSync(directory).uid + 1)
}

function become(user: number): void {
  vi.spyOn(process, 'geteuid').mockReturnValue(user)
}

test('an application that another user runs is refused, with who that is', () => {
  const state = join(directory, '.teal')
  mkdirSync(state)
  expect(openApplication({ file })).toMatchObject({ name: 'shop' })
  becomeSomebodyElse()
  expect(() => openApplication({ file })).toThrow(
    expect.objectContaining({
      kind: 'refused',
      message: `shop is run by another user, to whom ${state} belongs`,
      hint: expect.stringContaining(`sudo -u '#${statSync(state).uid}'`),
    }),
  )
})

test('root may look at an application of another user, and starts nothing that this one could not stop', () => {
  const state = join(directory, '.teal')
  mkdirSync(state)
  const { uid } = statSync(state)
  if (uid === 0) chownSync(state, 65_534, 65_534)
  become(0)
  const application = openApplication({ file })
  expect(() => claimState(application)).toThrow(
    expect.objectContaining({ kind: 'refused', hint: expect.stringContaining('sudo -u') }),
  )
  expect(existsSync(join(state, 'application.json'))).toBe(false)
})

test('one that nobody runs yet can be begun by anybody', () => {
  becomeSomebodyElse()
  expect(openApplication({ file })).toMatchObject({ name: 'shop' })
})

test('two applications in one folder are refused: one would stop what the other runs', async () => {
  const other = join(directory, 'other.yaml')
  writeFileSync(other, 'application: other\ntarget: { process: { command: node server.js } }\n')
  // As long as nothing was started, the name may change.
  await withEngine({ file }, 'status', async () => {})
  expect(openApplication({ file: other })).toMatchObject({ name: 'other' })
  claimState(openApplication({ file }))
  expect(() => openApplication({ file: other })).toThrow(
    expect.objectContaining({
      kind: 'usage',
      message: expect.stringMatching(/of the application shop, and .*other\.yaml is of other$/),
    }),
  )
  expect(openApplication({ file })).toMatchObject({ name: 'shop' })
})

test('what goes wrong is told without secrets, whatever it quotes', async () => {
  const text = [
    'application: shop',
    "target: { process: { command: 'node server.js', environment: { KEY: !secret hunter2hunter2 } } }",
  ]
  writeFileSync(file, text.join('\n'))
  const tell = (thrown: Error): Promise<unknown> =>
    withEngine({ file }, 'deploy v1', () => Promise.reject(thrown)).catch((error: unknown) => error)
  const foreseen = { lines: ['its last output:', 'KEY=hunter2hunter2'], hint: 'try hunter2hunter2' }
  expect(await tell(new TealError('failed', 'no hunter2hunter2', foreseen))).toMatchObject({
    kind: 'failed',
    message: 'no •••',
    lines: ['its last output:', 'KEY=•••'],
    hint: 'try •••',
  })
  const other = (await tell(new Error('no hunter2hunter2'))) as Error
  expect(`${other.message} ${other.stack}`).not.toContain('hunter2')
})

test('a folder that was moved takes its state along; of a copied one it is refused', () => {
  claimState(openApplication({ file }))
  const copy = `${directory}-copy`
  cpSync(directory, copy, { recursive: true })
  const moved = `${directory}-moved`
  try {
    expect(() => openApplication({ file: join(copy, 'teal.yaml') })).toThrow(
      expect.objectContaining({
        kind: 'usage',
        message: `${join(copy, '.teal')} is a copy of ${join(directory, '.teal')}`,
        hint: expect.stringContaining(`remove ${join(copy, '.teal')}`),
      }),
    )
    renameSync(directory, moved)
    const application = openApplication({ file: join(moved, 'teal.yaml') })
    claimState(application)
    expect(openApplication({ file: join(moved, 'teal.yaml') })).toMatchObject({ name: 'shop' })
  } finally {
    rmSync(copy, { recursive: true, force: true })
    rmSync(moved, { recursive: true, force: true })
  }
})
