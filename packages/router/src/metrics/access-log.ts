import { constants, fstat, open, write } from 'node:fs'

const FLUSH_MS = 200
const FLUSH_CHARS = 65_536
/** What may wait for a slow disk; lines beyond it are dropped and counted, requests never wait. */
const MOST_CHARS = 4_194_304
/** What a pipe takes whole or not at all (PIPE_BUF), so that lines of several workers do not mix in it. */
const PIPE_BYTES = 4_096
const LINE_END = 10
/** A pipe that nobody reads must not hold a thread, of which all else that waits for the system has four. */
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK

/**
 * One JSON line a request, appended by each worker for itself. Lines are written whole and in one call, and
 * the file is opened for appending, so those of several workers do not mix and the file may be truncated.
 * What cannot be written, because the disk is full or nobody reads the pipe, is tried again and again.
 */
export class AccessLog {
  private readonly path: string
  private readonly complain: (problem: string) => void
  private file: number | null = null
  private isPipe = false
  private waiting = ''
  /** Taken from `waiting`, and not yet written. */
  private rest: Buffer | null = null
  private dropped = 0
  /** The file is being opened or written. */
  private busy = false
  /** It could not be: tried again after a while. */
  private stalled = false
  private complained = false

  /** `complain` hears when lines cannot be written; once, until they can. */
  constructor(path: string, complain: (problem: string) => void) {
    this.path = path
    this.complain = complain
    this.flush()
    setInterval(() => {
      this.stalled = false
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

  get isEmpty(): boolean {
    return this.waiting === '' && this.rest === null
  }

  /** Starts writing what waits, unless that is under way: it goes on with the rest when it is done. */
  flush(): void {
    if (this.busy || this.stalled) return
    if (this.file === null) this.open()
    else if (!this.isEmpty) this.writeOn(this.file)
  }

  private open(): void {
    this.busy = true
    open(this.path, FLAGS, 0o640, (error, file) => {
      if (error !== null) {
        this.failed(error)
        return
      }
      fstat(file, (unknown, stats) => {
        this.file = file
        this.isPipe = unknown === null && stats.isFIFO()
        this.busy = false
        this.flush()
      })
    })
  }

  private writeOn(file: number): void {
    this.busy = true
    if (this.rest === null) {
      this.rest = Buffer.from(this.waiting, 'utf8')
      this.waiting = ''
    }
    const bytes = this.rest
    const piece = this.isPipe ? bytes.subarray(0, wholeLines(bytes)) : bytes
    write(file, piece, (error, written) => {
      if (error !== null) {
        this.failed(error)
        return
      }
      this.rest = written < bytes.length ? bytes.subarray(written) : null
      this.busy = false
      this.complained = false
      this.flush()
    })
  }

  private failed(error: NodeJS.ErrnoException): void {
    this.busy = false
    this.stalled = true
    // A pipe that is full is only slow.
    if (this.complained || error.code === 'EAGAIN') return
    this.complained = true
    this.complain(`cannot write the access log ${this.path}: ${error.message}`)
  }
}

/** How many bytes are the whole lines that a pipe takes at once; of a longer line all. */
function wholeLines(bytes: Buffer): number {
  if (bytes.length <= PIPE_BYTES) return bytes.length
  const end = bytes.lastIndexOf(LINE_END, PIPE_BYTES - 1)
  return (end < 0 ? bytes.indexOf(LINE_END) : end) + 1
}
