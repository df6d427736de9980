// The words in which it is told what breaks.

import type { Recorded } from '../recorded.ts'
import type { Server } from '../server.ts'

/** `certain` is false when it hangs on what the application does. */
export type Break = { rule: string; certain: boolean; why: string }

/** What surely breaks. */
export function broken(rule: string, why: string): Break {
  return { rule, certain: true, why }
}

/** What hangs on how something that is not known is defined. */
export function unclear(what: string): Break {
  const why = `how ${what} is defined so far is not known`
  return { rule: 'unknown-table', certain: false, why }
}

/** By what is broken, so that it shows which statement broke it. */
export type Breaks = Map<string, Break>

export type Conditions = {
  server: Server
  strict: boolean
  recorded: Recorded
  /** The application's user, if it is known. */
  role: string | undefined
}
