// A process that changes a store as fast as it can, and says of each change when it is acknowledged. Its state
// file is the first argument.
import { writeSync } from 'node:fs'
import { newRecord } from '../services/settings.ts'
import { StateStore } from '../state/state.ts'

const store = new StateStore(process.argv[2] as string)
const [before] = store.read()
let record = before ?? newRecord('shop')
for (;;) {
  record = { ...record, epoch: record.epoch + 1 }
  store.save(record, [record])
  // Not through a stream: it must be said before the next one is begun.
  writeSync(1, `${record.epoch}\n`)
}
