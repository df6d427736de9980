import type { Application } from '../model/application.ts'
import type { Colour } from '../model/colour.ts'

// Who sends users to a colour: Teal's router, HAProxy, a load balancer, DNS. An adapter says what traffic
// is really doing and moves it in one step; it knows nothing of releases' health, stages or the journal.

/** What an adapter can and cannot do. Callers ask these flags and never which adapter it is. */
export type TrafficAbilities = {
  /** Users can be split between the colours by weight. */
  weights: boolean
  /** After the acknowledgement of a switch no new request reaches the other colour. */
  atomic: boolean
  hold: boolean
  sticky: boolean
  /** It knows when the old colour's last request is done. */
  drain: boolean
  /** The idle colour can be reached by testers through the entrance. */
  preview: boolean
  /** It counts requests and failures by colour, for the watch. */
  counters: boolean
  /** It measures latency by colour, well enough for a p99. */
  latency: boolean
  /** How long a switch takes until every user has followed, at most. DNS: minutes. */
  switchTakesMs: number
}

/** What traffic does right now, asked of whatever moves it. */
export type TrafficState = {
  /** The colour users are on; null before the first switch. */
  active: Colour | null
  /** Shares of users, 0 to 1. */
  split: Record<Colour, number>
  /** The highest epoch that changed anything here; 0 at first. */
  epoch: number
  /** When users came to the active colour; null when it cannot be known. */
  since: Date | null
  colours: Record<Colour, ColourTraffic>
}

export type ColourTraffic = {
  /** As last attached; null when nothing is. */
  release: string | null
  instances: { url: string; healthy: boolean }[]
  /** Requests under way; null when it cannot be known. */
  inFlight: number | null
}

/** Numbers that only grow, from some moment on; the watch takes differences. */
export type Counters = {
  requests: number
  /** Answers of 500 and above, and requests that got no whole answer. */
  failed: number
  /** Null where `abilities.latency` is false. Upper bounds in ms, ascending, and counts of one more. */
  latency: { boundsMs: number[]; counts: number[] } | null
}

export type Attachment = { colour: Colour; release: string; urls: string[] }

/** `yes` or `no`: this colour answers at the entrance; `cannot-tell` where nothing there says so. */
export type Answer = 'yes' | 'no' | 'cannot-tell'

export type Traffic = {
  abilities: TrafficAbilities
  /** Brings up what moves the traffic, if it is Teal's to run and does not run. */
  start: (signal: AbortSignal) => Promise<void>
  observe: (signal: AbortSignal) => Promise<TrafficState>
  /** Says where a colour's instances are. Moves no user, unless the colour is active already. */
  attach: (attachment: Attachment, epoch: number, signal: AbortSignal) => Promise<void>
  /**
   * Moves all users to `to`; returns when it is done and will outlive a restart. Throws StaleEpoch when a
   * newer rollout has been here. Already there is not an error.
   */
  switch: (to: Colour, epoch: number, signal: AbortSignal) => Promise<void>
  /**
   * Waits until the colour, which must not be active, has no request under way, or until the deadline;
   * then closes what is left. Where `abilities.drain` is false it waits the whole time.
   */
  drain: (
    colour: Colour,
    deadlineMs: number,
    epoch: number,
    signal: AbortSignal,
  ) => Promise<Drained>
  /** Throws where `abilities.counters` is false. */
  counters: (signal: AbortSignal) => Promise<Record<Colour, Counters>>
  /** Asks the real entrance, as a user would, whether `colour` is who answers. */
  answers: (colour: Colour, signal: AbortSignal) => Promise<Answer>
  /** Stops what `start` started; nothing to stop is not an error. */
  stop: (signal: AbortSignal) => Promise<void>
}

export type Drained = {
  /** Still under way at the deadline, and closed; null when it cannot be known. */
  closed: number | null
}

/** One line a kind in registry.ts. */
export type CreateTraffic = (application: Application) => Traffic
