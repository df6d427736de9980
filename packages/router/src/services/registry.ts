import { RouterError } from '../errors.ts'
import { previewCookie } from '../proxy/choose-colour.ts'
import { signed } from '../proxy/signed-cookie.ts'
import {
  COLOURS,
  WHOLE,
  indexOf,
  packRouting,
  type Colour,
  type ColourIndex,
} from '../switchboard/routing-word.ts'
import { SLOTS_PER_COLOUR, Switchboard } from '../switchboard/switchboard.ts'
import {
  newRecord,
  type ServiceForWorker,
  type ServiceOptions,
  type ServiceRecord,
  type Timeouts,
} from './settings.ts'

/** What is not given stays as it is. */
export type ServiceSettings = Partial<Omit<ServiceOptions, 'timeouts'>> & {
  timeouts?: Partial<Timeouts>
}

type Entry = {
  record: ServiceRecord
  board: Switchboard
  slots: [Slots, Slots]
  /** Switches under way for which new requests wait. */
  holding: number
}
/** Puts `changed`, one of `all`, on disk. */
type Persist = (changed: ServiceRecord, all: ServiceRecord[]) => void
/** Which slot of the switchboard each instance has, by its URL. */
type Slots = Map<string, number>

/**
 * All services of a router, as the main thread knows them. An act is checked, then written to disk, then
 * in force: when the disk refuses, nothing has changed, and a crash in between comes back with the new
 * state, which nobody has been promised was not there.
 */
export class Registry {
  private readonly entries = new Map<string, Entry>()
  private readonly workers: number
  private readonly persist: Persist

  constructor(workers: number, records: ServiceRecord[], persist: Persist) {
    this.workers = workers
    this.persist = persist
    // A state file of an older version may lack what has been added since.
    for (const record of records) this.put({ ...newRecord(record.name), ...record })
  }

  get names(): string[] {
    return [...this.entries.keys()]
  }

  get records(): ServiceRecord[] {
    return [...this.entries.values()].map((entry) => entry.record)
  }

  /** What is routed by right now: as `records`, with holds that are not written down. */
  get inForce(): ServiceRecord[] {
    return [...this.entries.values()].map(recordInForce)
  }

  /** Takes over what another process has decided and written down. */
  follow(records: ServiceRecord[]): void {
    for (const record of records) this.put(record)
  }

  record(name: string): ServiceRecord {
    return this.entry(name).record
  }

  board(name: string): Switchboard {
    return this.entry(name).board
  }

  slotOf(name: string, colour: Colour, url: string): number | undefined {
    return this.entry(name).slots[indexOf(colour)].get(url)
  }

  /** Creates or reconfigures a service; what is not given stays as it is. Moves no traffic. */
  putService(name: string, epoch: number, settings: ServiceSettings): void {
    const old = this.entries.get(name)?.record
    if (old !== undefined) checkEpoch(old, epoch)
    const base = old ?? newRecord(name)
    const record: ServiceRecord = {
      ...base,
      ...settings,
      epoch,
      timeouts: { ...base.timeouts, ...settings.timeouts },
    }
    this.checkClaims(record)
    this.commit(record)
  }

  /** Says where a colour's instances are. Moves no user, unless the colour is active. */
  putColour(
    name: string,
    colour: Colour,
    epoch: number,
    release: string | null,
    instances: string[],
  ): void {
    const { record } = this.entry(name)
    checkEpoch(record, epoch)
    if (instances.length > SLOTS_PER_COLOUR)
      throw new RouterError('bad-request', `a colour has at most ${SLOTS_PER_COLOUR} instances`, {
        field: 'instances',
      })
    this.commit({
      ...record,
      epoch,
      colours: { ...record.colours, [colour]: { release, instances } },
    })
  }

  /** Moves all users to a colour. */
  switch(name: string, epoch: number, to: Colour): void {
    this.checkSwitch(name, epoch, to)
    const { record } = this.entry(name)
    this.commit({
      ...record,
      epoch,
      active: to,
      since: record.active === to ? record.since : new Date().toISOString(),
      split: { blue: to === 'blue' ? WHOLE : 0, green: to === 'green' ? WHOLE : 0 },
      hold: false,
    })
  }

  /**
   * Makes new requests wait until `endHold`, whatever else is changed meanwhile. It is not written down: a
   * router that comes back does not hold.
   */
  beginHold(name: string): void {
    const entry = this.entry(name)
    entry.holding++
    route(entry)
  }

  endHold(name: string): void {
    const entry = this.entry(name)
    entry.holding--
    route(entry)
  }

  /** Checks that a service may be switched to a colour. */
  checkSwitch(name: string, epoch: number, to: Colour): void {
    const { record } = this.entry(name)
    checkEpoch(record, epoch)
    if (record.colours[to].instances.length === 0)
      throw new RouterError('conflict', `${name} cannot switch to ${to}: it has no instances`)
  }

  /** Divides new requests between the colours, in hundredths of a percent. */
  split(name: string, epoch: number, split: { blue: number; green: number }): void {
    const { record } = this.entry(name)
    checkEpoch(record, epoch)
    if (record.active === null)
      throw new RouterError('conflict', `${name} has no active colour: switch it to one first`)
    for (const colour of COLOURS)
      if (split[colour] > 0 && record.colours[colour].instances.length === 0)
        throw new RouterError('conflict', `${name} cannot send users to ${colour}: no instances`)
    this.commit({ ...record, epoch, split })
  }

  hold(name: string, epoch: number, hold: boolean): void {
    const { record } = this.entry(name)
    checkEpoch(record, epoch)
    this.commit({ ...record, epoch, hold })
  }

  maintenance(name: string, epoch: number, maintenance: boolean): void {
    const { record } = this.entry(name)
    checkEpoch(record, epoch)
    this.commit({ ...record, epoch, maintenance })
  }

  /** Checks that a colour may be drained: users must not be on it. */
  checkDrain(name: string, epoch: number, colour: Colour): void {
    const { record } = this.entry(name)
    checkEpoch(record, epoch)
    if (record.active !== null && record.split[colour] > 0 && !record.hold)
      throw new RouterError('conflict', `${name} sends users to ${colour}: it cannot be drained`)
  }

  /** A cookie that shows the service's idle colour to who has it, until it expires. */
  previewCookie(
    name: string,
    ttlSeconds: number,
  ): { name: string; value: string; expires: string } {
    const { record } = this.entry(name)
    const cookie = previewCookie(name)
    const until = Math.floor(Date.now() / 1_000) + ttlSeconds
    return {
      name: cookie,
      value: signed(Buffer.from(record.secret, 'hex'), cookie, String(until)),
      expires: new Date(until * 1_000).toISOString(),
    }
  }

  forWorkers(): ServiceForWorker[] {
    return [...this.entries.values()].map(({ record, board, slots }) => ({
      name: record.name,
      options: optionsOf(record),
      secret: record.secret,
      memory: board.memory,
      colours: {
        blue: colourForWorker(record, 'blue', slots[0]),
        green: colourForWorker(record, 'green', slots[1]),
      },
    }))
  }

  private commit(record: ServiceRecord): void {
    const { records } = this
    const at = records.findIndex((other) => other.name === record.name)
    if (at < 0) records.push(record)
    else records[at] = record
    this.persist(record, records)
    this.put(record)
  }

  private put(record: ServiceRecord): void {
    let entry = this.entries.get(record.name)
    if (entry === undefined) {
      entry = {
        record,
        board: Switchboard.create(this.workers),
        slots: [new Map(), new Map()],
        holding: 0,
      }
      this.entries.set(record.name, entry)
    }
    entry.record = record
    for (const colour of COLOURS)
      assignSlots(entry, indexOf(colour), record.colours[colour].instances)
    route(entry)
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name)
    if (entry === undefined) throw new RouterError('not-found', `there is no service ${name}`)
    return entry
  }

  /** The same host and path prefix cannot belong to two services, nor a host to users and testers. */
  private checkClaims(record: ServiceRecord): void {
    for (const host of record.previewHosts)
      if (record.hosts.some((other) => other.toLowerCase() === host.toLowerCase()))
        throw new RouterError(
          'conflict',
          `${host} is where users of ${record.name} come in: it cannot show them the idle colour`,
          { field: 'previewHosts' },
        )
    for (const { record: other } of this.entries.values()) {
      if (other.name === record.name) continue
      for (const host of hostsOf(record))
        for (const path of record.paths)
          if (hostsOf(other).includes(host) && other.paths.includes(path))
            throw new RouterError(
              'conflict',
              `${host}${path} belongs to the service ${other.name}`,
              {
                field: 'hosts',
              },
            )
    }
  }
}

function route(entry: Entry): void {
  entry.board.word = packRouting(recordInForce(entry))
}

function recordInForce({ record, holding }: Entry): ServiceRecord {
  return holding > 0 ? { ...record, hold: true } : record
}

function hostsOf(record: ServiceRecord): string[] {
  const any = record.hosts.length === 0 ? ['*'] : []
  return [...any, ...[...record.hosts, ...record.previewHosts].map((host) => host.toLowerCase())]
}

function checkEpoch(record: ServiceRecord, epoch: number): void {
  if (epoch < record.epoch)
    throw new RouterError(
      'stale-epoch',
      `${record.name} is at epoch ${record.epoch}; an act of epoch ${epoch} comes too late`,
      { epoch: record.epoch },
    )
}

function optionsOf(record: ServiceRecord): ServiceOptions {
  const { hosts, paths, previewHosts, health, probeToken, timeouts, sticky, mirror } = record
  const { assetPaths, sendProxyProtocol } = record
  return {
    hosts,
    paths,
    previewHosts,
    health,
    probeToken,
    timeouts,
    sticky,
    mirror,
    assetPaths,
    sendProxyProtocol,
  }
}

/** Instances that stay keep their slot; new ones get free slots that no old request still counts in. */
function assignSlots(entry: Entry, colour: ColourIndex, urls: string[]): void {
  const old = entry.slots[colour]
  const slots: Slots = new Map()
  for (const url of urls) {
    const slot = old.get(url)
    if (slot !== undefined) slots.set(url, slot)
  }
  const taken = new Set(slots.values())
  const first = colour * SLOTS_PER_COLOUR
  const free = Array.from({ length: SLOTS_PER_COLOUR }, (_, i) => first + i)
    .filter((slot) => !taken.has(slot))
    .sort((a, b) => entry.board.inFlightOf(a) - entry.board.inFlightOf(b))
  for (const url of urls) {
    if (slots.has(url)) continue
    const slot = free.shift() as number
    entry.board.setHealth(slot, 0)
    entry.board.eject(slot, 0)
    slots.set(url, slot)
  }
  entry.slots[colour] = slots
}

function colourForWorker(
  record: ServiceRecord,
  colour: Colour,
  slots: Slots,
): ServiceForWorker['colours']['blue'] {
  const { release, instances } = record.colours[colour]
  return {
    release,
    instances: instances.map((text) => {
      const url = new URL(text)
      return {
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port === '' ? 80 : Number(url.port),
        slot: slots.get(text) as number,
      }
    }),
  }
}
