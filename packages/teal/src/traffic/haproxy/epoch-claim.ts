import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs'
import { messageOf, TealError } from '../../model/error.ts'

// The newest epoch under which anybody has begun to act, written down before the act, so that an older
// rollout is refused whatever has become of the newer one. It must outlive the death of any process at any
// moment, and for that one write in place is enough; it need not outlive a power cut, which ends HAProxy and
// all who act on it too. So nobody waits for the disk here. What an act has changed is in the map file.

const digits = 16
const isClaim = new RegExp(`^\\d{${digits}}$`)

/** 0 when nobody has claimed any. */
export function readClaim(file: string): number {
  try {
    const text = readFileSync(file, 'utf8')
    return isClaim.test(text) ? Number(text) : 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw failed(file, 'read', error)
  }
}

/** One write of always as many bytes: the old number is there, or the new one. */
export function claimEpoch(file: string, epoch: number): void {
  try {
    const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT, 0o644)
    try {
      writeSync(descriptor, String(epoch).padStart(digits, '0'), 0)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw failed(file, 'written', error)
  }
}

function failed(file: string, verb: string, error: unknown): TealError {
  return new TealError('failed', `${file} cannot be ${verb}: ${messageOf(error)}`, {
    hint: 'the user Teal runs as must be able to read and write in the folder of the map file',
    cause: error,
  })
}
