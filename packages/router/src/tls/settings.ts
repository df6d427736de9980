import type { CertificateFiles } from './certificate.ts'

/** A port where users come in by TLS. */
export type TlsSettings = {
  listen: { host: string; port: number }
  /** The first is for clients that name no host, or an unknown one. */
  certificates: CertificateFiles[]
  /** Sends plain requests to https, at the TLS port or at another one in front of it; null: serves them. */
  redirectPort: number | 'same' | null
}
