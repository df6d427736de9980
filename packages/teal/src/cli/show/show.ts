import type { JournalEntry } from '../../store/store.ts'

/** Shows a rollout while it goes on. */
export type Show = {
  entry: (entry: JournalEntry) => void
  /** Called when no more entries will come. */
  end: () => Promise<void>
}
