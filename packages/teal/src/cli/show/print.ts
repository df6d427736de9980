// What a release prints, and a reason a person gave, may hold anything. Written to a terminal as it is, it
// could clear the screen, set the clipboard or hide a line, so it is shown instead of obeyed.

/** Colours and other looks of letters: nothing is lost without them. */
// oxlint-disable-next-line no-control-regex
const looks = /\u001b\[[\d;:]*m/g

/** The other control characters, but for line feed and tab, and what turns the direction of a line round. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** The text without anything a terminal would obey; what else is JSON stays the same JSON. */
export function printable(text: string): string {
  return text
    .replace(looks, '')
    .replace(controls, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A line or several, to stdout. */
export function print(text: string): void {
  console.log(printable(text))
}

/** The same to stderr. */
export function printError(text: string): void {
  console.error(printable(text))
}
