import { randomBytes } from 'node:crypto'
import { AcmeRenewal } from './acme/renewal.ts'
import type { AcmeSettings } from './acme/settings.ts'
import type { Challenges } from './entrance/front-desk.ts'
import { CertificateStore } from './tls/certificate-store.ts'
import type { CertificateFiles } from './tls/certificate.ts'
import type { TlsForWorker } from './tls/termination.ts'

/** What Node's TLS derives its ticket keys from. */
const TICKET_KEY_BYTES = 48

type Options = {
  files: CertificateFiles[]
  acme: AcmeSettings | null
  /** There are others now. */
  changed: (tls: TlsForWorker) => void
  /** Shows these proofs to certificate authorities; resolves when every worker does. */
  present: (challenges: Challenges) => Promise<void>
}

/** The certificates of a router: from files, and from an authority, which leaves them in files too. */
export class Certificates {
  private readonly store: CertificateStore
  private readonly renewal: AcmeRenewal | null
  private readonly ticketKeys = randomBytes(TICKET_KEY_BYTES).toString('hex')
  /** What is shown to certificate authorities now. */
  challenges: Challenges = { http: {}, tls: {} }

  /** Throws RouterError when a file that must be there cannot be served. */
  constructor({ files, acme, changed, present }: Options) {
    this.store = new CertificateStore({
      changed: () => {
        changed(this.forWorkers)
      },
      problem: complain,
    })
    for (const pair of files) this.store.add(pair)
    this.renewal = acme === null ? null : this.keepRenewed(acme, present)
  }

  get forWorkers(): TlsForWorker {
    return { certificates: this.store.certificates, ticketKeys: this.ticketKeys }
  }

  /** For the status; `expires` is ISO 8601. */
  get described(): { names: string[]; expires: string }[] {
    return this.store.certificates.map(({ names, expires }) => ({
      names,
      expires: new Date(expires).toISOString(),
    }))
  }

  watch(): void {
    this.store.watch()
    void this.renewal?.start()
  }

  close(): void {
    this.store.close()
    this.renewal?.stop()
  }

  /** Those of these domains that are there already, and those to come. */
  private keepRenewed(acme: AcmeSettings, present: Options['present']): AcmeRenewal {
    const renewal = new AcmeRenewal(acme, {
      present: async (challenges) => {
        this.challenges = challenges
        await present(challenges)
      },
      renewed: () => {
        this.store.look()
      },
      problem: complain,
    })
    for (const domain of acme.domains) this.store.expect(renewal.folder.filesOf(domain))
    return renewal
  }
}

function complain(message: string): void {
  process.stderr.write(`teal router: ${message}\n`)
}
