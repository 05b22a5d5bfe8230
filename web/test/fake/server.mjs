// A stand-in for Firstline's server, in memory: for looking at the application and for the browser trials. It serves
// the built dist with the same Content-Security-Policy as the real one. Usage: node test/fake/server.mjs [port]

import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeAPI } from './api.mjs'
import { Desk } from './desk.mjs'
import { seed } from './seed.mjs'
import { makeStream } from './stream.mjs'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html; charset=utf-8' }
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

export function startFake(port = 0) {
  const desk = new Desk()
  const state = { setupNeeded: false, version: '1.0', deliveryMs: 400, skewMs: 0, frames: [], refuseSockets: false, slowMs: 0, down: false, failures: 0 }
  seed(desk, Date.now())
  desk.changed(null)
  const api = makeAPI(desk, state)
  const stream = makeStream(desk, api, state)

  const server = createServer(async (req, res) => {
    const url = new URL(req.url, 'http://x')
    if (!url.pathname.startsWith('/api/v1/')) return file(url.pathname, res)
    if (state.slowMs) await new Promise((r) => setTimeout(r, state.slowMs))
    if (state.down) return res.destroy()
    let text = ''
    try {
      for await (const chunk of req) text += chunk
    } catch {
      return // the page went away while it was asking
    }
    answer(req, res, url, text)
  })

  function answer(req, res, url, text) {
    const path = url.pathname.slice('/api/v1'.length)
    try {
      for (const [method, shape, act] of api.routes) {
        const part = method === req.method && shape.exec(path)
        if (!part) continue
        const out = act({ req, res, part, query: url.searchParams, text, body: text && req.headers['content-type'] === 'application/json' ? JSON.parse(text) : {} })
        if (out === null) return // it has answered for itself
        if (out === undefined) return res.writeHead(204).end()
        res.setHeader('Content-Type', 'application/json')
        return res.end(JSON.stringify(out))
      }
      throw new api.Refusal(404, 'not_found')
    } catch (e) {
      if (!(e instanceof api.Refusal)) console.error(e)
      const status = e.status ?? 500
      res.writeHead(status, { 'Content-Type': 'application/problem+json' })
      res.end(JSON.stringify({ status, code: e.code ?? 'internal', title: '', ...e.extra }))
    }
  }

  server.on('upgrade', (req, socket, head) => stream.upgrade(req, socket, head))
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve({ desk, state, stream, url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() })
    })
  })
}

function file(path, res) {
  const name = path !== '/' && existsSync(DIST + path) ? path : '/index.html'
  res.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP })
  res.end(readFileSync(DIST + name))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fake = await startFake(Number(process.argv[2] ?? 8080))
  console.log(`${fake.url}  (any account of the list, password firstline-demo)`)
}
