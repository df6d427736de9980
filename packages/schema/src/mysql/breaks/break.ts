// The words in which it is told what breaks.

import type { Recorded } from '../recorded.ts'
import type { Server } from '../server.ts'

/** `certain` is false when it hangs on what the application does. */
export type Break = { rule: string; certain: boolean; why: string }

/** By what is broken, so that it shows which statement broke it. */
export type Breaks = Map<string, Break>

export type Conditions = {
  server: Server
  strict: boolean
  recorded: Recorded
  /** The application's user, if it is known. */
  role: string | undefined
}
