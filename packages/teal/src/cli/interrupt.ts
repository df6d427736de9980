import { TealError } from '../model/error.ts'

/**
 * Ctrl-C and SIGTERM. `takeCare` is asked first whether it can end things in order; only if it cannot (it
 * returns false) is the signal aborted. A second one ends the process as soon as what `takeCare` gave has
 * resolved: then everything that matters is in the store.
 */
export function interruptible(takeCare: () => Promise<void> | false): {
  signal: AbortSignal
  dispose: () => void
} {
  const controller = new AbortController()
  let taken: Promise<void> | undefined
  const interrupt = (): void => {
    if (taken !== undefined) {
      void taken.finally(() => process.exit(1))
      return
    }
    const care = takeCare()
    taken = care === false ? Promise.resolve() : care
    if (care !== false) return
    controller.abort(new TealError('failed', 'interrupted; nothing was changed'))
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
