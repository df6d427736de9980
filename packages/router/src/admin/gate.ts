import { RouterError } from '../errors.ts'

/**
 * Lets changes through, and none while another process takes over: it is told what there is at the beginning,
 * so a change made meanwhile would be acknowledged here and unknown there. Those that come wait; when the other
 * process is the router they are to be asked of it, otherwise they go on here.
 */
export class Gate {
  private readonly underWay = new Set<Promise<unknown>>()
  private closed: Promise<void> | null = null
  private replaced = false

  async pass<T>(change: () => Promise<T>): Promise<T> {
    while (this.closed !== null) await this.closed
    if (this.replaced)
      throw new RouterError('replaced', 'another process is the router now: ask once more')
    const running = change()
    this.underWay.add(running)
    try {
      return await running
    } finally {
      this.underWay.delete(running)
    }
  }

  /** Waits for what is under way, then holds changes back until `takeOver` has succeeded or failed. */
  async closeFor<T>(takeOver: () => Promise<T>): Promise<T> {
    let open = (): void => {}
    this.closed = new Promise((resolve) => {
      open = resolve
    })
    try {
      await Promise.allSettled(this.underWay)
      const taken = await takeOver()
      this.replaced = true
      return taken
    } finally {
      this.closed = null
      open()
    }
  }
}
