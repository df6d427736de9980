import { X509Certificate, createPrivateKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { RouterError } from '../errors.ts'

/** Where a certificate is: PEM files, the first with the whole chain. */
export type CertificateFiles = { cert: string; key: string }

/** A certificate that can be served: chain and key in PEM, the names it is for, its time. */
export type Certificate = {
  names: string[]
  cert: string
  key: string
  /** Milliseconds since the epoch. */
  begins: number
  expires: number
}

/** Reads and checks a certificate and its key; throws RouterError with what is wrong with which file. */
export function readCertificate(files: CertificateFiles): Certificate {
  const cert = read(files.cert)
  const key = read(files.key)
  try {
    return checkCertificate(cert, key)
  } catch (cause) {
    // Node's errors about keys do not show the key.
    const what = cause instanceof Error ? cause.message : String(cause)
    throw new RouterError(
      'bad-request',
      `${files.cert} and ${files.key} are not a certificate and its key: ${what}`,
      { cause },
    )
  }
}

/** Checks that both belong together, and that TLS can be spoken with them. Throws Error. */
export function checkCertificate(cert: string, key: string): Certificate {
  const parsed = new X509Certificate(cert)
  if (!parsed.checkPrivateKey(createPrivateKey(key)))
    throw new Error('the key is of another certificate')
  // OpenSSL refuses more than that: a damaged chain, a key that is too weak.
  createSecureContext({ cert, key, minVersion: 'TLSv1.2' })
  const names = namesOf(parsed)
  if (names.length === 0) throw new Error('the certificate names no host (subjectAltName)')
  const begins = parsed.validFromDate.getTime()
  return { names, cert, key, begins, expires: parsed.validToDate.getTime() }
}

/** Changes when a file is replaced or written; null while one of them is missing. */
export function stampOf(files: CertificateFiles): string | null {
  try {
    return [files.cert, files.key]
      .map((path) => {
        const { mtimeMs, ino, size } = statSync(path)
        return `${mtimeMs} ${ino} ${size}`
      })
      .join(', ')
  } catch {
    return null
  }
}

function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .filter((name) => name.startsWith('DNS:'))
    .map((name) => name.slice('DNS:'.length).toLowerCase())
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new RouterError('storage', `cannot read ${path}: ${String(cause)}`, { cause })
  }
}
