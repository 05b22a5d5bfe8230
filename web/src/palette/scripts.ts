// The department's scripts, and one's own texts, as the palette offers them: inserted into the composer that is open (ui.md 1.18).

import type { Entry } from './rank'
import { noteUse } from '@/picker/habits'
import { library, refresh } from '@/picker/library'
import { own, ownEntry, refreshOwn } from '@/picker/own'
import { saidTo } from '@/picker/rank'
import type { Taker } from '@/stores/panels'

// loadScripts gives what this device keeps at once, and asks for what is newer.
export const loadScripts = (account: string): Promise<unknown> => Promise.all([refresh(account), refreshOwn(account)])

// scriptEntries are those that may be said to the customer of the open composer: none that is retired, and the apology for a fault only
// where one was found (SCR-21).
export function scriptEntries(taker: Taker): Entry[] {
  const { about } = taker
  const all = [...(library.value?.scripts ?? []), ...(own.value?.texts ?? []).map(ownEntry)]
  return all.filter((e) => !e.retired && (!e.fault || about.fault)).map((e) => {
    const said = saidTo(e, about.customer)
    return {
      id: 'script:' + e.id, kind: 'script', title: e.title || said.slice(0, 40), detail: said, ...(e.code && { code: e.code }), spelled: e.keys,
      run: () => {
        noteUse(about.account, e.id, Date.now())
        taker.take(said, { script: `${e.id}@${e.own?.n ?? library.value?.pack ?? ''}`, gaps: e.gaps ?? [] }, about.noFiles ? [] : (e.files ?? []))
      },
    }
  })
}
