// A client's connection goes round: HEAD until a whole head is there, BODY while the request's body is passed
// on, ANSWER until the response is whole, then HEAD again. Bytes that come in ANSWER are the next request
// (pipelining): they are kept and reading stops. A request for a service that is held waits in HELD, as
// bytes, and is read again when the hold ends. An upgrade leads to TUNNEL for good. When the connection
// is to be closed while the client may still be sending, LINGER reads and drops for a moment, because
// closing a socket with unread bytes resets it and the answer would be lost on its way (RFC 9112 §9.6).
export const HEAD = 0
export const BODY = 1
export const ANSWER = 2
export const TUNNEL = 3
export const LINGER = 4
export const CLOSED = 5
export const HELD = 6
