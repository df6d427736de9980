// Keeps secrets out of everything that is shown, sent or written down. A secret may come back in another
// dress than it went out in: in a URL, in a JSON text, in an Authorization header. All of these are known
// forms of it, and each is replaced.

const mask = '•••'

/** The password in `scheme://user:password@host`, whoever it belongs to. */
const passwordInUrl = /(:\/\/[^\s:/?#@"'<>]*:)[^\s/?#"'<>]+@/g

/**
 * Replaces every secret in `text`, as it is or encoded for a URL, in base64 or for JSON, and the password of
 * every URL, by `•••`.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = formsOf(secrets)
  const withoutSecrets = forms === null ? text : text.replace(forms, mask)
  return withoutSecrets.replace(passwordInUrl, `$1${mask}@`)
}

/** `redact` for every text inside of `data`, names included; numbers and the shape stay what they are. */
export function redactData<T>(data: T, secrets: readonly string[]): T {
  return redactValue(data, secrets) as T
}

function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redact(value, secrets)
  if (Array.isArray(value)) return value.map((each) => redactValue(each, secrets))
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      redact(name, secrets),
      redactValue(each, secrets),
    ]),
  )
}

/** What to look for is worked out once for a list of secrets: every line of output is redacted. */
const known = new WeakMap<readonly string[], RegExp | null>()

function formsOf(secrets: readonly string[]): RegExp | null {
  const before = known.get(secrets)
  if (before !== undefined) return before
  const forms = new Set(secrets.flatMap(partsOf).flatMap(encodings))
  forms.delete('')
  // The longest first: of two secrets of which one begins with the other, nothing may be left over.
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  const pattern =
    longestFirst.length === 0 ? null : new RegExp(longestFirst.map(escapePattern).join('|'), 'g')
  known.set(secrets, pattern)
  return pattern
}

/** The secret, the lines of one that has several, since output comes by the line, and a URL's password. */
function partsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.trim().length >= 8)
  const password = /:\/\/[^\s:/?#@]*:([^\s/?#]+)@/.exec(secret)?.[1] ?? ''
  return [secret, ...lines, password, decodeOrEmpty(password)]
}

function encodings(secret: string): string[] {
  const inUrl = encodeOrEmpty(secret)
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1)
  const inUserinfo = inUrl.replace(/[!'()*]/g, (letter) => `%${hexOf(letter)}`)
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    ...[inUrl, inForm, inUserinfo, encodeOrEmpty(secret, encodeURI)].flatMap((text) => [
      text,
      text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    ]),
    ...base64Of(secret),
  ]
}

/**
 * Base64 of the secret by itself, and what it looks like within a longer text (`user:secret`), where it may
 * begin at any of three places of a group and its first and last letters depend on the neighbours.
 */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const forms = [bytes.toString('base64')]
  if (bytes.length >= 6) {
    for (const before of [0, 1, 2]) {
      const group = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
      const end = Math.floor(((before + bytes.length) * 8) / 6)
      forms.push(group.slice(Math.ceil((before * 8) / 6), end))
    }
  }
  const bare = forms.flatMap((form) => [form, form.replace(/=+$/, '')])
  return bare.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
}

/** A text with half of a surrogate pair has no URL form. */
function encodeOrEmpty(text: string, encode: (text: string) => string = encodeURIComponent) {
  return text.isWellFormed() ? encode(text) : ''
}

function decodeOrEmpty(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function hexOf(letter: string): string {
  return letter.charCodeAt(0).toString(16).toUpperCase()
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
