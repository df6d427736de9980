import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { TealError } from '../../model/error.ts'
import { showError } from './error.ts'

function shown(act: () => unknown, json = false): string {
  const write = vi.spyOn(console, json ? 'log' : 'error').mockReturnValue()
  try {
    act()
  } catch (error) {
    showError(error, json)
  }
  const text = write.mock.calls.map(([line]) => `${line}\n`).join('')
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

test('never obeys what a failed command printed', () => {
  const fail = (): never => {
    throw new TealError('failed', 'it did not start', {
      lines: ['\u001b[2J\u001b]0;name\u0007boom'],
    })
  }
  expect(shown(fail)).toBe('teal: it did not start\n    \\u001b[2J\\u001b]0;name\\u0007boom\n')
})

test('says where something comes from that nobody foresaw', () => {
  const text = shown(() => {
    throw new RangeError('no such thing')
  })
  expect(text).toMatch(/^teal: RangeError: no such thing\n +at .*error\.test\.ts/)
})
