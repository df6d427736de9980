import { TealError } from '../model/error.ts'

/**
 * Ctrl-C and SIGTERM. `takeCare` is asked first whether it can end things in order; only if it cannot (it
 * returns false) is the signal aborted. A second one ends the process at once: everything that matters is
 * in the store.
 */
export function interruptible(takeCare: () => boolean): {
  signal: AbortSignal
  dispose: () => void
} {
  const controller = new AbortController()
  let interrupted = false
  const interrupt = (): void => {
    if (interrupted) process.exit(1)
    interrupted = true
    if (!takeCare()) controller.abort(new TealError('failed', 'interrupted; nothing was changed'))
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
    },
  }
}
