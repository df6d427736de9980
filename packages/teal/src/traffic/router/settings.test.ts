import { expect, test } from 'vitest'
import { routerSettings } from './settings.ts'

test.each([
  { hosts: ['http://shop.example'] },
  { hosts: ['shop.example:80'] },
  { hosts: [''] },
  { paths: ['api'] },
  { paths: ['/a b'] },
  { paths: ['/?a'] },
  { paths: [] },
])('%j are refused here, and not by the router when a release is on its way', (settings) => {
  expect(routerSettings.safeParse(settings).success).toBe(false)
})
