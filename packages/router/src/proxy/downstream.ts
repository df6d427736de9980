import type { AnswerCode } from './answers.ts'

/** What an upstream connection needs to know of, and tell, the side that its response is for. */
export type Downstream = {
  /** It speaks HTTP/1.1: chunks and interim responses may be sent. */
  readonly modern: boolean
  readonly isHead: boolean
  readonly wantsUpgrade: boolean
  /** Its request has been sent to the last byte. */
  readonly requestIsWhole: boolean
  /** It can go on after this response. */
  readonly keeps: boolean
  /** The connection to the instance is open. */
  connected: () => void
  /** The instance takes more. */
  drained: () => void
  /** Asks whether a response with this status is to be had elsewhere; true: it is not wanted here. */
  looksElsewhere: (status: number) => boolean
  /** Lines to put into the response head. */
  addedLines: (keep: boolean) => string
  /** Parts of the response; false when no more should come for now. */
  sendText: (text: string) => boolean
  sendBytes: (bytes: Buffer, start: number, end: number) => boolean
  /** The response is whole. */
  answered: (status: number) => void
  upgraded: () => void
  tunnelEnded: () => void
  /** No whole response came; `untaken`: the instance certainly did not see the request. */
  failed: (code: AnswerCode, status: number, message: string, untaken: boolean) => void
}
