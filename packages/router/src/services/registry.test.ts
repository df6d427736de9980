import { expect, test } from 'vitest'
import { Registry } from './registry.ts'

test('a host and path belong to one service', () => {
  const registry = new Registry(1, [], () => {})
  registry.putService('shop', 0, { hosts: ['Shop.example'], previewHosts: ['green.shop.example'] })
  for (const hosts of [['shop.EXAMPLE'], ['green.shop.example']])
    expect(() => registry.putService('other', 0, { hosts })).toThrow(/belongs to the service shop/)
  registry.putService('other', 0, { hosts: ['shop.example'], paths: ['/blog'] })
  expect(registry.names).toEqual(['shop', 'other'])
})

test('where users come in nobody is shown the idle colour, however it is said', () => {
  const registry = new Registry(1, [], () => {})
  const refusal = /^Shop\.example is where users of shop come in/
  expect(() =>
    registry.putService('shop', 0, { hosts: ['shop.example'], previewHosts: ['Shop.example'] }),
  ).toThrow(refusal)
  expect(registry.names).toEqual([])
  registry.putService('shop', 0, { hosts: ['shop.example'] })
  expect(() => registry.putService('shop', 0, { previewHosts: ['Shop.example'] })).toThrow(refusal)
  registry.putService('shop', 0, { previewHosts: ['green.shop.example'] })
  expect(registry.record('shop').previewHosts).toEqual(['green.shop.example'])
})
