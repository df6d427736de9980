import { once } from 'node:events'
import type { Descriptors } from '../messages.ts'
import type { ServiceRecord } from '../services/settings.ts'
import type { ColourIndex } from '../switchboard/routing-word.ts'
import { DESCRIPTORS, type ToPredecessor, type ToSuccessor } from './messages.ts'

/** The router process that started this one to take over from it, while it still has connections. */
export class Predecessor {
  readonly descriptors: Descriptors
  readonly records: ServiceRecord[]
  private readonly waiting = new Map<number, (value: number) => void>()
  private ids = 0
  private gone = false

  private constructor(descriptors: Descriptors, records: ServiceRecord[]) {
    this.descriptors = descriptors
    this.records = records
    process.on('message', (message: ToSuccessor) => {
      if (message.kind !== 'answer') return
      this.waiting.get(message.id)?.(message.value)
      this.waiting.delete(message.id)
    })
    process.on('disconnect', () => {
      this.gone = true
      for (const resolve of this.waiting.values()) resolve(0)
      this.waiting.clear()
    })
  }

  /** The process to take over from; null when this one was started in the ordinary way. */
  static async find(): Promise<Predecessor | null> {
    const descriptors = process.env[DESCRIPTORS]
    if (descriptors === undefined || process.send === undefined) return null
    delete process.env[DESCRIPTORS]
    const [begin] = (await once(process, 'message')) as [ToSuccessor]
    if (begin.kind !== 'begin') throw new Error(`the old router said ${begin.kind} first`)
    return new Predecessor(JSON.parse(descriptors) as Descriptors, begin.records)
  }

  /** Says that this process serves; resolves when the old one's admin API is closed, or it has died. */
  async freeAdmin(): Promise<void> {
    if (this.gone) return
    const answered = Promise.race([once(process, 'message'), once(process, 'disconnect')])
    tell({ kind: 'serving' })
    await answered
  }

  /** Resolves when the old process has ended: until then it is followed through this one alone. */
  async ended(): Promise<void> {
    if (this.gone) return
    process.channel?.ref()
    await once(process, 'disconnect')
  }

  /** From here on the old process only finishes what it has. It is no reason to stay alive. */
  done(): void {
    tell({ kind: 'done' })
    process.channel?.unref()
  }

  /** This process cannot take over: the old one goes on. */
  giveUp(): void {
    process.disconnect()
  }

  /** Resolves when the old process routes by these records too, or has ended. */
  async follow(records: ServiceRecord[]): Promise<void> {
    await this.ask((id) => ({ kind: 'follow', id, records }))
  }

  /** Requests of a colour that are still with the old process. */
  async inFlight(service: string, colour: ColourIndex): Promise<number> {
    return await this.ask((id) => ({ kind: 'in-flight', id, service, colour }))
  }

  /** Closes them; resolves to their number. */
  async cut(service: string, colour: ColourIndex): Promise<number> {
    return await this.ask((id) => ({ kind: 'cut', id, service, colour }))
  }

  private ask(message: (id: number) => ToPredecessor): Promise<number> {
    if (this.gone) return Promise.resolve(0)
    const id = ++this.ids
    return new Promise((resolve) => {
      this.waiting.set(id, resolve)
      tell(message(id))
    })
  }
}

function tell(message: ToPredecessor): void {
  // An error means that the old process has just ended; 'disconnect' says so too.
  process.send?.(message, undefined, undefined, () => {})
}
