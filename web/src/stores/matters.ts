// What customers can want, who can be asked, and whose question is mine to answer.

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import * as matter from '@/api/matter'
import type { Ask, MatterChoices } from '@/api/matter'
import { Problem } from '@/api/http'
import type { Me, Rank, Row } from '@/api/types'

const NONE: MatterChoices = { categories: [], departments: [], gravities: [], levels: [], complaint_group: '', steps: false, confirm: false, handoff: false }
const LADDER: Rank[] = ['agent', 'lead', 'supervisor', 'manager', 'admin']

// askedMe says whether a question was put to me: to the person, to a seat of the department, to a superior of that level
// (a lead only of the group's). The server judges in the same way.
export function askedMe(ask: Ask, row: Row, me: Me): boolean {
  if (ask.kind === 'consult') return ask.to === me.id
  if (ask.kind === 'department') return me.rank === 'department' && me.groups.includes(ask.department ?? '')
  return ask.level === me.rank && (me.rank !== 'lead' || me.groups.includes(row.group))
}

// mayAnswer adds those who stand above whoever was asked.
export function mayAnswer(ask: Ask, row: Row, me: Me): boolean {
  const asked = ask.kind === 'escalation' ? (ask.level ?? 'agent') : 'agent'
  return askedMe(ask, row, me) || (me.permissions.includes('act_any') && LADDER.indexOf(me.rank) > LADDER.indexOf(asked))
}

export const useMatters = defineStore('matters', () => {
  const choices = shallowRef<MatterChoices>(NONE)

  // load keeps what is known when the server is out of reach.
  async function load(): Promise<void> {
    try {
      choices.value = await matter.matters()
    } catch (e) {
      if (!(e instanceof Problem)) throw e
    }
  }

  const category = (id: string) => choices.value.categories.find((c) => c.id === id)
  const categoryName = (id: string) => category(id)?.name ?? id
  const departmentName = (id: string) => choices.value.departments.find((d) => d.id === id)?.name ?? id
  const gravityName = (id: string) => choices.value.gravities.find((g) => g.id === id)?.name ?? id

  // technical is the department that solves what cannot be solved here (FLW-04): the one of that name, or the first.
  const technical = () => (choices.value.departments.find((d) => d.id === 'technical') ?? choices.value.departments[0])?.id ?? ''

  // groupOf is whose work a category is; empty when it stays where it is.
  function groupOf(id: string): string {
    const c = category(id)
    return c?.flow === 'dispute' ? choices.value.complaint_group : (c?.group ?? '')
  }

  return { choices, load, category, categoryName, departmentName, gravityName, technical, groupOf }
})
