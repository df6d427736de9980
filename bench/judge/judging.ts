// Judges cases in as many processes as there are processors, since most of a case is the start of a shadow.

import { once } from 'node:events'
import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { gravest, judgeOf, worst } from '@teal/schema'
import type { Case } from './cases.ts'
import type { Said } from './score.ts'

export type Judged = { label: Case; said: Said; milliseconds: number }

/** Every case as the judge sees it, in the order of `cases`. Rejects when the judge fails on one. */
export async function judgeAll(cases: readonly Case[]): Promise<Judged[]> {
  const results = Array<Judged>(cases.length)
  const left = cases.entries()
  const processes = Math.min(availableParallelism(), cases.length)
  await Promise.all(
    Array.from({ length: processes }, async () => {
      const child = fork(import.meta.filename)
      const end = once(child, 'exit')
      try {
        for (const [at, label] of left) results[at] = await ask(child, end, label)
      } finally {
        child.disconnect()
      }
    }),
  )
  return results
}

async function ask(child: ChildProcess, end: Promise<unknown>, label: Case): Promise<Judged> {
  const answer = once(child, 'message')
  child.send(label)
  const judged = await Promise.race([answer, end.then(() => undefined)])
  if (judged) return judged[0] as Judged
  throw new Error(`the judge failed on ${label.dialect}/${label.name}`)
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
      hazard: gravest(statements.map(({ hazard }) => hazard)),
      rule: decisive?.rule ?? '',
      why: decisive?.why ?? '',
    }
  } finally {
    await judge.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  process.on('message', (label: Case) => {
    const start = performance.now()
    void judged(label).then((said) =>
      process.send?.({ label, said, milliseconds: performance.now() - start }),
    )
  })
}
