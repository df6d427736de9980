/** Why a message was refused: the status a server answers it with, and words for people. */
export type Failure = { status: number; reason: string }

const failures: Failure[] = []

function failure(status: number, reason: string): number {
  return -1 - failures.push({ status, reason })
}

// Parsers return a position, or one of these negative numbers: the data path allocates nothing.

/** The bytes end before the head does. */
export const INCOMPLETE = -1

export const BAD_REQUEST_LINE = failure(400, 'the request line is malformed')
export const BAD_TARGET = failure(400, 'the request target is malformed')
export const TARGET_TOO_LONG = failure(414, 'the request target is too long')
export const BAD_VERSION = failure(505, 'only HTTP/1.0 and HTTP/1.1 are spoken here')
export const NO_CONNECT = failure(405, 'CONNECT is not offered here')
export const BAD_STATUS_LINE = failure(502, 'the status line is malformed')
export const BAD_FIELD_NAME = failure(400, 'a field name holds a byte it must not')
export const SPACE_BEFORE_COLON = failure(400, 'there is space between a field name and its colon')
export const BAD_FIELD_VALUE = failure(400, 'a field value holds a control character')
export const BARE_LINE_END = failure(400, 'a line ends with a bare CR or LF')
export const FOLDED_LINE = failure(400, 'a field line is folded')
export const HEAD_TOO_LONG = failure(431, 'the head is too long')
export const TOO_MANY_FIELDS = failure(431, 'the head has too many fields')
export const NO_HOST = failure(400, 'the Host field is missing')
export const MANY_HOSTS = failure(400, 'there is more than one Host field')
export const BAD_HOST = failure(400, 'the Host field is malformed')
export const BAD_LENGTH = failure(400, 'Content-Length is not a number')
export const MANY_LENGTHS = failure(400, 'there is more than one Content-Length')
export const LENGTH_AND_CODING = failure(400, 'Content-Length and Transfer-Encoding are both given')
export const BAD_CODING = failure(
  400,
  'the last transfer coding is not chunked, is repeated or has a TAB behind it',
)
export const UNKNOWN_CODING = failure(501, 'the only transfer coding spoken here is chunked')
export const BAD_EXPECTATION = failure(417, 'the only expectation met here is 100-continue')
export const BAD_CHUNK_SIZE = failure(400, 'a chunk size is malformed')
export const BAD_CHUNK_END = failure(400, 'a chunk does not end where its size says')
export const BAD_TRAILER = failure(400, 'a trailer field is malformed')
export const TRAILER_TOO_LONG = failure(431, 'the trailer fields or chunk extensions are too long')
export const BODY_FORBIDDEN = failure(502, 'a response that has no body announces one')
export const CLOSING_INTERIM = failure(502, 'an interim response says that it is the last')
export const BAD_UPGRADE = failure(400, 'an upgrade must not come with a body')

/** What a negative result other than `INCOMPLETE` means. */
export function failureOf(result: number): Failure {
  const found = failures[-2 - result]
  if (found === undefined) throw new RangeError(`${result} is not a parser's failure`)
  return found
}
