// The only timer of the page that paints. Whoever shows time registers a painter; nothing is rendered again by Vue.

import { serverNow } from './serverTime'

type Painter = (now: number) => void

// Twice a second, so that a digit is never more than half a second late; a painter writes only what has changed.
const EVERY_MS = 500

const painters = new Set<Painter>()
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  const now = serverNow()
  for (const paint of painters) paint(now)
}

// nudge paints now. Browsers slow the timers of hidden tabs down to one a minute; what the server sends still comes, and each
// frame of it nudges.
export function nudge(): void {
  if (timer) tick()
}

// Background tabs throttle timers: paint the moment the tab is looked at again.
function seen(): void {
  if (!document.hidden) tick()
}

export function onTick(paint: Painter): () => void {
  painters.add(paint)
  if (!timer) {
    timer = setInterval(tick, EVERY_MS)
    document.addEventListener('visibilitychange', seen)
  }
  paint(serverNow())
  return () => {
    painters.delete(paint)
    if (painters.size > 0 || !timer) return
    clearInterval(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', seen)
  }
}
