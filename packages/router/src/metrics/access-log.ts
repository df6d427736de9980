import { open, write } from 'node:fs'

const FLUSH_MS = 200
const FLUSH_CHARS = 65_536
/** What may wait for a slow disk; lines beyond it are dropped and counted, requests never wait. */
const MOST_CHARS = 4_194_304

/**
 * One JSON line a request, appended by each worker for itself. Lines are written whole and in one call, and
 * the file is opened for appending, so those of several workers do not mix and the file may be truncated.
 */
export class AccessLog {
  private readonly path: string
  private readonly complain: (problem: string) => void
  private file: number | null = null
  private waiting = ''
  private dropped = 0
  private writing = false
  private complained = false

  /** `complain` hears, once, that lines cannot be written. */
  constructor(path: string, complain: (problem: string) => void) {
    this.path = path
    this.complain = complain
    open(path, 'a', 0o640, (error, file) => {
      if (error === null) this.file = file
      else this.trouble(error)
      this.flush()
    })
    setInterval(() => {
      this.flush()
    }, FLUSH_MS).unref()
  }

  add(line: string): void {
    if (this.waiting.length > MOST_CHARS) {
      this.dropped++
      return
    }
    if (this.dropped > 0) {
      this.waiting += `{"dropped":${this.dropped}}\n`
      this.dropped = 0
    }
    this.waiting += `${line}\n`
    if (this.waiting.length > FLUSH_CHARS) this.flush()
  }

  /** Starts writing what waits, unless a write is under way: it goes on with the rest when it is done. */
  private flush(): void {
    if (this.writing || this.file === null || this.waiting === '') return
    const bytes = Buffer.from(this.waiting, 'utf8')
    this.waiting = ''
    this.writing = true
    this.writeAll(this.file, bytes)
  }

  private writeAll(file: number, bytes: Buffer): void {
    write(file, bytes, (error, written) => {
      if (error === null && written < bytes.length) {
        this.writeAll(file, bytes.subarray(written))
        return
      }
      this.writing = false
      if (error !== null) this.trouble(error)
      this.flush()
    })
  }

  private trouble(error: Error): void {
    if (this.complained) return
    this.complained = true
    this.complain(`cannot write the access log ${this.path}: ${error.message}`)
  }
}
