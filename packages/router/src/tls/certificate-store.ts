import { readCertificate, stampOf, type Certificate, type CertificateFiles } from './certificate.ts'

const LOOK_MS = 1_000

type Kept = { files: CertificateFiles; stamp: string | null; certificate: Certificate | null }

type Options = {
  /** Called with all certificates when one has changed. */
  changed: (certificates: Certificate[]) => void
  /** Called when files have changed to something that cannot be served; the old ones still are. */
  problem: (message: string) => void
}

/**
 * The certificates in these files. They are looked at every second, and read again when they have changed:
 * files are replaced in many ways (renamed, written in place, a link moved), and looking notices all of
 * them. Between the change of a certificate and that of its key they do not fit: the old pair stays until
 * both are there.
 */
export class CertificateStore {
  private readonly options: Options
  private readonly kept: Kept[] = []
  private lastProblem = ''
  private timer: NodeJS.Timeout | null = null

  constructor(options: Options) {
    this.options = options
  }

  /** Reads a pair that must be there and right; throws RouterError. */
  add(files: CertificateFiles): void {
    const stamp = stampOf(files)
    this.kept.push({ files, stamp, certificate: readCertificate(files) })
  }

  /** Takes a pair that is there, or else as soon as it is. */
  expect(files: CertificateFiles): void {
    const stamp = stampOf(files)
    const kept: Kept = { files, stamp: null, certificate: null }
    this.kept.push(kept)
    if (stamp === null) return
    try {
      kept.certificate = readCertificate(files)
      kept.stamp = stamp
    } catch (error) {
      this.lastProblem = (error as Error).message
      this.options.problem(this.lastProblem)
    }
  }

  get certificates(): Certificate[] {
    return this.kept.flatMap(({ certificate }) => (certificate === null ? [] : [certificate]))
  }

  watch(): void {
    this.timer = setInterval(() => {
      this.look()
    }, LOOK_MS).unref()
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer)
  }

  /** Looks at the files now. */
  look(): void {
    let changes = 0
    for (const kept of this.kept) {
      const stamp = stampOf(kept.files)
      if (stamp === null || stamp === kept.stamp) continue
      try {
        kept.certificate = readCertificate(kept.files)
        kept.stamp = stamp
        changes++
      } catch (error) {
        // Looked at again next time, but told once.
        const message = (error as Error).message
        if (message !== this.lastProblem) this.options.problem(message)
        this.lastProblem = message
      }
    }
    if (changes === 0) return
    this.lastProblem = ''
    this.options.changed(this.certificates)
  }
}
