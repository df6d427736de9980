import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RouterError } from '../errors.ts'
import type { CertificateFiles } from '../tls/certificate.ts'

const OWNER_ONLY = 0o600

/** What is kept of an ACME account and its certificates. */
export class AcmeFolder {
  private readonly path: string

  /** Makes the folder when it is not there; throws RouterError when it cannot be used. */
  constructor(path: string) {
    this.path = path
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      chmodSync(path, 0o700)
    } catch (cause) {
      throw new RouterError('storage', `cannot use ${path} for certificates: ${String(cause)}`, {
        cause,
      })
    }
  }

  filesOf(domain: string): CertificateFiles {
    return { cert: join(this.path, `${domain}.crt`), key: join(this.path, `${domain}.key`) }
  }

  /** The key of the account, in PEM; made when it is not there, and then the same for ever. */
  accountKey(): string {
    const file = join(this.path, 'account.key')
    try {
      const key = readFileSync(file, 'utf8')
      createPrivateKey(key)
      return key
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        throw new RouterError(
          'storage',
          `${file} is not the key of an account: ${String(error)}; move it away to begin another`,
          { cause: error },
        )
    }
    const key = newKey()
    write(file, key)
    return key
  }

  /** Keeps a certificate. Each file is replaced whole, and until both are there the old pair is served. */
  keep(domain: string, pair: { cert: string; key: string }): void {
    const files = this.filesOf(domain)
    write(files.key, pair.key)
    write(files.cert, pair.cert)
  }
}

/** A P-256 key in PEM. */
export function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function write(file: string, text: string): void {
  const next = `${file}.next`
  writeFileSync(next, text, { mode: OWNER_ONLY, flush: true })
  chmodSync(next, OWNER_ONLY)
  renameSync(next, file)
}
