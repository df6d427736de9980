// Sequences of MariaDB: what NEXTVAL gives.

import type { Schema } from '../schema.ts'
import type { Breaks } from './break.ts'

export function compareSequences(running: Schema, now: Schema, breaks: Breaks): void {
  for (const [name, before] of running.sequences) {
    const after = now.sequences.get(name)
    if (after === before) continue
    const said = after?.slice(before.length) ?? ''
    // How many numbers the server keeps at hand changes none of them.
    if (after !== undefined && /^ ?(NO ?CACHE|CACHE( =)? \d+)$/.test(said)) continue
    const again = /RESTART|made anew/.test(said)
    breaks.set(`sequence ${name}`, {
      rule: after === undefined ? 'sequence-gone' : 'sequence-changed',
      certain: after === undefined || again || /INCREMENT/.test(said),
      why:
        after === undefined
          ? `NEXTVAL(${name}) fails: there is no such sequence any more`
          : again
            ? `NEXTVAL(${name}) gives numbers a second time`
            : `NEXTVAL(${name}) gives other numbers`,
    })
  }
}
