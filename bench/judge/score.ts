import type { Case } from './cases.ts'
import type { Hazard, Verdict } from '@teal/schema'

export type Said = { verdict: Verdict; hazard: Hazard; rule: string; why: string }

export type Score = {
  cases: number
  /** Of the cases that break the running version or block it, how many were called unsafe. */
  found: { right: number; of: number }
  /** Of the others, how many were called unsafe. */
  wronglyFlagged: { wrong: number; of: number }
  /** How many hazards were named right. */
  hazards: { right: number; of: number }
}

export function score(pairs: readonly { label: Case; said: Said }[]): Score {
  const unsafe = pairs.filter(({ label }) => label.verdict === 'unsafe')
  const others = pairs.filter(({ label }) => label.verdict !== 'unsafe')
  const isFlagged = ({ said }: { said: Said }): boolean => said.verdict === 'unsafe'
  return {
    cases: pairs.length,
    found: { right: unsafe.filter(isFlagged).length, of: unsafe.length },
    wronglyFlagged: { wrong: others.filter(isFlagged).length, of: others.length },
    hazards: {
      right: pairs.filter(({ label, said }) => said.hazard === label.hazard).length,
      of: pairs.length,
    },
  }
}
