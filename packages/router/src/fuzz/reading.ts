// What a parser makes of the bytes of one connection, in a form in which two parsers can be compared.

/** One message as it was understood; names and values as they were written, bytes as latin1 text. */
export type Message = {
  /** `GET / 1.1` of a request, `200 1.1` of a response. */
  start: string
  fields: [string, string][]
  body: string
  /** The connection may carry another message behind this one. */
  keep: boolean
}

/**
 * The messages that were whole. `end` says what came behind the last of them: nothing more (`clean`), a
 * part of a message (`incomplete`), something that is no message (`refused`), or bytes that nobody reads
 * because the last message closes the connection (`closed`).
 */
export type Reading = { messages: Message[]; end: 'clean' | 'incomplete' | 'refused' | 'closed' }

/** The bytes in pieces, as a network might deliver them; positions outside are ignored. */
export function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const inside = cuts.filter((cut) => cut > 0 && cut < bytes.length)
  const at = [0, ...new Set(inside.sort((a, b) => a - b)), bytes.length]
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end))
}
