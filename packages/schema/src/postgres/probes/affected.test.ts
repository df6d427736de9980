import { describe, expect, it } from 'vitest'
import { difference } from '../catalogue/difference.ts'
import type { Fact, Snapshot } from '../catalogue/snapshot.ts'
import { affected, type Neighbours } from './affected.ts'

const fact = (kind: Fact['kind'], name: string, properties: Fact['properties'] = {}): Fact => ({
  kind,
  name,
  parent: kind === 'function' ? '' : name.split('.').slice(0, 2).join('.'),
  properties,
})

const snapshot = (...facts: Fact[]): Snapshot =>
  new Map(facts.map((one) => [`${one.kind} ${one.name}`, one]))

const tables = ['public.owners', 'public.cats', 'public.toys', 'public.cat_names'].map((name) =>
  fact('relation', name),
)

// A cat refers to its owner, a toy to its cat; `cat_names` is a view of cats.
const neighbours: Neighbours = {
  near: new Map([['public.cats', new Set(['public.owners', 'public.toys', 'public.cat_names'])]]),
  writing: new Map([['public.cats', new Set(['public.owners', 'public.cat_names'])]]),
}

const check = { type: 'c', validated: false, definition: 'CHECK (age > 0) NOT VALID' }
const column = { type: 'integer', notNull: false, default: null }

function asked(before: Fact[], after: Fact[]): string[] | undefined {
  const original = snapshot(...tables, ...before)
  const changes = difference(original, snapshot(...tables, ...after))
  const found = affected(changes, [], original, neighbours)
  return found && [...found].toSorted()
}

describe('the relations to ask after a change', () => {
  const added = fact('constraint', 'public.cats.cats_age', check)
  const writers = ['public.cat_names', 'public.cats', 'public.owners']
  const all = [...writers, 'public.toys']

  it('are for a check those that write to the table, and not what refers to it', () => {
    expect(asked([], [added])).toEqual(writers)
  })

  it('are for a default the same', () => {
    const before = fact('column', 'public.cats.age', column)
    const after = fact('column', 'public.cats.age', { ...column, default: '1' })
    expect(asked([before], [after])).toEqual(writers)
  })

  it.each([
    ['a function names the table', 'update cats set age = 2'],
    ['a function runs what it is given', 'EXECUTE whatever'],
  ])('are all around when %s', (_, source) => {
    const code = fact('function', 'public.touch()', { source })
    expect(asked([code], [code, added])).toEqual(expect.arrayContaining(all))
  })

  it('are functions that name the table as well', () => {
    const code = fact('function', 'public.touch()', { source: 'select age from cats' })
    const fresh = fact('column', 'public.cats.owner', column)
    expect(asked([code], [code, fresh])).toContain('public.touch')
  })

  it('are all around for a key', () => {
    expect(asked([], [fact('constraint', 'public.cats.k', { ...check, type: 'u' })])).toEqual(all)
  })

  it('are all around for another type, also with another default', () => {
    const before = fact('column', 'public.cats.age', column)
    const after = fact('column', 'public.cats.age', { ...column, type: 'text', default: '1' })
    expect(asked([before], [after])).toEqual(all)
  })

  it('are none for a constraint that is validated', () => {
    const now = { ...check, validated: true, definition: 'CHECK (age > 0)' }
    expect(asked([added], [fact('constraint', 'public.cats.cats_age', now)])).toEqual([])
  })

  it('are some for a constraint that is validated and another than before', () => {
    const now = { ...check, validated: true, definition: 'CHECK (age > 1)' }
    expect(asked([added], [fact('constraint', 'public.cats.cats_age', now)])).toEqual(writers)
  })
})
