/**
 * A signal that is aborted by Ctrl-C or SIGTERM; `onInterrupt` is called first. A second one ends the
 * process at once: everything that matters is in the store.
 */
export function interruptible(onInterrupt: () => void): {
  signal: AbortSignal
  dispose: () => void
} {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(1)
    controller.abort(new Error('interrupted'))
    onInterrupt()
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
