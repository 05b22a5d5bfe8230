// Who sits here, and what the server said about itself.

import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Boot, Me, Permission } from '@/api/types'
import { usePrefs } from './prefs'

export const useAccount = defineStore('account', () => {
  const me = ref<Me | null>(null)
  const boot = ref<Boot | null>(null)
  const updateReady = ref(false)

  // However somebody goes: nothing that is chosen afterwards is that person's.
  watch(me, (now) => now || usePrefs().leave(), { flush: 'sync' })

  const can = (what: Permission): boolean => me.value?.permissions.includes(what) ?? false
  const seesAll = computed(() => can('read_all'))
  // A department's seat answers what it is asked: it takes no sessions, so there is no load and no availability.
  const seat = computed(() => me.value?.rank === 'department')

  async function loadBoot(): Promise<Boot> {
    const fresh = await desk.boot()
    if (boot.value && boot.value.version !== fresh.version) updateReady.value = true
    else boot.value = fresh
    usePrefs().suggestLocale(fresh.locale)
    return fresh
  }

  // loadMe is null when nobody is signed in; every other failure is thrown.
  async function loadMe(): Promise<Me | null> {
    try {
      const who = await desk.me()
      await setMe(who)
      return me.value
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 401) throw e
      me.value = null
      return null
    }
  }

  // replaces says that the server takes this page for another person's, who has signed in elsewhere in this browser. What stands on it
  // is not theirs, and what is written on it would leave in their name: the page begins anew.
  function replaces(next: Me): boolean {
    if (!me.value || me.value.id === next.id) return false
    location.reload()
    return true
  }

  // setMe is done at once for who was here before, and otherwise when the desk looks as the person likes it.
  async function setMe(next: Me): Promise<void> {
    if (replaces(next)) return
    if (me.value?.id !== next.id) await usePrefs().useAccount(next.id)
    me.value = { ...next, groups: next.groups ?? [], permissions: next.permissions ?? [] }
  }

  async function signIn(login: string, password: string, more: desk.SignIn = {}): Promise<void> {
    await desk.signIn(login, password, more)
    me.value = null // whoever that was: it is said who it is now
    await loadMe()
  }

  // again signs in over the page as it stands, which nobody leaves for it.
  async function again(password: string, more: desk.SignIn): Promise<void> {
    await desk.signIn(me.value?.login ?? '', password, more)
    await loadMe()
  }

  async function setup(body: { token: string; login: string; name: string; password: string }): Promise<void> {
    await desk.setup(body)
    if (boot.value) boot.value.setup_needed = false
    await loadMe()
  }

  async function signOut(): Promise<void> {
    await desk.signOut()
    me.value = null
  }

  async function setStatus(...wish: Parameters<typeof desk.setStatus>): Promise<void> {
    await setMe(await desk.setStatus(...wish))
  }

  return { me, boot, updateReady, can, seesAll, seat, loadBoot, loadMe, setMe, replaces, signIn, again, setup, signOut, setStatus }
})
