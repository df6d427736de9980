import type { Client } from 'acme-client'
import type { Challenges } from '../entrance/front-desk.ts'
import { newKey, type AcmeFolder } from './folder.ts'
import type { AcmeSettings } from './settings.ts'

/** Shows these proofs on every worker; resolves when all do. */
export type Present = (challenges: Challenges) => Promise<void>

/** Between two looks at whether the authority has decided; grows up to the second. */
const LOOK_MS = 1_000
const LOOK_AT_MOST_MS = 15_000
const LOOKS = 15

/**
 * Orders a certificate for a domain: proves that the name leads here, and resolves to the chain and its new
 * key in PEM. Throws with what the authority said.
 */
export async function orderCertificate(
  settings: AcmeSettings,
  folder: AcmeFolder,
  domain: string,
  present: Present,
): Promise<{ cert: string; key: string }> {
  // Loaded when it is needed: most routers never are in need of it.
  const { Client, crypto } = (await import('acme-client')).default
  const client = new Client({
    directoryUrl: settings.directory,
    accountKey: folder.accountKey(),
    backoffAttempts: LOOKS,
    backoffMin: LOOK_MS,
    backoffMax: LOOK_AT_MOST_MS,
  })
  await findAccount(client)
  const [key, csr] = await crypto.createCsr({ commonName: domain, altNames: [domain] }, newKey())
  const cert = await client.auto({
    csr,
    ...(settings.email === null ? {} : { email: settings.email }),
    termsOfServiceAgreed: true,
    // The authority is to look, and its view is what counts.
    skipChallengeVerification: true,
    challengePriority: [settings.challenge],
    challengeCreateFn: async (authorization, challenge, proof) => {
      if (challenge.type !== settings.challenge)
        throw new Error(`the authority offers no ${settings.challenge} for ${domain}`)
      if (challenge.type === 'http-01') {
        await present({ http: { [challenge.token]: proof }, tls: {} })
        return
      }
      const [proofKey, proofCert] = await crypto.createAlpnCertificate(authorization, proof)
      const pair = { key: proofKey.toString(), cert: proofCert.toString() }
      await present({ http: {}, tls: { [domain]: pair } })
    },
    challengeRemoveFn: async () => {
      await present({ http: {}, tls: {} })
    },
  })
  return { cert, key: key.toString() }
}

/** An account that is there already is used as it is; otherwise the order makes one. */
async function findAccount(client: Client): Promise<void> {
  try {
    await client.createAccount({ onlyReturnExisting: true })
  } catch {
    // There is none, or the authority cannot be asked: then the order says so.
  }
}
