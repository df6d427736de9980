import { z } from 'zod'
import type { Colour } from '../../model/colour.ts'
import { parseRelease } from '../../model/release.ts'
import type { Environment } from '../target.ts'

// What an observe script prints:
//
//   { "release": "v1", "instances": [{ "id": "web-1", "url": "http://10.0.0.5:8080" }] }
//
// or, with nothing there, { "release": null, "instances": [] }. An instance may say more: its own `release`
// (while the colour changes from one to another), `state` ("running" or "stopped"), `reason` and
// `incarnation`, which must differ after every restart. Without incarnations a restarted instance looks
// like the one that passed the gates.

const release = z.string().refine(isReleaseName, 'expected the name of a release')

const origin = z
  .string()
  .refine(isOrigin, 'expected scheme, host and port alone, such as http://127.0.0.1:8080')
  .transform((url) => new URL(url).origin)

const observation = z.strictObject({
  release: release.nullable(),
  instances: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[\w./:@-]{1,200}$/, 'expected letters, digits and . / : @ _ -'),
        url: origin,
        release: release.optional(),
        state: z.enum(['running', 'stopped']).default('running'),
        incarnation: z.string().min(1).max(200).optional(),
        reason: z.string().max(1000).optional(),
      }),
    )
    .refine(
      (instances) => new Set(instances.map(({ id }) => id)).size === instances.length,
      'expected every instance to have an id of its own',
    ),
})

/** Reads what an observe script printed; throws an Error that says what about it is wrong. */
export function parseObservation(colour: Colour, text: string): Environment {
  const result = observation.safeParse(JSON.parse(text))
  if (!result.success) throw new Error(z.prettifyError(result.error))
  const { release, instances } = result.data
  const known = instances.map(({ id, url, state, reason, ...said }) => {
    const own = said.release ?? release
    if (own === null) throw new Error(`instance ${id} has no release, and the colour has none`)
    const incarnation = said.incarnation ?? `${id}@${own}`
    return {
      id,
      url,
      state,
      release: own,
      incarnation,
      ...(reason === undefined ? {} : { reason }),
    }
  })
  const releases = new Set(known.map((instance) => instance.release))
  return {
    colour,
    release: releases.size === 1 ? ([...releases][0] ?? null) : null,
    instances: known,
  }
}

function isReleaseName(text: string): boolean {
  try {
    parseRelease(text)
    return true
  } catch {
    return false
  }
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    url.search + url.hash + url.username + url.password === ''
  )
}
