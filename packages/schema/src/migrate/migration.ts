// What a migration is, whoever wrote it and whatever tool it was written for.

import { createHash } from 'node:crypto'

/**
 * - `expand`: the release before can live with it; runs before a deploy
 * - `backfill`: fills what an expand made, in batches, while both colours work
 * - `contract`: only the new release can live with it; waits until no other can get traffic
 */
export type Phase = 'expand' | 'backfill' | 'contract'

export type Migration = {
  /** What the ledgers know it by; with the phase, unique in its folder. */
  name: string
  phase: Phase
  /** The file, as it is shown to people. */
  file: string
  /** The SQL to run; null when it is code that only its own tool can run. */
  sql: string | null
  /** SHA-256 of the whole file, in hex. */
  hash: string
  /** The first release that can live with a contract; undefined when the file does not say. */
  needs: string | undefined
  /** The releases that break under it, where the file lists them; an empty list says that none does. */
  breaks: string[] | undefined
  /** What the ledger of the tool it was written for says of it, by column. */
  row?: Readonly<Record<string, string | number | null>>
}

export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What the lines `-- teal: …` at the head of a file say about the whole of it. */
export type Header = {
  phase: Phase | undefined
  needs: string | undefined
  breaks: string[] | undefined
}

const line = /^[ \t]*(?:--|#|\/\/)[ \t]*teal:[ \t]*(expand|backfill|contract|needs|breaks)\b(.*)$/gm

/**
 * Reads `-- teal: contract`, `-- teal: needs v8` and `-- teal: breaks v6, v7` (or `breaks none`).
 * Other lines of ours, as the judge's overrides, are not looked at. Throws `RangeError` for a line that
 * says nothing.
 */
export function readHeader(text: string): Header {
  const header: Header = { phase: undefined, needs: undefined, breaks: undefined }
  for (const [, word, rest = ''] of text.matchAll(line)) {
    const names = rest.split(/[\s,]+/).filter((name) => name !== '')
    if (word === 'needs') {
      if (names.length !== 1) throw new RangeError('"teal: needs" takes the name of one release')
      header.needs = names[0]
    } else if (word === 'breaks') {
      if (names.length === 0)
        throw new RangeError('"teal: breaks" takes names of releases, or none')
      header.breaks = names.length === 1 && names[0] === 'none' ? [] : names
    } else header.phase = word as Phase
  }
  return header
}
