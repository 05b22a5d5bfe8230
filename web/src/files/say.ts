// Files in words: sizes, lengths, kinds, and why one is not here. Pure but for the language.

import { isShown } from './pictures'
import { i18n } from '@/i18n'
import type { FileKind, MessageFile } from '@/api/types'

const STEP = 1024
const UNITS = ['B', 'KB', 'MB', 'GB']

// sizeText is a size in bytes as people read it: 900 B, 14 KB, 2.4 MB.
export function sizeText(bytes: number): string {
  let n = bytes
  let unit = 0
  for (; n >= STEP && unit < UNITS.length - 1; unit++) n /= STEP
  return `${n < 10 && unit > 0 ? n.toFixed(1) : Math.round(n)} ${UNITS[unit]}`
}

// lengthText is the length of sound and film: 0:07, 1:02:33.
export function lengthText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

export function nameOf(f: Pick<MessageFile, 'kind' | 'name'>): string {
  return f.name || i18n.global.t('kind.' + f.kind)
}

// endingOf is what tells documents apart at a glance: PDF, DOCX. Empty when the name has no ending.
export function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? ''
}

// failureText says why a file will not come. A code that is not known yet gets the general sentence.
export function failureText(reason: string): string {
  const { t, te } = i18n.global
  const key = `file.why.${reason}`
  return te(key) ? t(key) : t('file.why.other')
}

// previewText is what lists show of a message: one without words stands there as its kind in brackets.
export function previewText(text: string): string {
  const { t, te } = i18n.global
  const kind = /^\[([a-z]+)\]$/.exec(text)?.[1]
  return kind && te(`kind.${kind}`) ? `[${t(`kind.${kind}`)}]` : text
}

// kindOf is what the browser believes a chosen file to be; the server looks at its bytes.
export function kindOf(type: string): FileKind {
  if (isShown(type)) return 'photo'
  if (type.startsWith('video/')) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'document'
}
