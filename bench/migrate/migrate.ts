// `npm run bench:migrate`: migrations of a table of a million rows on a durable PostgreSQL while clients work.
// First a backfill beside one big UPDATE, then the two changes of four deployments. No statement of a client
// may fail. `-- --rows 100000` for a smaller table, `-- --json` for machines.

import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { startPostgres } from '@teal/testing/postgres'
import { compareBackfills, type Compared } from './backfill.ts'
import { measureChanges, type Step } from './changes.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const rows = Number(values.rows)
const load = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10

const server = await startPostgres({ durable: true })
let backfills: Compared[] = []
let changes: Record<string, Step[]> = {}
const loads = [load()]
try {
  if (values.only !== 'changes') {
    backfills = await compareBackfills(server, rows, Number(values.rounds))
    console.table(Object.fromEntries(backfills.map(({ way, ...figures }) => [way, figures])))
    loads.push(load())
  }
  if (values.only !== 'backfill') {
    changes = await measureChanges(server, rows)
    for (const [change, steps] of Object.entries(changes)) {
      console.log(change)
      console.table(Object.fromEntries(steps.map(({ step, ...figures }) => [step, figures])))
    }
    loads.push(load())
  }
} finally {
  await server.stop()
}
console.log(`load average before, between and after: ${loads.join(', ')}`)
if (values.json) console.log(JSON.stringify({ rows, loads, backfills, changes }))
