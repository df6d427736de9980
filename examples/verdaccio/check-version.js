// Is it the major version that was asked for? Verdaccio tells its version to its own web page only.
const [wanted = ''] = process.argv.slice(2)

/** Up to 5 it stands in the page itself, since 6 in a script of the page. */
const places = ['/-/static/ui-options.js', '/']

let found
for (const place of places) {
  const answer = await fetch(new URL(place, process.env.TEAL_URL))
  found ??= /"version":"([^"]+)"/.exec(await answer.text())?.[1]
}

console.log(`wanted ${wanted}, found ${found ?? 'no version'}`)
process.exitCode = found?.startsWith(`${wanted.replace(/^v/, '')}.`) ? 0 : 1
