// Everything a worker must know to send a request to a colour is one 32-bit word, so that a switch, a split
// or a hold is one atomic store and no request can see half of a change:
//
//   bits 0–13   share of blue in hundredths of a percent, 0 to 10000; green has the rest
//   bits 14–15  active colour: 0 none, 1 blue, 2 green
//   bit 16      hold: new requests wait
//   bit 17      maintenance: new requests are answered with 503

/** Index of a colour in every array here. */
export const BLUE = 0
export const GREEN = 1
export type ColourIndex = typeof BLUE | typeof GREEN

export type Colour = 'blue' | 'green'
export const COLOURS: readonly [Colour, Colour] = ['blue', 'green']

export type Routing = {
  active: Colour | null
  /** Hundredths of a percent; both add up to 10000. */
  split: { blue: number; green: number }
  hold: boolean
  maintenance: boolean
}

export const WHOLE = 10_000

const SHARE = 0x3fff
const ACTIVE_SHIFT = 14
const HOLD = 1 << 16
const MAINTENANCE = 1 << 17

export function packRouting(routing: Routing): number {
  const active = routing.active === null ? 0 : indexOf(routing.active) + 1
  return (
    routing.split.blue |
    (active << ACTIVE_SHIFT) |
    (routing.hold ? HOLD : 0) |
    (routing.maintenance ? MAINTENANCE : 0)
  )
}

export function blueShare(word: number): number {
  return word & SHARE
}

/** False until a service is switched to a colour for the first time. */
export function hasActive(word: number): boolean {
  return ((word >> ACTIVE_SHIFT) & 3) !== 0
}

/** The active colour; blue when there is none, see `hasActive`. */
export function activeColour(word: number): ColourIndex {
  return ((word >> ACTIVE_SHIFT) & 3) === 2 ? GREEN : BLUE
}

export function isHeld(word: number): boolean {
  return (word & HOLD) !== 0
}

export function isInMaintenance(word: number): boolean {
  return (word & MAINTENANCE) !== 0
}

export function indexOf(colour: Colour): ColourIndex {
  return colour === 'blue' ? BLUE : GREEN
}
