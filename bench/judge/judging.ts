// Judges cases, one after the other; also in threads of their own, since most of a case is the start of a shadow.

import { once } from 'node:events'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { availableParallelism } from 'node:os'
import { judgeOf, worst } from '@teal/schema'
import type { Case } from './cases.ts'
import { strongest, type Said } from './score.ts'

export type Judged = { label: Case; said: Said; milliseconds: number }

/** Every case as the judge sees it, in the order of `cases`. Rejects when the judge fails on one. */
export async function judgeAll(cases: readonly Case[]): Promise<Judged[]> {
  const results = Array<Judged>(cases.length)
  const left = cases.entries()
  const threads = Math.min(availableParallelism(), cases.length)
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL(import.meta.url))
      try {
        for (const [at, label] of left) results[at] = await ask(worker, label)
      } finally {
        await worker.terminate()
      }
    }),
  )
  return results
}

async function ask(worker: Worker, label: Case): Promise<Judged> {
  const answer = once(worker, 'message')
  worker.postMessage(label)
  const [judged] = (await answer) as [Judged]
  return judged
}

async function judged(label: Case): Promise<Said> {
  const open = await judgeOf(label.dialect)
  const { schema, role, serverVersion, queries, transaction, migration } = label
  const judge = await open({
    schema,
    ...(role === undefined ? {} : { role }),
    ...(serverVersion === undefined ? {} : { serverVersion }),
    ...(queries === undefined ? {} : { queries }),
  })
  try {
    const file = { file: `${label.name}.sql`, sql: migration }
    const statements = await judge.judge({
      files: [transaction === undefined ? file : { ...file, transaction }],
    })
    const verdict = worst(statements.map((statement) => statement.verdict))
    const decisive = statements.find((statement) => statement.verdict === verdict)
    return {
      verdict,
      hazard: strongest(statements.map(({ hazard }) => hazard)),
      rule: decisive?.rule ?? '',
      why: decisive?.why ?? '',
    }
  } finally {
    await judge.close()
  }
}

if (!isMainThread && parentPort) {
  const port = parentPort
  port.on('message', (label: Case) => {
    const start = performance.now()
    judged(label).then(
      (said) => port.postMessage({ label, said, milliseconds: performance.now() - start }),
      (error: unknown) => {
        throw new Error(`the judge failed on ${label.dialect}/${label.name}`, { cause: error })
      },
    )
  })
}
