import type { ParseArgsOptionsConfig } from 'node:util'
import { LETS_ENCRYPT, type AcmeSettings } from '../acme/settings.ts'
import type { RouterOptions } from '../run-router.ts'
import type { TlsSettings } from '../tls/settings.ts'

// The options of the command line about who comes in and how.

export const ENTRANCE_HELP = `Https, certificates, proxies in front
  --tls-listen host:port     where users come in by TLS 1.2 and 1.3, with HTTP/2
  --tls-cert, --tls-key file a certificate chain and its key (PEM), read again when they change;
                             repeat both, the first is for clients that name no known host
  --redirect-https           send plain requests to https; --redirect-port n when users see another
  --hsts seconds             tell browsers to use https only, for this long
  --acme-domain name         get a certificate for it by ACME, and renew it; repeat it for more
  --acme-folder folder       where account key and certificates are kept (./acme)
  --acme-email address       where the authority writes to
  --acme-directory url       another authority                      (Let's Encrypt)
  --acme-challenge type      http-01 (port 80) or tls-alpn-01 (port 443)    (http-01)
  --trust network            a proxy in front, like 10.0.0.0/8: what it says in Forwarded and
                             X-Forwarded-* about who asked is believed; repeat it for more
  --proxy-protocol           connections begin with the PROXY protocol (1 or 2); only from --trust
  --forwarded                tell instances who asked in the Forwarded field too
`

export const ENTRANCE_OPTIONS = {
  'tls-listen': { type: 'string' },
  'tls-cert': { type: 'string', multiple: true, default: [] as string[] },
  'tls-key': { type: 'string', multiple: true, default: [] as string[] },
  'redirect-https': { type: 'boolean', default: false },
  'redirect-port': { type: 'string' },
  hsts: { type: 'string' },
  'acme-domain': { type: 'string', multiple: true, default: [] as string[] },
  'acme-folder': { type: 'string', default: './acme' },
  'acme-email': { type: 'string' },
  'acme-directory': { type: 'string', default: LETS_ENCRYPT },
  'acme-challenge': { type: 'string', default: 'http-01' },
  trust: { type: 'string', multiple: true, default: [] as string[] },
  'proxy-protocol': { type: 'boolean', default: false },
  forwarded: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig

export type EntranceValues = {
  'tls-listen'?: string
  'tls-cert': string[]
  'tls-key': string[]
  'redirect-https': boolean
  'redirect-port'?: string
  hsts?: string
  'acme-domain': string[]
  'acme-folder': string
  'acme-email'?: string
  'acme-directory': string
  'acme-challenge': string
  trust: string[]
  'proxy-protocol': boolean
  forwarded: boolean
}

/** What the command line has for reading its values; each throws what the user is to be told. */
export type Readers = {
  address: (text: string, option: string) => { host: string; port: number }
  count: (text: string, option: string, least: number, most: number) => number
  wrong: (message: string) => Error
}

const YEARS_10 = 315_360_000
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i

export function readEntrance(
  values: EntranceValues,
  read: Readers,
): Pick<RouterOptions, 'tls' | 'acme' | 'peers' | 'proxyProtocol'> {
  if (values['proxy-protocol'] && values.trust.length === 0)
    throw read.wrong('--proxy-protocol needs --trust: anybody could write whose a connection is')
  const tls = readTls(values, read)
  const acme = readAcme(values, read)
  if (acme !== undefined && tls === undefined)
    throw read.wrong('--acme-domain needs --tls-listen: the certificate is served there')
  const { hsts } = values
  return {
    ...(tls === undefined ? {} : { tls }),
    ...(acme === undefined ? {} : { acme }),
    proxyProtocol: values['proxy-protocol'],
    peers: {
      trust: values.trust,
      forwarded: values.forwarded,
      hstsSeconds: hsts === undefined ? null : read.count(hsts, '--hsts', 0, YEARS_10),
    },
  }
}

function readTls(values: EntranceValues, read: Readers): TlsSettings | undefined {
  const { 'tls-cert': certs, 'tls-key': keys, 'tls-listen': listen } = values
  if (certs.length !== keys.length)
    throw read.wrong('each --tls-cert needs its --tls-key, in the same order')
  if (listen === undefined) {
    if (certs.length > 0 || values['redirect-https'])
      throw read.wrong('certificates and --redirect-https need --tls-listen')
    return undefined
  }
  if (certs.length === 0 && values['acme-domain'].length === 0)
    throw read.wrong('--tls-listen needs --tls-cert and --tls-key, or --acme-domain')
  const outside = values['redirect-port']
  return {
    listen: read.address(listen, '--tls-listen'),
    certificates: certs.map((cert, i) => ({ cert, key: keys[i] as string })),
    redirectPort: !values['redirect-https']
      ? null
      : outside === undefined
        ? 'same'
        : read.count(outside, '--redirect-port', 1, 65_535),
  }
}

function readAcme(values: EntranceValues, read: Readers): AcmeSettings | undefined {
  const domains = values['acme-domain'].map((domain) => domain.toLowerCase())
  if (domains.length === 0) return undefined
  const odd = domains.find((domain) => !DOMAIN.test(domain))
  if (odd !== undefined)
    throw read.wrong(`--acme-domain must be a host name without a wildcard, and is ${odd}`)
  const challenge = values['acme-challenge']
  if (challenge !== 'http-01' && challenge !== 'tls-alpn-01')
    throw read.wrong(`--acme-challenge must be http-01 or tls-alpn-01, and is ${challenge}`)
  const directory = values['acme-directory']
  if (URL.parse(directory)?.protocol !== 'https:')
    throw read.wrong(`--acme-directory must be an https URL, and is ${directory}`)
  return {
    directory,
    domains,
    email: values['acme-email'] ?? null,
    folder: values['acme-folder'],
    challenge,
  }
}
