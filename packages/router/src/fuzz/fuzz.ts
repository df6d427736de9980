import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { changed, cutPositions, requestBytes, responseBytes } from './arbitraries.ts'
import { compareRequests, compareResponses } from './compare.ts'
import { addToCorpus, readCorpus, type Kind } from './corpus.ts'

// `npm run fuzz:router -- --seconds 60`: the properties of parser.test.ts for as long as one likes. What
// breaks them is made small and kept in the corpus, where it fails the tests until it is mended.

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
const seconds = Number(values.seconds)
if (!(seconds > 0)) throw new Error(`--seconds must be a number above 0, and is ${values.seconds}`)

const RUNS_A_ROUND = 500
const texts = (kind: Kind): string[] =>
  readCorpus(kind).map(([, bytes]) => bytes.toString('latin1'))
const properties = [
  { kind: 'requests', inputs: requestBytes, compare: compareRequests },
  { kind: 'responses', inputs: responseBytes, compare: compareResponses },
  { kind: 'requests', inputs: changed(texts('requests')), compare: compareRequests },
  { kind: 'responses', inputs: changed(texts('responses')), compare: compareResponses },
] as const

const until = Date.now() + seconds * 1_000
let cases = 0
while (Date.now() < until && process.exitCode === undefined)
  for (const { kind, inputs, compare } of properties) {
    const result = await fc.check(
      fc.asyncProperty(inputs, cutPositions, async (bytes, cuts) => {
        const problem = await compare(bytes, cuts)
        if (problem !== null) throw new Error(problem)
      }),
      { numRuns: RUNS_A_ROUND },
    )
    cases += result.numRuns
    const found = result.counterexample
    if (!result.failed || found === null) continue
    const problem = await compare(...found)
    process.stdout.write(`${problem}\nkept as ${addToCorpus(kind, found[0])}\n`)
    process.exitCode = 1
  }
process.stdout.write(`${cases} cases in ${seconds} s\n`)
