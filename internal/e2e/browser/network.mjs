// A shop of one's own, connected by the generic webhook: what its customers say is posted, what they are told is kept.

import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { until } from './stage.mjs'

export async function shop(stage) {
  const [host, port] = stage.network.split(':')
  const got = [] // the deliveries, as they came
  let how = () => ({ status: 200 })
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const part of req) body += part
    if (!body) return res.end()
    const one = JSON.parse(body).delivery
    got.push(one)
    const { status, say } = await how(one)
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(say ? JSON.stringify(say) : undefined)
  })
  const up = () => once(server.listen(Number(port), host), 'listening')
  const down = () => new Promise((done) => (server.closeAllConnections(), server.close(done)))
  await up()
  let n = 0
  return {
    up, down, got,
    // answers sets how the network takes what it is sent.
    answers: (next) => (how = next),
    async say(conversation, name, text) {
      const body = JSON.stringify({ id: `m-${++n}`, conversation, text, sender: { id: conversation, name } })
      const stamp = Math.floor(Date.now() / 1000)
      const sum = createHmac('sha256', stage.secret).update(`${stamp}.${body}`).digest('hex')
      const res = await fetch(`${stage.url}/hooks/shop`, { method: 'POST', body, headers: { 'X-Firstline-Timestamp': String(stamp), 'X-Firstline-Signature': 'v1=' + sum } })
      if (!res.ok) throw new Error(`the desk answered ${res.status}`)
    },
    // gets waits until a customer was told something.
    gets: (conversation, text) => until(`${conversation} to be told ${text}`, () => got.find((d) => d.conversation === conversation && d.text.includes(text))),
  }
}
