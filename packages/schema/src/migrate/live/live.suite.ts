// A change of four deployments, live: the plan's own files, run by the runner in a process of its own, while
// clients of the releases that share each step read and write all the time. Not one of their statements may
// fail, each has to see what the other wrote, and in each middle step the release before can come back.
//
// What a deployment of a release goes through, and who has the traffic:
//
//   expand (before) → backfill (both) → both → after → back: before → both → contract (as its gate says) → after

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { planFor } from '../../plan/plan.ts'
import type { Dialect } from '../../verdict.ts'
import { rollbackCheck } from '../rollback.ts'
import type { Change, Release } from './changes.suite.ts'
import { startTraffic, type Traffic, type TrafficOptions } from './traffic.suite.ts'

export type LiveSubject = Omit<TrafficOptions, 'first'> & {
  dialect: Dialect
  /** A database with a table `users (id, name, age)`, `id` counting by itself, and an index `users_name`. */
  url: string
  change: Change
}

/** How long a state of the traffic is held, in ms. */
const holdMs = 700

/** Resolves with how long the clients' statements took, by step. Rejects when one failed or found a wrong row. */
export async function changeLive(subject: LiveSubject): Promise<Traffic['times']> {
  const { dialect, url, change } = subject
  const { releases } = change
  const folder = mkdtempSync(join(tmpdir(), 'teal-live-'))
  const plan = planFor(change.intention, change.shape, dialect)
  const traffic = await startTraffic({ ...subject, first: releaseOf(releases, 0) })
  const migrate = async (action: string, release: Release, ...words: string[]): Promise<void> => {
    traffic.during(`${action} ${release.name}`)
    const main = join(import.meta.dirname, '..', 'main.ts')
    const where = ['--database', url, '--folder', folder, '--release', release.name]
    await promisify(execFile)(process.execPath, [main, action, ...where, ...words])
  }
  const hold = async (...serving: Release[]): Promise<void> => {
    await traffic.carriedBy(...serving)
    await sleep(holdMs)
  }
  const mayComeBack = async ({ name }: Release): Promise<void> =>
    assert.deepEqual((await rollbackCheck(url, name)).refused, null)
  try {
    let files = 0
    for (const [i, { steps }] of plan.deployments.entries()) {
      const [before, after] = [releaseOf(releases, i), releaseOf(releases, i + 1)]
      const needs = change.needs(i + 1)
      for (const { name, sql } of plan.files.slice(files, (files += steps.length))) {
        writeFileSync(join(folder, name), sql.replace('needs ?', `needs ${needs}`))
      }
      await migrate('expand', after)
      await traffic.carriedBy(before, after)
      await migrate('backfill', after)
      traffic.during(`${before.name} and ${after.name}`)
      await hold(before, after)
      await hold(after)
      await mayComeBack(before)
      traffic.during(`back to ${before.name}`)
      await hold(before)
      await traffic.everyRowIsRight(before)
      await hold(before, after)

      const contract = (serving: Release): Promise<void> =>
        migrate('contract', after, '--yes', '--serving', serving.name)
      if (steps.some(({ phase }) => phase === 'contract')) {
        if (needs === before.name) {
          await contract(before)
          await hold(before, after)
          await mayComeBack(before)
          traffic.during(`back to ${before.name} after the contract`)
          await hold(before)
          await traffic.everyRowIsRight(before)
        } else await assert.rejects(contract(before), { code: 4 })
      }
      await traffic.carriedBy(after)
      await contract(after)
      await hold(after)
      await traffic.everyRowIsRight(after)
    }
    assert.match((await rollbackCheck(url, 'v3')).refused ?? '', /v3 breaks under it/)
  } finally {
    await traffic.stop()
    rmSync(folder, { recursive: true })
  }
  assert.deepEqual(traffic.failures.slice(0, 10), [])
  return traffic.times
}

function releaseOf(releases: Release[], number: number): Release {
  const release = releases[number]
  assert(release, 'there are more deployments than releases')
  return release
}
