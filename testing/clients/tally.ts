import { markSending, mayAnswer, type SwitchLedger } from '../switch-ledger.ts'

/** What one kind of client counted. */
export type Tally = {
  sent: number
  answered: number
  /** Not answered, not answered whole, or answered wrong. */
  failed: number
  firstFailure: string | null
  /** Answers by the version that gave them. */
  byVersion: Record<string, number>
  /** Answers of a side that users had left before the request was sent; they count as answered. */
  answeredByOld: number
}

export function newTally(): Tally {
  return {
    sent: 0,
    answered: 0,
    failed: 0,
    firstFailure: null,
    byVersion: {},
    answeredByOld: 0,
  }
}

/**
 * Counts one exchange. `exchange` resolves to the version that answered, or to null when it was ended on
 * purpose; whatever it throws is a failure.
 */
export async function count(
  tally: Tally,
  ledger: SwitchLedger | null,
  exchange: () => Promise<string | null>,
): Promise<void> {
  const mark = ledger === null ? 0 : markSending(ledger)
  tally.sent += 1
  try {
    const version = await exchange()
    if (version === null) {
      tally.sent -= 1
      return
    }
    tally.answered += 1
    tally.byVersion[version] = (tally.byVersion[version] ?? 0) + 1
    if (ledger !== null && !mayAnswer(ledger, mark, version)) tally.answeredByOld += 1
  } catch (error) {
    tally.failed += 1
    tally.firstFailure ??= error instanceof Error ? error.message : String(error)
  }
}
