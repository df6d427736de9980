import type { TemplateValues } from '../model/application.ts'
import type { Ask } from '../system/ask.ts'
import type { Execute } from '../system/execute.ts'

// Is it good? A check is one question about one place a release answers at; it changes nothing.

/** Where to ask and with what. */
export type CheckContext = {
  values: TemplateValues
  /** An instance, or the entrance. */
  url: string
  directory: string
  environment: Record<string, string>
  ask: Ask
  execute: Execute
  signal: AbortSignal
}

export type CheckResult = {
  passes: boolean
  /** What was asked and what came back: one sentence. */
  text: string
  lines?: string[]
}
