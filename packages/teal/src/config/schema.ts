import { z, type ZodType } from 'zod'
import { text } from '../model/schemas.ts'
import { targets } from '../targets/registry.ts'
import { traffics } from '../traffic/registry.ts'
import { stages } from './stages.ts'

// The whole of teal.yaml. The same schemas check the file, fill in its defaults, and become the JSON Schema
// that editors use.

// A document is checked once a command: making code for it takes longer, as does finding out whether that is
// allowed, for which zod has Node load a browser's `navigator`.
z.config({ jitless: true })

const nameHint = 'use lower-case letters, digits and dashes, such as'

const application = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, {
    error: ({ input }) =>
      `expected a name as in host names\n${nameHint} ${toName(String(input)) || 'shop'}`,
  })

const entrance = text.transform((value, context) => {
  const url = URL.parse(value)
  if (url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href) {
    return url.origin
  }
  context.addIssue({
    code: 'custom',
    message:
      'expected where users come in, such as http://127.0.0.1:8080\nwrite scheme, host and port, and nothing else',
  })
  return z.NEVER
})

/** A mapping with exactly one key: which adapter it is. */
function adapter(registry: Record<string, { settings: ZodType }>, example: string) {
  const kinds = Object.keys(registry)
  const shape = Object.entries(registry).map(([kind, { settings }]) => [kind, settings.optional()])
  const expected = `expected ${kinds.join(' or ')}\n${example}`
  return z
    .strictObject(Object.fromEntries(shape) as Record<string, z.ZodOptional<ZodType>>, {
      error: ({ input }) => (input === undefined ? expected : undefined),
    })
    .meta({ minProperties: 1, maxProperties: 1 })
    .superRefine((given, context) => {
      const [, second] = Object.keys(given)
      if (context.issues.length > 0) return
      if (second !== undefined) {
        const message = `there can be only one: ${Object.keys(given).join(' or ')}\nremove the others`
        context.addIssue({ code: 'custom', path: [second], message })
      } else if (Object.keys(given).length === 0) {
        context.addIssue({ code: 'custom', message: expected })
      }
    })
    .transform((given) => {
      const [kind = '', settings] = Object.entries(given)[0] ?? []
      return { kind, settings }
    })
}

export const configuration = z.strictObject({
  application: application.describe('What users reach; also the name in the store.'),
  entrance: entrance
    .optional()
    .describe('Where users come in. Default: where the router listens.')
    .meta({ examples: ['http://127.0.0.1:8080'] }),
  store: text
    .regex(/^.+$/, 'expected a file or postgres://…')
    .default('.teal/teal.db')
    .describe('Where Teal keeps its journal: a file (SQLite) or postgres://…'),
  target: adapter(targets, 'write target: { process: { command: node server.js } }').describe(
    'Where a release runs.',
  ),
  traffic: adapter(traffics, 'write traffic: { router: { listen: 127.0.0.1:8080 } }')
    .prefault({ router: {} })
    .describe('Who sends users to a colour.'),
  stages: stages.prefault({}).describe('What a rollout does, in this order.'),
})

export type Configuration = z.output<typeof configuration>

/** The nearest name that an application can have; empty when there is no letter in it. */
export function toName(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return letters.slice(0, 63).replaceAll(/^-+|-+$/g, '')
}
