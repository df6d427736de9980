import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact, redactData } from './redact.ts'

const secret = fc.oneof(
  fc.string({ minLength: 6, maxLength: 40 }),
  fc.string({ minLength: 6, maxLength: 40, unit: 'grapheme' }),
)
/** Letters that no secret's forms can be confused with, so that what is left over is the secret's. */
const around = fc.stringMatching(/^[ ,;\n]{0,5}$/)

const dresses: Record<string, (secret: string) => string> = {
  itself: (secret) => secret,
  'a part of a URL': encodeURIComponent,
  'a form field': (secret) => new URLSearchParams({ q: secret }).toString().slice(2),
  'a text in JSON': (secret) => JSON.stringify({ secret }).slice('{"secret":"'.length, -2),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 without padding': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
}

describe('redact', () => {
  for (const [name, dress] of Object.entries(dresses)) {
    test(`leaves nothing of a secret as ${name}`, () => {
      fc.assert(
        fc.property(secret, around, around, (value, before, after) => {
          const text = `${before}${dress(value)}${after}`
          const redacted = redact(text, [value])
          expect(redacted).toContain('•••')
          if (value.trim().length > 3) expect(redacted).not.toContain(dress(value))
        }),
      )
    })
  }

  test('replaces a secret inside the base64 of a longer text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{0,7}$/), (user) => {
        const header = Buffer.from(`${user}:correct horse battery`).toString('base64')
        const redacted = redact(header, ['correct horse battery'])
        expect(redacted).toContain('•••')
        expect(Buffer.from(redacted, 'base64').toString()).not.toMatch(/horse|correct|battery/)
      }),
    )
  })

  test('of two secrets of which one begins with the other nothing is left over', () => {
    expect(redact('hunter2-and-more', ['hunter2', 'hunter2-and-more'])).toBe('•••')
  })

  test('replaces the password of a secret URL wherever it turns up', () => {
    const secrets = ['postgres://shop:s%40crets@db.example/shop']
    expect(redact('password "s@crets" was refused', secrets)).toBe('password "•••" was refused')
  })

  test('replaces each line of a secret that has several', () => {
    const key = '-----BEGIN KEY-----\nMIIEvgIBADANBg\n-----END KEY-----'
    expect(redact('read MIIEvgIBADANBg', [key])).toBe('read •••')
  })

  test('replaces the password of every URL, secret or not', () => {
    expect(redact('postgres://shop:hunter2@db/shop, redis://:p@ss@cache', [])).toBe(
      'postgres://shop:•••@db/shop, redis://:•••@cache',
    )
  })

  test('leaves URLs without a password alone', () => {
    const text = 'GET http://127.0.0.1:4873/@teal/router and https://shop@example.com:8080/'
    expect(redact(text, [])).toBe(text)
  })

  test('gets through a long hostile text', () => {
    for (const text of ['://'.repeat(200_000), `://${':a'.repeat(200_000)}`, 'a'.repeat(500_000)]) {
      expect(redact(text, ['aaaaaaab'])).toBe(text)
    }
  })
})

test('redactData keeps numbers and shape, whatever the secret is', () => {
  const data = { ms: 1234, ok: true, none: null, list: ['is 1234'], 'a 1234': 'x' }
  expect(redactData(data, ['1234'])).toEqual({
    ms: 1234,
    ok: true,
    none: null,
    list: ['is •••'],
    'a •••': 'x',
  })
})
