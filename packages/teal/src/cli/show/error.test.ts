import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { showError } from './error.ts'

function shown(act: () => unknown, json = false): string {
  const stream = json ? process.stdout : process.stderr
  const write = vi.spyOn(stream, 'write').mockReturnValue(true)
  try {
    act()
  } catch (error) {
    showError(error, json)
  }
  const text = write.mock.calls.map(([part]) => String(part)).join('')
  write.mockRestore()
  return text
}

test('says what the system refused and what to do, without a stack', () => {
  // Writing there always fails as on a full disk.
  const text = shown(() => writeFileSync('/dev/full', 'x'))
  expect(text).toBe('teal: ENOSPC: no space left on device, write\n  → make room on that disk\n')
  expect(shown(() => readFileSync('/'))).toBe(
    'teal: EISDIR: illegal operation on a directory, read\n',
  )
})

test('says the same to machines', () => {
  const event: unknown = JSON.parse(shown(() => writeFileSync('/dev/full', 'x'), true))
  expect(event).toMatchObject({
    event: 'error',
    kind: 'unavailable',
    message: 'ENOSPC: no space left on device, write',
    hint: 'make room on that disk',
  })
})

test('says where something comes from that nobody foresaw', () => {
  const text = shown(() => {
    throw new RangeError('no such thing')
  })
  expect(text).toMatch(/^teal: RangeError: no such thing\n +at .*error\.test\.ts/)
})
