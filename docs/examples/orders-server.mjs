// Answers Firstline's question which orders a customer has (docs/orders.md): SECRET=… PORT=… node orders-server.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { SECRET = '', PORT = '9200' } = process.env
const orders = [{ customer: 'u1001', title: 'Headphones', number: '88213', state: 'paid', amount: '¥268.00', at: '2026-08-20T09:00:00+08:00', link: 'https://shop.example/orders/88213' }]

function signed(headers, body) {
  const stamp = headers['x-firstline-timestamp'] ?? ''
  const want = Buffer.from('v1=' + createHmac('sha256', SECRET).update(`${stamp}.${body}`).digest('hex'))
  const got = Buffer.from(headers['x-firstline-signature'] ?? '')
  return Math.abs(Date.now() / 1000 - Number(stamp)) < 300 && got.length === want.length && timingSafeEqual(got, want)
}
createServer(async (req, res) => {
  const body = Buffer.concat(await req.toArray()).toString()
  if (!signed(req.headers, body)) return void res.writeHead(401).end()
  const known = JSON.parse(body).identities.filter((i) => i.verified).map((i) => i.id)
  const cards = orders.filter((o) => known.includes(o.customer)).map(({ customer, ...card }) => card)
  res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ cards }))
}).listen(Number(PORT), '127.0.0.1', () => console.log('listening'))
