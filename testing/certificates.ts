import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** A self-signed certificate for these names, as two PEM files in the directory, made by openssl. */
export function makeCertificate(
  directory: string,
  name: string,
  hosts: readonly string[],
): { cert: string; key: string } {
  const cert = join(directory, `${name}.crt`)
  const key = join(directory, `${name}.key`)
  const names = hosts.map((host) => `DNS:${host}`).join(',')
  execFileSync(
    '/usr/bin/openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${hosts[0]}`],
      ...['-addext', `subjectAltName=${names}`],
    ],
    { stdio: 'pipe' },
  )
  return { cert, key }
}
