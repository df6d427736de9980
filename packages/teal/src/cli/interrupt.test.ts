import { afterEach, expect, test, vi } from 'vitest'
import { interruptible } from './interrupt.ts'

afterEach(() => vi.restoreAllMocks())

test('a second Ctrl-C waits until the first is written down', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as () => never)
  const written = Promise.withResolvers<void>()
  const { signal, dispose } = interruptible(() => written.promise)
  process.emit('SIGINT')
  process.emit('SIGINT')
  await Promise.resolve()
  expect(exit).not.toHaveBeenCalled()
  written.resolve()
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(1))
  expect(signal.aborted).toBe(false)
  dispose()
})

test('where nothing can be ended in order, the first aborts and the second ends', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as () => never)
  const { signal, dispose } = interruptible(() => false)
  process.emit('SIGINT')
  expect(signal.aborted).toBe(true)
  expect(exit).not.toHaveBeenCalled()
  process.emit('SIGINT')
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(1))
  dispose()
})
