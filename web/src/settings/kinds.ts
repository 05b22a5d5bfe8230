// The sections of the settings, in order. A document of a new kind needs one line here and a form.

import { type Component } from 'vue'
import { addTexts } from '@/i18n'
import { later } from '@/lib/later'
import { pickerTexts } from '@/picker'
import type { Permission } from '@/api/types'

export interface Section {
  id: string // in the address, and the key of its name
  kind?: string // of the documents that it edits; left out: none
  page: Component // the form of the document, or the whole section
  needs?: Permission // who sees it
}

const lazy = (load: () => Promise<Component>) => later(load)

export const SECTIONS: readonly Section[] = [
  { id: 'organisation', kind: 'department', page: lazy(() => import('./OrganisationForm.vue')) },
  { id: 'groups', kind: 'groups', page: lazy(() => import('./GroupsForm.vue')) },
  { id: 'people', page: lazy(() => import('./PeopleSection.vue')), needs: 'manage_agents' },
  { id: 'hours', kind: 'hours', page: lazy(() => import('./HoursForm.vue')) },
  { id: 'targets', kind: 'targets', page: lazy(() => import('./TargetsForm.vue')) },
  { id: 'scripts', kind: 'scripts', page: lazy(() => import('./ScriptsForm.vue')) },
  { id: 'proposals', page: lazy(async () => (await Promise.all([import('./ProposalsSection.vue'), addTexts(pickerTexts)]))[0]) },
  { id: 'use', page: lazy(() => import('./ScriptUseSection.vue')) },
  { id: 'phrases', kind: 'phrases', page: lazy(() => import('./PhrasesForm.vue')) },
  { id: 'matters', kind: 'matters', page: lazy(() => import('./MattersForm.vue')) },
  { id: 'scorecard', kind: 'scorecard', page: lazy(() => import('./ScorecardDocForm.vue')) },
  { id: 'customers', kind: 'customers', page: lazy(() => import('./CustomersForm.vue')) },
  { id: 'channels', page: lazy(() => import('./ChannelsSection.vue')) },
]
