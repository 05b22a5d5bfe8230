// The drafts of the account that sits here.

import { defineStore } from 'pinia'
import { computed, markRaw } from 'vue'
import { Drafts } from '@/lib/drafts'
import { useAccount } from '@/stores/account'

export const useDraftBook = defineStore('draftBook', () => {
  const account = computed(() => useAccount().me?.id ?? '')
  const book = computed(() => markRaw(new Drafts(account.value)))
  return { book }
})

export const useDrafts = (): Drafts => useDraftBook().book
