const mask = '•••'

/**
 * `text` without the secrets, in whatever form they got into it: as they are, in a URL, in JSON, in
 * base64; and without the password of any URL. Every text that leaves Teal or is kept by it goes through
 * here: events, the journal, the audit, logs, errors, plans.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter((secret) => secret !== '').flatMap(formsOf)
  // The longest first: one secret may be a part of another.
  forms.sort((a, b) => b.length - a.length)
  let safe = text
  for (const form of forms) safe = safe.replaceAll(form, mask)
  return safe.replaceAll(/([a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*):[^\s/@"']+@/gi, `$1:${mask}@`)
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64')
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
  ]
}
