import { expect, test, vi } from 'vitest'
import type { Plan } from '../../rollout/plan.ts'
import type { Rollout } from '../../store/store.ts'
import { showInTerminal } from './terminal.ts'

test('leaves Ctrl-C to the command, which gives the rollout up', async () => {
  const said = vi.spyOn(console, 'log').mockReturnValue()
  const before = process.listeners('SIGINT')
  const plan = { kind: 'deploy', release: 'v2', from: null, to: 'blue', stages: [] }
  const show = showInTerminal({ id: 1, plan: plan as unknown as Plan } as Rollout<Plan>)
  expect(process.listeners('SIGINT')).toEqual(before)
  await show.end()
  said.mockRestore()
})
