// Who may answer a request, when traffic is moved back and forth under load. The one who moves it writes
// down each command and its acknowledgement; a client looks before it sends and again when the answer has
// come. Shared memory, so that clients in another thread see an acknowledgement the moment it is there.

export type Side = 'blue' | 'green'

const sides: readonly Side[] = ['blue', 'green']

/** Positions: how many commands were given, how many acknowledged, then the side of each. */
const COMMANDED = 0
const ACKNOWLEDGED = 1
const FIRST = 2

export type SwitchLedger = Int32Array<SharedArrayBuffer>

export function createSwitchLedger(active: Side, switches = 10_000): SwitchLedger {
  const ledger = new Int32Array(new SharedArrayBuffer((FIRST + 1 + switches) * 4))
  ledger[FIRST] = sides.indexOf(active)
  return ledger
}

/** Before the command is given. */
export function recordCommand(ledger: SwitchLedger, to: Side): void {
  const number = Atomics.load(ledger, COMMANDED) + 1
  if (FIRST + number >= ledger.length) throw new Error('the ledger is full')
  Atomics.store(ledger, FIRST + number, sides.indexOf(to))
  Atomics.store(ledger, COMMANDED, number)
}

/** After the last command was acknowledged. */
export function recordAcknowledgement(ledger: SwitchLedger): void {
  Atomics.store(ledger, ACKNOWLEDGED, Atomics.load(ledger, COMMANDED))
}

/** What to remember of the moment before a request is sent. */
export function markSending(ledger: SwitchLedger): number {
  return Atomics.load(ledger, ACKNOWLEDGED)
}

/**
 * Whether `version` may answer, now, a request that was sent at `mark`: it is where users were by the last
 * acknowledgement before, or where a command since then has moved them.
 */
export function mayAnswer(ledger: SwitchLedger, mark: number, version: string): boolean {
  const commanded = Atomics.load(ledger, COMMANDED)
  for (let number = mark; number <= commanded; number += 1) {
    if (sides[Atomics.load(ledger, FIRST + number)] === version) return true
  }
  return false
}
