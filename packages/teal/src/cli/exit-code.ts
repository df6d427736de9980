import { TealError, type ErrorKind } from '../model/error.ts'
import type { Ending } from '../rollout/runner.ts'

/** What every command ends with; the same numbers everywhere. */
export const exitCode = {
  done: 0,
  /** It did not work, and traffic is where it was. */
  failed: 1,
  /** The command line or the configuration; nothing was touched. */
  usage: 2,
  /** Users had been switched, and were brought back. */
  rolledBack: 3,
  /** Locked, superseded, no longer possible. */
  refused: 4,
  /** Waiting for an approval. */
  waiting: 5,
} as const

const ofKind: Record<ErrorKind, number> = {
  usage: exitCode.usage,
  failed: exitCode.failed,
  refused: exitCode.refused,
  unavailable: exitCode.failed,
}

export function exitCodeOfError(error: unknown): number {
  return error instanceof TealError ? ofKind[error.kind] : exitCode.failed
}

export function exitCodeOfEnding(ending: Ending): number {
  if (ending.state === 'waiting') return exitCode.waiting
  if (ending.outcome === 'done') return exitCode.done
  return ending.outcome === 'rolled-back' ? exitCode.rolledBack : exitCode.failed
}
