// A connected system in one file: it says something as a customer, and prints what the desk has for that customer.
//
//   DESK=http://127.0.0.1:8080 CHANNEL=shop SECRET=… PORT=9000 node webhook-client.mjs order-1041 "付款后一直转圈"
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { DESK, CHANNEL, SECRET, PORT } = process.env
const mac = (stamp, body) => createHmac('sha256', SECRET).update(`${stamp}.`).update(body).digest()

// say posts one message. The same id again is the same message, so that it may be repeated until it is taken.
async function say(message) {
  const body = JSON.stringify(message)
  for (;;) {
    const stamp = Math.floor(Date.now() / 1000)
    const headers = { 'X-Firstline-Timestamp': `${stamp}`, 'X-Firstline-Signature': `v1=${mac(stamp, body).toString('hex')}` }
    const status = await fetch(`${DESK}/hooks/${CHANNEL}`, { method: 'POST', headers, body }).then((res) => res.status, () => 0)
    if (status === 200) return
    if (status >= 400 && status < 500) throw new Error(`the desk refused it: ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}

// signed checks a delivery: one of the signatures is right, and it was made within five minutes.
function signed(headers, body) {
  const stamp = headers['x-firstline-timestamp'] ?? ''
  const fresh = Math.abs(Date.now() / 1000 - Number(stamp || NaN)) <= 300
  const sums = (headers['x-firstline-signature'] ?? '').split(',').map((part) => /^v1=([0-9a-f]{64})$/.exec(part.trim())?.[1])
  return fresh && sums.some((sum) => sum && timingSafeEqual(Buffer.from(sum, 'hex'), mac(stamp, body)))
}

// read takes a delivery apart: JSON, or a form of the same JSON and a file.
async function read(type, body) {
  if (!type.startsWith('multipart/form-data')) return JSON.parse(body)
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const { delivery } = JSON.parse(form.get('delivery'))
  return { delivery, bytes: Buffer.from(await form.get('file').arrayBuffer()) }
}

const seen = new Set() // a real system keeps it where it keeps its messages
const server = createServer(async (req, res) => {
  const body = Buffer.concat(await req.toArray())
  if (!signed(req.headers, body)) return res.writeHead(401).end()
  const { delivery, bytes } = await read(req.headers['content-type'] ?? '', body)
  if (!seen.has(delivery.id)) {
    console.log(`${delivery.conversation}: ${delivery.text}`)
    if (bytes) console.log(`${delivery.file.name}: ${bytes.length} bytes, ${createHash('sha256').update(bytes).digest('hex')}`)
  }
  seen.add(delivery.id)
  res.end(JSON.stringify({ id: delivery.id }))
})
const [conversation, text] = process.argv.slice(2)
server.listen(Number(PORT), '127.0.0.1', () => say({ id: randomUUID(), conversation, text, sender: { name: '李女士' } }))
