// What the palette offers whoever sits here, just now: nothing that would be refused.

import { nextTick, onScopeDispose, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Entry } from './rank'
import { loadScripts, scriptEntries } from './scripts'
import { call, Problem } from '@/api/http'
import type { Row } from '@/api/types'
import { dispatch, offered } from '@/keys/bus'
import { keyName } from '@/keys/own'
import { SHORTCUTS } from '@/keys/shortcuts'
import { PARTS } from '@/own/parts'
import { findNumbers, type Numbers } from '@/search/api'
import { SECTIONS } from '@/settings/kinds'
import { chooseStatus, STATUSES } from '@/shell/chooseStatus'
import { landing, PLACES, sees } from '@/shell/places'
import { useAccount } from '@/stores/account'
import { useInbox } from '@/stores/inbox'
import { usePanels } from '@/stores/panels'
import { usePrefs } from '@/stores/prefs'
import { useRoster } from '@/stores/roster'
import { useRows } from '@/stores/rows'

interface Jumps {
  sessions: { row: Row; keys: string }[]
  people: { id: string; name: string; keys: string }[]
}

// Rows of a list are opened by where they stand, and these two are the palette itself.
const LEFT_OUT = /^(row[1-9]|escape|palette|rowDown|rowUp|filter|go[A-Z].*)$/
const NUMBER = /^(?=.{4,40}$)[0-9A-Za-z]+(-[0-9A-Za-z]+)*$/ // what a number, or most of one, looks like
const REST_MS = 200

export function useEntries() {
  const { t } = useI18n()
  const router = useRouter()
  const account = useAccount()
  const known = useRows()
  const jumps = shallowRef<Jumps | null>(null)
  const failed = ref(false)
  const ready = ref(0) // grows when there are newer scripts
  const numbers = shallowRef<Numbers | null>(null)

  // writes says whether a script can go into what is open now.
  const writes = () => !!usePanels().taker && offered('scripts')

  // A number is asked for when somebody has stopped typing one; what was found before goes with the question.
  let resting: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(resting))
  function seek(typed: string): void {
    clearTimeout(resting)
    const q = typed.replace(/^[>@#/]/, '').trim()
    if (numbers.value) numbers.value = null
    if (!NUMBER.test(q) || account.seat) return
    resting = setTimeout(() => void findNumbers(q).then((got) => (numbers.value = got), (e) => {
      if (!(e instanceof Problem)) throw e
      failed.value = true
    }), REST_MS)
  }

  async function load(): Promise<void> {
    if (writes()) void loadScripts(account.me?.id ?? '').then(() => ready.value++)
    try {
      const got = await call<Jumps>('GET', '/jumps')
      for (const { row } of got.sessions) known.put(row)
      jumps.value = got
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      failed.value = true
    }
  }

  const go = (to: Parameters<typeof router.push>[0]) => () => void router.push(to)

  function commands(): Entry[] {
    return SHORTCUTS.filter((s) => !LEFT_OUT.test(s.command) && offered(s.command)).map((s) => ({
      id: 'command:' + s.command, kind: 'command', title: t('key.' + s.command), keys: keyName(s.command), run: () => void nextTick(() => dispatch(s.command)),
    }))
  }

  function own(): Entry[] {
    const { prefs } = usePrefs()
    const statuses: Entry[] = account.can('serve') ? STATUSES.filter((s) => s !== account.me?.status).map((s) => ({
      id: 'status:' + s, kind: 'command', title: t('palette.status', { name: t('status.' + s) }), detail: t('status.about.' + s), run: () => void chooseStatus(s),
    })) : []
    if (statuses.length) statuses.push({ id: 'status:more', kind: 'command', title: t('status.more'), run: () => (usePanels().leave = 'away') })
    const themes: Entry[] = (['system', 'light', 'dark'] as const).filter((x) => x !== prefs.theme).map((x) => ({
      id: 'theme:' + x, kind: 'command', title: t('palette.theme', { name: t('theme.' + x) }), run: () => (prefs.theme = x),
    }))
    const parts: Entry[] = PARTS.filter((p) => p.sees(account.me)).map((p) => ({
      id: 'own:' + p.id, kind: 'setting', title: t('own.part.' + p.id), detail: t('place.own'), run: go({ name: 'own', params: { part: p.id } }),
    }))
    return [...statuses, ...themes, ...parts]
  }

  function places(): Entry[] {
    return PLACES.filter((p) => sees(account.me, p)).map((p) => ({
      id: 'place:' + p.name, kind: 'place', title: t(p.label), ...(p.go && { keys: keyName(p.go) }), run: go(landing(p, account.me)),
    }))
  }

  function settings(): Entry[] {
    if (!account.can('wording')) return []
    return SECTIONS.filter((s) => !s.needs || account.can(s.needs)).map((s) => ({
      id: 'setting:' + s.id, kind: 'setting', title: t('settings.section.' + s.id), detail: t('settings.about.' + s.id), run: go({ name: 'settings', params: { section: s.id, name: '' } }),
    }))
  }

  function sessions(): Entry[] {
    const spelled = new Map(jumps.value?.sessions.map((s) => [s.row.id, s.keys]))
    const here = useInbox().view
    return [...known.rows.values()].filter((r) => !r.hidden).sort((a, b) => a.urgency - b.urgency).map((r) => ({
      id: 'session:' + r.id, kind: 'session', title: r.title || r.contact, code: r.number, spelled: spelled.get(r.id) ?? '',
      detail: [useRoster().groupName(r.group), r.holder?.name ?? t(r.phase === 'closed' ? 'view.closed' : 'view.queue')].join(' · '),
      run: go({ name: 'inbox', params: { view: r.phase === 'closed' ? 'closed' : known.belongs(r, here) ? here : known.belongs(r, 'mine') ? 'mine' : known.belongs(r, 'queue') ? 'queue' : 'all', session: r.id } }),
    }))
  }

  // What bears the number, and is not in the lists: closed sessions, and entries of the register.
  function numbered(): Entry[] {
    const got = numbers.value
    if (!got) return []
    return [
      ...got.sessions.filter((r) => !known.rows.has(r.id)).map((r): Entry => ({
        id: 'session:' + r.id, kind: 'session', title: r.title || r.contact, code: r.number, detail: [useRoster().groupName(r.group), t(r.phase === 'closed' ? 'view.closed' : 'view.all')].join(' · '),
        run: go({ name: 'search', params: { session: r.id }, query: { q: '#' + r.number } }),
      })),
      ...got.cases.map(({ case: c }): Entry => ({
        id: 'case:' + c.id, kind: 'case', title: [c.number, c.title].filter(Boolean).join(' '), detail: c.nature, code: c.number, run: go({ name: 'complaints', params: { id: c.number } }),
      })),
    ]
  }

  // A superior may look at the day of a colleague: the server says of whom.
  function people(): Entry[] {
    return (jumps.value?.people ?? []).map((p) => ({
      id: 'person:' + p.id, kind: 'person', title: t('palette.of', { name: p.name }), spelled: p.keys, run: go({ name: 'own', params: { part: 'day' }, query: { agent: p.id } }),
    }))
  }

  function finds(typed: string): Entry[] {
    const q = typed.replace(/^[>@#/]/, '').trim()
    if (!q || account.seat) return []
    return [
      { id: 'find', kind: 'find', title: t('palette.find', { q }), run: go({ name: 'search', params: { session: '' }, query: { q } }) },
      { id: 'find-case', kind: 'find', title: t('palette.findCase', { q }), run: go({ name: 'complaints', params: { id: '' }, query: { view: 'all', q } }) },
    ]
  }

  const all = (typed: string): Entry[] => [...commands(), ...places(), ...sessions(), ...numbered(), ...people(), ...settings(), ...own(), ...(typed && writes() ? scriptEntries(usePanels().taker!) : []), ...finds(typed)]
  return { all, load, jumps, failed, seek, numbers, ready }
}
