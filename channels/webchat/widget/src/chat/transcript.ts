import type { Locale } from '../shared/locale'
import { isTextKey, lineOf, type Translate } from './texts'
import type { Row } from './thread'

interface Facts {
  organisation: string
  now: number
  locale: Locale
  t: Translate
  zone?: string // for tests; the visitor's own otherwise
}

const signed: readonly string[] = ['text', 'edit'] // kinds of which the words say all

/**
 * The conversation as its visitor sees it, as a text to keep: his times, and the names that he was shown. Every further line of a
 * message is set in, so that nobody can write a line that looks like somebody else's.
 */
export const transcript = (rows: readonly Row[], { organisation, now, locale, t, zone }: Facts): string => {
  const { timeZone } = new Intl.DateTimeFormat(locale, { timeZone: zone }).resolvedOptions()
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: 'h23' })
  const clock = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const out = [t('transcriptOf', { name: organisation }), t('transcriptAt', { at: format({ dateStyle: 'long', timeStyle: 'medium' }).format(now), zone: timeZone })]
  for (const r of rows) {
    switch (r.kind) {
      case 'day':
        out.push('', `—— ${format({ dateStyle: 'full' }).format(r.at)} ——`)
        break
      case 'line':
        out.push(`  · ${lineOf(r, t)}`)
        break
      case 'rate':
        if (r.score) out.push(`  · ${t('rated', { n: r.score })}`)
        break
      case 'own':
        out.push(`[${clock.format(r.at)}] ${t('you')}${r.state === 'kept' ? '' : ` (${t(r.state)})`}: ${said(r, t)}`)
        break
      case 'theirs':
        out.push(`[${clock.format(r.at)}] ${speaker(r, t)}: ${said(r, t)}`)
    }
  }
  return '\uFEFF' + out.map((line) => line.replace(/\r\n|[\n-\r\x85\u2028\u2029]/g, '\r\n    ')).join('\r\n') + '\r\n'
}

const speaker = (r: Row & { kind: 'theirs' }, t: Translate): string => {
  const role = t(r.role === 'auto' ? 'auto' : 'agent')
  return r.author && r.author !== role ? `${r.author} (${role})` : role
}

const said = (r: Row & { kind: 'own' | 'theirs' }, t: Translate): string => {
  const mark = r.kind === 'theirs' ? r.mark : ''
  if (mark === 'recalled') return t(mark)
  const files = r.files.map((f) => `${isTextKey(f.kind) ? t(f.kind) : t('document')} ${f.name ?? ''}`.trim())
  const what = files.length || signed.includes(r.what) ? [] : [isTextKey(r.what) ? t(r.what) : t('unknown')]
  return [...files, ...what, ...(r.text ? [r.text] : []), ...(mark ? [`(${t(mark)})`] : [])].join(' ')
}
