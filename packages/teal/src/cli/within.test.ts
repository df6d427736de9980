import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { within } from './within.ts'

test('what takes too long ends with what it was and what to do', async () => {
  const signal = within(20, 'asking the router', 'see `teal status`')
  expect(signal.aborted).toBe(false)
  // It keeps no process alive, which has to end when its work is done.
  await Promise.all([once(signal, 'abort'), sleep(40)])
  expect(signal.reason).toMatchObject({
    kind: 'unavailable',
    message: 'asking the router took longer than 20 ms',
    hint: 'see `teal status`',
  })
})
