// Promise 7: a contract never runs while a release that breaks under it can get traffic. Pure.

import type { Entry, ReleaseEntry } from './ledger.ts'

/**
 * Whether a release breaks under a contract: what the file says; else every release that was expanded for
 * before the one the contract needs. One the ledger has never seen counts as older. Undefined when neither
 * the file nor the ledger says what it needs.
 */
export function breaksUnder(
  { needs, breaks }: Pick<Entry, 'needs' | 'breaks'>,
  release: string,
  releases: readonly ReleaseEntry[],
): boolean | undefined {
  if (breaks !== null) return breaks.includes(release)
  if (needs === null) return undefined
  if (release === needs) return false
  const positionOf = (name: string): number | undefined =>
    releases.find((each) => each.release === name)?.position
  const [its, needed] = [positionOf(release), positionOf(needs)]
  return its === undefined || needed === undefined || its < needed
}

/** A place where a release runs, or can be brought back from with one switch. */
export type Serving = { release: string; where: string }

/** Why a contract may not run now, or undefined when it may. */
export function whyNot(
  entry: Pick<Entry, 'needs' | 'breaks'>,
  serving: readonly Serving[],
  releases: readonly ReleaseEntry[],
): string | undefined {
  if (entry.needs === '?') {
    return 'its line `-- teal: needs ?` does not say which release it needs: write its name there'
  }
  const broken = serving.find(({ release }) => breaksUnder(entry, release, releases) === true)
  if (!broken) return undefined
  return `${broken.release} breaks under it and ${broken.where}`
}
