import { Host } from './host'

// What the page knows before it begins: where it stands, and what the site around it says of its customer.

export const page = document.documentElement
const self = import.meta.url
export const base = new URL('../', self) // …/chat/{channel}/
export const host = new Host((page.dataset.origins ?? '').split(' '))

/** What the site says of its customer: a name, which is nobody's word, and an identity, which it has signed ('' = none). */
export const customer = { name: '', identity: '' }

/** Waits until the site has said who sits before the page, however busy it is; without a site around it, nobody can. */
export const greeted = (): Promise<void> =>
  new Promise((done) => {
    if (!host.tells) return done()
    let waits = true
    host.listen((m) => {
      if (!waits || m.t !== 'name') return // what it says later is for the page
      waits = false
      Object.assign(customer, { name: m.name, identity: m.identity })
      done()
    })
    host.send({ t: 'ready', lang: page.lang })
  })
