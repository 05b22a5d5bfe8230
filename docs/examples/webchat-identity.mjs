// What a site signs so that the web chat knows its customer: a JWT with HS256, of Node's own parts alone.
//
//   SECRET=… node webchat-identity.mjs K-10023 李女士
import { createHmac } from 'node:crypto'
import { pathToFileURL } from 'node:url'

// identity is for who is signed in at the site, and for nobody else: call it behind your own session.
export function identity(secret, { sub, name, exp = Math.floor(Date.now() / 1000) + 3600 }) {
  const part = (v) => Buffer.from(JSON.stringify(v)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, name, exp })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [sub, name] = process.argv.slice(2)
  console.log(identity(process.env.SECRET, { sub, name }))
}
