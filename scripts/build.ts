// `npm run build`: makes dist/packages, which is what is published. A package's exports name its sources in
// the checkout, which Node runs as they are; what is published names what was made from them.
import { bundle } from './build/bundle.ts'
import { compile } from './build/compile.ts'

for (const name of ['router', 'schema']) compile(name)
await bundle('teal')
