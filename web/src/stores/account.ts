// Who sits here, and what the server said about itself.

import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import * as desk from '@/api/desk'
import { Problem } from '@/api/http'
import type { Boot, Me, Permission, Status } from '@/api/types'
import { usePrefs } from './prefs'

export const useAccount = defineStore('account', () => {
  const me = ref<Me | null>(null)
  const boot = ref<Boot | null>(null)
  const updateReady = ref(false)

  const can = (what: Permission): boolean => me.value?.permissions.includes(what) ?? false
  const seesAll = computed(() => can('read_all'))

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
      setMe(await desk.me())
      return me.value
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 401) throw e
      me.value = null
      return null
    }
  }

  function setMe(next: Me): void {
    if (me.value?.id !== next.id) usePrefs().useAccount(next.id)
    me.value = { ...next, groups: next.groups ?? [], permissions: next.permissions ?? [] }
  }

  async function signIn(login: string, password: string): Promise<void> {
    await desk.signIn(login, password)
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

  async function setStatus(status: Status): Promise<void> {
    setMe(await desk.setStatus(status))
  }

  return { me, boot, updateReady, can, seesAll, loadBoot, loadMe, setMe, signIn, setup, signOut, setStatus }
})
