import { createSecureContext, type SecureContext } from 'node:tls'
import type { Certificate } from './certificate.ts'

/** What to present to which name (RFC 6066 §3): the exact name, else a wildcard one label up. */
export class Contexts {
  private readonly byName = new Map<string, SecureContext>()
  /** For clients that say no name, or one that no certificate is for. */
  readonly first: SecureContext | null

  constructor(certificates: readonly Certificate[], ticketKeys: Buffer) {
    let first: SecureContext | null = null
    for (const { cert, key, names } of certificates) {
      const context = createSecureContext({ cert, key, ticketKeys, minVersion: 'TLSv1.2' })
      first ??= context
      // Of two certificates for a name the one given first is served.
      for (const name of names) if (!this.byName.has(name)) this.byName.set(name, context)
    }
    this.first = first
  }

  find(serverName: string): SecureContext | null {
    const name = serverName.toLowerCase()
    const dot = name.indexOf('.')
    return this.byName.get(name) ?? this.byName.get(`*${name.slice(dot)}`) ?? this.first
  }
}
