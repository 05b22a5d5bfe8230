import { el, icon } from './dom'
import type { Translate } from './texts'
import type { FileEntry } from './wire'

interface Needs {
  base: URL
  token(forget: string | null): Promise<string>
  t(): Translate
  preview(upload: string): string
}

/** Whether every browser can show a picture of the MIME type. */
export const isShown = (type = ''): boolean => /^image\/(jpeg|png|gif|webp)$/.test(type)

const mostWide = 240
const mostHigh = 220

/**
 * The files of the log. Their bytes are the visitor's alone: they are fetched with the token and shown out of memory. Nothing
 * becomes a page: what is no picture, sound or film is only ever saved.
 */
export class Media {
  private readonly known = new Map<string, Promise<string>>() // address → that of the bytes in memory
  private readonly waiting = new Map<Element, () => void>()
  private readonly near: IntersectionObserver
  private readonly needs: Needs

  constructor(needs: Needs) {
    this.needs = needs
    this.near = new IntersectionObserver((seen) => seen.forEach((s) => s.isIntersecting && this.arrive(s.target)), { rootMargin: '300px' })
  }

  node(f: FileEntry): HTMLElement {
    const t = this.needs.t()
    const here = f.upload ? this.needs.preview(f.upload) : ''
    if (f.state !== 'failed' && f.kind === 'photo' && (here || (f.url && isShown(f.type)))) return this.picture(f, here)
    const name = f.name || t('file')
    const reason = f.reason === 'too_big' || f.reason === 'gone' ? t(`file_${f.reason}`) : t('file_other')
    const facts = f.state === 'failed' ? reason : f.state === 'wanted' ? t('receiving') : size(f.size)
    const card = el('div', { class: `file ${f.state}` }, icon('file'), el('span', {}, el('b', {}, name), el('small', {}, facts)))
    if (f.state === 'stored' && f.url) {
      const plays = /^(audio|video)\//.test(f.type ?? '')
      card.append(this.button(plays ? 'play' : 'save', plays ? t('play', { name }) : t('save', { name }), () => (plays ? this.play(f, card) : this.save(f))))
    }
    return card
  }

  /** here is the address of the picture's own bytes where this page has sent it. */
  private picture(f: FileEntry, here: string): HTMLElement {
    const t = this.needs.t()
    const img = el('img', { alt: f.name || t('photo') })
    const scale = Math.min(1, mostWide / (f.width || mostWide), mostHigh / (f.height || mostHigh))
    const button = el('button', { type: 'button', class: 'picture', 'aria-label': t('enlarge', { name: f.name ?? '' }) }, img)
    button.style.width = `${Math.max(80, Math.round((f.width || 200) * scale))}px` // room for it before it is there
    button.style.aspectRatio = `${f.width || 4} / ${f.height || 3}`
    if (here) img.src = here
    else {
      this.waiting.set(button, () => void this.show(img, (f.thumb ?? f.url)!))
      this.near.observe(button)
    }
    button.addEventListener('click', () => void (f.url && this.enlarge(f)))
    return button
  }

  private arrive(target: Element): void {
    this.near.unobserve(target)
    this.waiting.get(target)?.()
    this.waiting.delete(target)
  }

  private async show(img: HTMLImageElement, url: string): Promise<void> {
    const src = await this.bytes(url)
    if (src) img.src = src
    else img.parentElement!.classList.add('lost')
  }

  /** The address of a file's bytes in memory; '' when they cannot be had now. */
  private bytes(url: string): Promise<string> {
    const known = this.known.get(url) ?? this.fetch(url)
    this.known.set(url, known)
    void known.then((src) => src || this.known.delete(url))
    return known
  }

  private async fetch(url: string): Promise<string> {
    try {
      const headers = { Authorization: 'Bearer ' + (await this.needs.token(null)) }
      const answer = await fetch(new URL(url, this.needs.base), { headers, cache: 'no-store' }) // another visitor's file has the same address
      return answer.ok ? URL.createObjectURL(await answer.blob()) : ''
    } catch {
      return ''
    }
  }

  private async save(f: FileEntry): Promise<void> {
    const href = await this.bytes(f.url!)
    if (href) el('a', { href, download: f.name || 'file' }).click()
  }

  private async play(f: FileEntry, card: HTMLElement): Promise<void> {
    const src = await this.bytes(f.url!)
    if (!src) return
    const player = el((f.type ?? '').startsWith('video/') ? 'video' : 'audio', { controls: '', src, 'aria-label': f.name ?? '' })
    card.replaceWith(player)
    player.focus()
    void player.play().catch(() => {}) // the visitor presses again
  }

  /** The picture as large as the window; browsers without dialogs save it. */
  private async enlarge(f: FileEntry): Promise<void> {
    const t = this.needs.t()
    const dialog = el('dialog', { class: 'large', 'aria-label': f.name || t('photo') })
    if (!dialog.showModal) return this.save(f)
    const img = el('img', { alt: f.name || t('photo') })
    const close = this.button('close', t('close'), () => dialog.close())
    dialog.append(el('p', {}, this.button('save', t('save', { name: f.name ?? '' }), () => void this.save(f)), close), img)
    dialog.addEventListener('click', (e) => e.target === dialog && dialog.close())
    dialog.addEventListener('keydown', (e) => e.stopPropagation()) // Escape closes this, not the panel
    dialog.addEventListener('close', () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
    await this.show(img, f.url!)
  }

  private button(sign: string, label: string, press: () => void): HTMLButtonElement {
    const button = el('button', { type: 'button', class: 'icon', 'aria-label': label }, icon(sign))
    button.addEventListener('click', press)
    return button
  }
}

/** A size in bytes as people read it. */
export const size = (bytes = 0): string => {
  const unit = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2
  const n = bytes / 1024 ** unit
  return bytes ? `${n < 10 && unit ? n.toFixed(1) : Math.round(n)} ${['B', 'KB', 'MB'][unit]}` : ''
}
