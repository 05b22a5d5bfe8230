// Colleagues and groups, with what they can take just now.

import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import * as desk from '@/api/desk'
import type { Agent, Group } from '@/api/types'
import { useAccount } from './account'

export const useRoster = defineStore('roster', () => {
  const agents = shallowRef<Agent[]>([])
  const groups = shallowRef<Group[]>([])
  const failed = ref(false)

  async function load(): Promise<void> {
    try {
      const [a, g] = await Promise.all([desk.agents(), desk.groups()])
      agents.value = a ?? []
      groups.value = g ?? []
      failed.value = false
    } catch {
      failed.value = true
    }
  }

  function setAgents(fresh: Agent[]): void {
    agents.value = fresh
  }

  function groupName(id: string): string {
    return groups.value.find((g) => g.id === id)?.name ?? id
  }

  function agentName(id: string): string {
    return agents.value.find((a) => a.id === id)?.name ?? id
  }

  // told are those whom a note of mine can speak to.
  const told = () => agents.value.filter((a) => !a.disabled && a.id !== useAccount().me?.id)

  return { agents, groups, failed, load, setAgents, groupName, agentName, told }
})
