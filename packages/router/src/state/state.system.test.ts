import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { StateStore } from './state.ts'

const CHANGES = join(import.meta.dirname, '../testing/changing-store.ts')
const KILLS = 15

test('a kill -9 at any moment loses nothing that was acknowledged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teal-state-'))
  const path = join(folder, 'state.json')
  let acknowledged = 0
  for (let i = 0; i < KILLS; i++) {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', CHANGES, path],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let said = ''
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      said += text
    })
    await once(child.stdout, 'data')
    await sleep(Math.random() * 200)
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
    const last = Number(said.split('\n').at(-2))
    expect(last).toBeGreaterThan(acknowledged)
    acknowledged = last
    // The one that was under way may be there too.
    const found = new StateStore(path).read()[0]?.epoch as number
    expect(found - acknowledged).toBeGreaterThanOrEqual(0)
    expect(found - acknowledged).toBeLessThanOrEqual(1)
  }
  rmSync(folder, { recursive: true, force: true })
}, 60_000)
