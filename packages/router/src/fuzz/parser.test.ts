import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changed, cutPositions, requestBytes, responseBytes } from './arbitraries.ts'
import { compareEveryCut, compareRequests, compareResponses } from './compare.ts'
import { readCorpus } from './corpus.ts'
import { readRequests, readResponse } from './ours.ts'

// The parser against llhttp, the parser of Node: whatever ours takes, llhttp reads the same; what llhttp
// refuses, ours does not take; and it makes no difference where the network cuts the bytes.

const requests = readCorpus('requests')
const responses = readCorpus('responses')
const RUNS = 600

test.each(requests)('requests of the corpus: %s', async (_, bytes) => {
  expect(await compareRequests(bytes, [])).toBeNull()
  expect(compareEveryCut(bytes, readRequests)).toBeNull()
})

test.each(responses)('responses of the corpus: %s', async (_, bytes) => {
  expect(await compareResponses(bytes, [])).toBeNull()
  expect(compareEveryCut(bytes, readResponse)).toBeNull()
})

test('what the corpus is taken for is what its names say', () => {
  const taken = (list: [string, Buffer][], read: typeof readRequests): string[] =>
    list
      .filter(([, bytes]) => ['clean', 'closed'].includes(read([bytes]).end))
      .map(([name]) => name.replace('.http', ''))
  expect(taken(requests, readRequests)).toMatchSnapshot('requests')
  expect(taken(responses, readResponse)).toMatchSnapshot('responses')
})

async function holds(inputs: fc.Arbitrary<Buffer>, compare: typeof compareRequests): Promise<void> {
  await fc.assert(
    fc.asyncProperty(inputs, cutPositions, async (bytes, cuts) => {
      expect(await compare(bytes, cuts)).toBeNull()
    }),
    { numRuns: RUNS },
  )
}

const texts = (list: [string, Buffer][]): string[] =>
  list.map(([, bytes]) => bytes.toString('latin1'))

test('requests that are nearly right', async () => {
  await holds(requestBytes, compareRequests)
})
test('responses that are nearly right', async () => {
  await holds(responseBytes, compareResponses)
})
test('changes to the requests of the corpus', async () => {
  await holds(changed(texts(requests)), compareRequests)
})
test('changes to the responses of the corpus', async () => {
  await holds(changed(texts(responses)), compareResponses)
})
