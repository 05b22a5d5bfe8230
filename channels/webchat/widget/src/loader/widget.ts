import { fromFrame, wrap, type ToFrame } from '../shared/bridge'
import { matchLocale, type Locale } from '../shared/locale'
import css from './widget.css?inline'

/** Put in front of this file by the server. */
declare const FIRSTLINE: { name: string; locale: Locale; colour: string; ink: string }

const words: Record<Locale, [label: string, unread: string, title: string, close: string]> = {
  'zh-CN': ['在线客服', '{n} 条未读', '与{name}的对话', '收起'],
  'zh-TW': ['線上客服', '{n} 則未讀', '與{name}的對話', '收合'],
  en: ['Chat with us', '{n} unread', 'Chat with {name}', 'Close'],
}

const script =
  (document.currentScript as HTMLScriptElement | null) ?? document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')

const start = (script: HTMLScriptElement, base: URL): void => {
  const data = script.dataset
  const id = `firstline-chat-${base.pathname.split('/').slice(-2)[0]}`
  if (document.getElementById(id)) return
  const key = `firstline:${base.href}`
  let locale = matchLocale([data.lang, document.documentElement.lang, ...navigator.languages]) ?? FIRSTLINE.locale
  let ready = false
  let shown = false
  let unread = 0
  let frame: HTMLIFrameElement | null = null

  const make = <K extends keyof HTMLElementTagNameMap>(tag: K, into: Node, name = '') => {
    const e = document.createElement(tag)
    e.className = name
    into.appendChild(e)
    return e
  }
  const root = document.createElement('div')
  root.id = id
  const shadow = root.attachShadow({ mode: 'open' }) // the site's styles stay out, ours stay in
  try {
    const sheet = new CSSStyleSheet() // no <style>: the site's own policy may forbid it
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [sheet]
  } catch {
    make('style', shadow).textContent = css
  }
  const box = make('div', shadow, data.side === 'left' ? 'box left' : 'box')
  const panel = make('section', box, 'panel')
  const away = make('button', panel, 'away') // until the page in the frame has its own
  const launcher = make('button', box, 'launcher')
  const ns = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(ns, 'svg')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(ns, 'path')
  path.setAttribute('d', 'M12 4c-4.7 0-8.5 3.1-8.5 7 0 2.2 1.2 4.1 3.1 5.4L6 20l3.9-2.2c.7.1 1.4.2 2.1.2 4.7 0 8.5-3.1 8.5-7S16.7 4 12 4Z')
  svg.appendChild(path)
  launcher.appendChild(svg)
  const label = make('span', launcher)
  const count = make('span', launcher, 'count')
  root.style.setProperty('--fill', FIRSTLINE.colour) // an empty one sets nothing
  root.style.setProperty('--ink', FIRSTLINE.ink)

  const keep = (store: 'localStorage' | 'sessionStorage', value: string): void => {
    try {
      window[store].setItem(key, value)
    } catch {} // then it is not remembered
  }
  const kept = (store: 'localStorage' | 'sessionStorage'): string | null => {
    try {
      return window[store].getItem(key)
    } catch {}
    return null
  }
  const send = (m: ToFrame): void => {
    if (ready) frame!.contentWindow?.postMessage(wrap(m), base.origin) // the site may have taken the widget off its page
  }
  const tell = (): void => send({ t: 'name', name: data.name ?? '', identity: data.identity ?? '' })

  const draw = (): void => {
    const [text, some, title, close] = words[locale]
    root.lang = locale
    panel.setAttribute('aria-label', text)
    away.textContent = close
    away.hidden = ready
    label.textContent = text
    count.textContent = unread ? some.replace('{n}', unread > 99 ? '99+' : String(unread)) : ''
    launcher.setAttribute('aria-expanded', String(shown))
    launcher.hidden = shown
    panel.hidden = !shown
    if (frame) frame.title = title.replace('{name}', FIRSTLINE.name)
  }

  const load = (): void => {
    if (frame) return
    frame = make('iframe', panel)
    const url = new URL(base)
    url.searchParams.set('lang', locale)
    url.hash = encodeURIComponent(location.origin) + '&' // we say who sits here
    frame.src = url.href
    draw()
  }

  const show = (focus: boolean): void => {
    shown = true
    load()
    draw()
    keep('sessionStorage', 'open')
    if (focus) (ready ? frame! : away).focus()
    send({ t: 'open', focus })
  }
  const hide = (): void => {
    shown = false
    draw()
    keep('sessionStorage', '')
    send({ t: 'closed' })
    launcher.focus()
  }

  launcher.onclick = () => show(true)
  away.onclick = hide
  box.onkeydown = (e) => {
    if (e.key === 'Escape' && shown) hide()
  }
  addEventListener('message', (e) => {
    if (!frame || e.source !== frame.contentWindow || e.origin !== base.origin) return
    const m = fromFrame(e.data)
    switch (m?.t) {
      case 'ready':
        locale = matchLocale([m.lang]) ?? locale
        ready = true
        tell()
        if (shown) show(shadow.activeElement === away)
        break
      case 'identity':
        script.dispatchEvent(new CustomEvent('identity', { detail: m.why }))
        break
      case 'unread':
        unread = m.n
        break
      case 'minimise':
        hide()
        break
      case 'talking':
        keep('localStorage', '1')
    }
    draw()
  })

  new MutationObserver(tell).observe(script, { attributes: true }) // the site signs its customer in, out, or in anew
  draw()
  document.body.appendChild(root)
  if (kept('sessionStorage') === 'open') show(false)
  else if (kept('localStorage')) (window.requestIdleCallback ?? setTimeout)(load) // so that the count is right
}

if (script) {
  const base = new URL('./', script.src)
  if (document.body) start(script, base)
  else addEventListener('DOMContentLoaded', () => start(script, base))
}
