/** Certificates from an authority that speaks ACME (RFC 8555). */
export type AcmeSettings = {
  /** The authority's directory URL. */
  directory: string
  /** Host names; each gets a certificate of its own, so that one that fails holds up no other. */
  domains: string[]
  /** Where the authority writes to before a certificate ends; null: nowhere. */
  email: string | null
  /** Account key and certificates are kept here, readable by the owner only. */
  folder: string
  /** How names are proved: on port 80 (RFC 8555 §8.3), or on port 443 (RFC 8737). */
  challenge: 'http-01' | 'tls-alpn-01'
}

export const LETS_ENCRYPT = 'https://acme-v02.api.letsencrypt.org/directory'
