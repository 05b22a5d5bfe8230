// Measured in the page itself: reach.mjs asks.

export const PROBES = `globalThis.probes ??= (${probes})()`

function probes() {
  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable=true]'
  const SLACK = 2 // pixels
  let before, asked, seen, last, rounds, round, faults

  const named = (e) => {
    const id = e.dataset?.testid ?? e.id
    const text = (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 24)
    return `${e.tagName.toLowerCase()}${id ? '#' + id : e.className && typeof e.className === 'string' ? '.' + e.className.trim().split(/\s+/).join('.') : ''} "${text}"`
  }
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })

  // What the web chat puts on a site has a tree of its own.
  const trees = () => [document, ...[...document.querySelectorAll('*')].flatMap((e) => e.shadowRoot ?? [])]
  const every = (selector) => trees().flatMap((tree) => [...tree.querySelectorAll(selector)])
  function active() {
    let e = document.activeElement
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
    return e
  }

  // A group of radio buttons is one stop.
  const group = (e) => (e.type === 'radio' && e.name ? 'radio ' + e.name : e)
  function reachable() {
    const all = every(FOCUSABLE).filter((e) => e.tabIndex >= 0 && !e.disabled && shown(e) && !e.closest('[inert], [aria-hidden=true], fieldset:disabled') && !e.dataset.rekaFocusGuard)
    // A dialog that has the page to itself takes the pointer from everything else.
    const modal = document.querySelector('dialog:modal') ?? (document.body.style.pointerEvents === 'none' ? document.querySelector('[role=dialog][data-dismissable-layer]') : null)
    return all.filter((e) => !modal || modal.contains(e))
  }

  function begin() {
    before = active()
    seen = new Set()
    last = null
    round = false
    faults = new Set()
    addEventListener('keyup', step, true)
    asked = reachable()
    // What lies over the page and closes behind the focus is walked through first.
    rounds = before?.closest('[role=dialog]') ? 2 : 1
    if (rounds === 2) return asked.length
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    return asked.length
  }

  // step looks at each place that Tab leads to, when the key comes up: a question from outside for each would take as long again.
  function step(ev) {
    if (ev.key === 'Tab' && !round) round = stop()
  }

  // stop says whether Tab has been everywhere: once round is enough.
  function stop() {
    const e = active()
    if ((!e || e === document.body) && last?.isConnected === false) return false // what had the focus has left a live list: Tab goes on from there
    if (!e || e === document.body) return seen.size > 0 && --rounds < 1
    if (e.dataset.rekaFocusGuard !== undefined) return false
    const key = group(e)
    // A field for a date is one thing with several places.
    const again = key === last
    last = key
    if (seen.has(key)) return !again
    seen.add(key)
    if (!marked(e)) faults.add('the focus is not seen at ' + named(e))
    const place = hidden(e)
    if (place) faults.add(`${place} at ${named(e)}`)
    return false
  }

  const boxes = (e) => [e, ...(e.labels ?? [])]
  function marked(e) {
    const near = [...boxes(e), e.nextElementSibling, e.previousElementSibling, e.parentElement, e.parentElement?.parentElement].filter(Boolean)
    // A link that fills its row has its frame around the row.
    return near.flatMap((x) => [getComputedStyle(x), getComputedStyle(x, '::after')]).some((s) => {
      return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && s.outlineColor !== 'rgba(0, 0, 0, 0)') || /0px 0px 0px [2-9]px|0px -?[2-9]px 0px 0px inset/.test(s.boxShadow)
    })
  }

  // hidden: what has the focus is on the screen, and something else does not lie on all of it.
  function hidden(e) {
    const boxed = boxes(e).map((x) => [x, x.getBoundingClientRect()]).filter(([, r]) => r.width > 1 && r.height > 1)
    if (!boxed.length) return 'the focus has no place'
    const inside = boxed.filter(([, r]) => r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth)
    if (!inside.length) return 'the focus is outside of the window'
    for (const [x, r] of inside) {
      for (const [dx, dy] of [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]]) {
        const hit = x.getRootNode().elementFromPoint(r.left + dx * r.width, r.top + dy * r.height)
        if (hit && (x.contains(hit) || hit.contains(e))) return ''
      }
    }
    return 'the focus is covered'
  }

  // missed are those that were there all the time and that Tab did not lead to.
  function missed() {
    const now = new Set(reachable())
    return asked.filter((e) => now.has(e) && !seen.has(group(e))).map((e) => 'Tab does not reach ' + named(e))
  }

  // end gives back the focus, and what was wrong.
  function end() {
    removeEventListener('keyup', step, true)
    const wrong = [...faults, ...missed()]
    before?.focus?.({ preventScroll: true })
    return wrong
  }

  // spaced is the least that a reader may set (1.4.12). A page that takes no styles from elsewhere takes this one.
  const wide = new CSSStyleSheet()
  wide.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }')
  function spaced(on) {
    for (const tree of trees()) tree.adoptedStyleSheets = on ? [...tree.adoptedStyleSheets, wide] : tree.adoptedStyleSheets.filter((s) => s !== wide)
  }

  function textsOf(tree) {
    const words = document.createTreeWalker(tree.body ?? tree, NodeFilter.SHOW_TEXT)
    const all = []
    while (words.nextNode()) all.push(words.currentNode)
    return all
  }

  // lost are words that are cut off where nobody can scroll to them. What ends in an ellipsis is told in whole elsewhere.
  function lost() {
    const found = new Set()
    const texts = trees().flatMap(textsOf)
    for (const n of texts) {
      const e = n.parentElement
      if (!n.data.trim() || !shown(e) || e.closest('script, style, option') || onlyHeard(e)) continue
      const range = document.createRange()
      range.selectNodeContents(n)
      const r = range.getBoundingClientRect()
      if (r.width && r.height && cut(e, r)) found.add(`cut off: ${named(e)}`)
    }
    const wider = document.documentElement.scrollWidth - innerWidth
    if (wider > 0) found.add(`${wider} px wider than the window`)
    return [...found]
  }

  // onlyHeard is what is there for those who listen.
  function onlyHeard(e) {
    for (let x = e; x; x = x.parentElement) {
      const s = getComputedStyle(x)
      if (s.clipPath === 'inset(50%)' || (s.position === 'absolute' && x.offsetWidth <= 1 && x.offsetHeight <= 1)) return true
    }
    return false
  }

  function cut(e, r) {
    for (let x = e; x && x !== document.documentElement; x = x.parentElement) {
      const s = getComputedStyle(x)
      if (s.textOverflow === 'ellipsis' || s.webkitLineClamp !== 'none') return false
      const b = x.getBoundingClientRect()
      const [across, down] = [s.overflowX, s.overflowY]
      if (/auto|scroll/.test(across) || /auto|scroll/.test(down)) return false
      if (/hidden|clip/.test(across) && (r.right > b.right + SLACK || r.left < b.left - SLACK)) return true
      if (/hidden|clip/.test(down) && (r.bottom > b.bottom + SLACK || r.top < b.top - SLACK)) return true
      if (s.position === 'fixed') break
    }
    return r.left > innerWidth || r.right > innerWidth + SLACK || r.right < 0
  }

  // alike are the chosen of several that look like the others.
  function alike() {
    const look = (e) => {
      const s = getComputedStyle(e)
      const sign = [getComputedStyle(e, '::before'), getComputedStyle(e, '::after')].map((p) => p.content + p.borderBottomStyle + p.backgroundColor)
      return [s.fontWeight, s.backgroundColor, s.color, s.borderTopStyle + s.borderTopWidth + s.borderTopColor, s.borderLeftWidth + s.borderLeftColor, s.borderBottomWidth + s.borderBottomColor, s.outlineStyle, s.textDecorationLine, ...sign, e.querySelectorAll('svg, .dot, input:checked').length].join()
    }
    const found = []
    for (const e of every('[aria-current]:not([aria-current=false]), [aria-selected=true], [aria-pressed=true], [aria-checked=true]')) {
      if (!shown(e)) continue
      const state = ['aria-current', 'aria-selected', 'aria-pressed', 'aria-checked'].find((a) => e.hasAttribute(a))
      const on = e.getAttribute(state)
      const other = [...e.parentElement.children].find((x) => x !== e && x.tagName === e.tagName && x.getAttribute(state) !== on && shown(x))
      if (other && look(other) === look(e) && e.innerHTML.replace(/\s/g, '').length && !/[✓●★]/.test(e.textContent)) found.push(`${named(e)} does not look chosen`)
    }
    return found
  }

  return { begin, round: () => round, end, spaced, lost, alike }
}
