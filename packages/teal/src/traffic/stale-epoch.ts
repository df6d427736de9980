import { TealError } from '../model/error.ts'

/** A newer rollout has moved traffic since this one took its epoch: what it asked was not done. */
export class StaleEpoch extends TealError {
  readonly epoch: number
  readonly newest: number

  constructor(epoch: number, newest: number) {
    super(
      'refused',
      `traffic was not changed: epoch ${epoch} is older than ${newest}, a newer rollout's`,
      {
        hint: 'run `teal status` to see what that rollout did',
      },
    )
    this.name = 'StaleEpoch'
    this.epoch = epoch
    this.newest = newest
  }
}
