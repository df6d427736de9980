// The words in which the interpreters of each kind of fact say what its change means.

import type { Verdict } from '../../../verdict.ts'
import type { Change } from '../difference.ts'
import type { Snapshot } from '../snapshot.ts'

export type Meaning = {
  rule: string
  verdict: Exclude<Verdict, 'safe'>
  why: string
  lost: boolean
}

export type Around = {
  /** The catalogues before the batch: what is not in it, the running version does not know. */
  original: Snapshot
  after: Snapshot
  role: string | undefined
  /** Whether the probes could write into this table, so that their silence means something. */
  probed: (table: string) => boolean
  /** Whether a recorded statement says the name; undefined where none are recorded. */
  isRecorded: (name: string) => boolean | undefined
}

export type Interpreter = (change: Change, around: Around) => Meaning[]

export const breaks = (rule: string, why: string, lost = false): Meaning[] => [
  { rule, verdict: 'unsafe', why, lost },
]

export const unclear = (rule: string, why: string): Meaning[] => [
  { rule, verdict: 'needs-info', why, lost: false },
]

/** The last part of a name with dots. */
export function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

export function show(value: unknown): string {
  return typeof value === 'string' ? value : 'NULL'
}
