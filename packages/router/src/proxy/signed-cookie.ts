import { createHmac, timingSafeEqual } from 'node:crypto'

// A cookie of the router's own is `value.signature`, so that nobody can choose their version or let
// themselves into a preview. The name of the service and the cookie's purpose are signed too.

const SIGNATURE_BYTES = 16

/** What to send as the cookie's value. */
export function signed(secret: Buffer, purpose: string, value: string): string {
  return `${value}.${signature(secret, purpose, value).toString('base64url')}`
}

/** The value in a cookie that was signed with this secret for this purpose, else null. */
export function verified(secret: Buffer, purpose: string, cookie: string): string | null {
  const dot = cookie.lastIndexOf('.')
  if (dot < 0) return null
  const value = cookie.slice(0, dot)
  const given = Buffer.from(cookie.slice(dot + 1), 'base64url')
  return given.length === SIGNATURE_BYTES &&
    timingSafeEqual(given, signature(secret, purpose, value))
    ? value
    : null
}

function signature(secret: Buffer, purpose: string, value: string): Buffer {
  return createHmac('sha256', secret)
    .update(`${purpose}\n${value}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES)
}

/** The value of a cookie in a Cookie field (RFC 6265 §4.2), null when it is not there. */
export function cookieValue(field: string, name: string): string | null {
  for (const part of field.split(';')) {
    const equals = part.indexOf('=')
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim()
  }
  return null
}
