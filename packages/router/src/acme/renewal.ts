import { readCertificate } from '../tls/certificate.ts'
import { AcmeFolder } from './folder.ts'
import { orderCertificate, type Present } from './order.ts'
import type { AcmeSettings } from './settings.ts'

const LOOK_MS = 3_600_000
/** Authorities allow a few failures an hour for each name. */
const FIRST_RETRY_MS = 120_000
const LAST_RETRY_MS = 43_200_000

type Options = {
  present: Present
  /** A certificate was kept in the folder. */
  renewed: (domain: string) => void
  problem: (message: string) => void
}

/**
 * Keeps a certificate for each domain. One is due when it is not there or two thirds of its time are over:
 * there is then time for many attempts. An attempt that fails is told and made again later, each time after
 * twice as long; meanwhile the old certificate is served, and everything else goes on. Attempts are made one
 * after the other.
 */
export class AcmeRenewal {
  private readonly settings: AcmeSettings
  private readonly options: Options
  readonly folder: AcmeFolder
  private readonly failures = new Map<string, { count: number; retryAt: number }>()
  private timer: NodeJS.Timeout | null = null
  private stopped = false

  constructor(settings: AcmeSettings, options: Options) {
    this.settings = settings
    this.options = options
    this.folder = new AcmeFolder(settings.folder)
  }

  /** Looks at all domains now, and again from time to time. Never throws. */
  async start(): Promise<void> {
    for (const domain of this.settings.domains) {
      if (this.stopped) return
      if (this.isDue(domain)) await this.attempt(domain)
    }
    if (this.stopped) return
    const retries = [...this.failures.values()].map(({ retryAt }) => retryAt - Date.now())
    this.timer = setTimeout(() => void this.start(), Math.max(0, Math.min(LOOK_MS, ...retries)))
    this.timer.unref()
  }

  stop(): void {
    this.stopped = true
    if (this.timer !== null) clearTimeout(this.timer)
  }

  private isDue(domain: string): boolean {
    const failure = this.failures.get(domain)
    if (failure !== undefined && failure.retryAt > Date.now()) return false
    try {
      const { begins, expires } = readCertificate(this.folder.filesOf(domain))
      return Date.now() >= begins + ((expires - begins) * 2) / 3
    } catch {
      // Not there, or not usable: a new one replaces it.
      return true
    }
  }

  private async attempt(domain: string): Promise<void> {
    const { present, renewed, problem } = this.options
    try {
      this.folder.keep(domain, await orderCertificate(this.settings, this.folder, domain, present))
      this.failures.delete(domain)
      renewed(domain)
    } catch (error) {
      const count = (this.failures.get(domain)?.count ?? 0) + 1
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (count - 1), LAST_RETRY_MS)
      this.failures.set(domain, { count, retryAt: Date.now() + waitMs })
      problem(
        `no certificate for ${domain} from ${this.settings.directory}: ${String(error)}; ` +
          `asked again in ${Math.ceil(waitMs / 1_000)} s`,
      )
    }
  }
}
