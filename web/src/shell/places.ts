// The places of the application, in the order of the navigation: one entry is all that a new place needs here. Each is
// its own chunk, with its own words, so that the inbox's first load stays what it is. The server knows the paths too
// (web/web.go; a test compares).

import type { RouteComponent, RouteRecordRaw } from 'vue-router'
import type { Permission, Rank } from '@/api/types'
import { complaintTexts } from '@/complaints'
import { customerTexts } from '@/customer'
import type { Texts } from '@/i18n'
import { keyTexts } from '@/keys'
import type { Command } from '@/keys/shortcuts'
import { liveTexts } from '@/live'
import { lookTexts } from '@/look'
import { markTexts } from '@/marks'
import { ownTexts } from '@/own'
import { qualityTexts } from '@/quality'
import { ratingTexts } from '@/ratings'
import { searchTexts } from '@/search'
import { settingsTexts } from '@/settings'
import { statusTexts } from '@/status'
import type { IconName } from '@/ui/icons'

export interface Place {
  name: string // of its route
  path: string // its first segment
  params?: string // what may stand behind the path, in the router's words
  icon: IconName
  label: string // key of its name
  go?: Command // the keys that lead there
  needs?: Permission // who sees it; left out: everybody
  home?: readonly Rank[] // who lands here after signing in (ui.md 1.1); everybody else lands in the inbox
  page: () => Promise<RouteComponent>
  texts?: readonly Texts[] // words that only such places use
  deep?: string // the parameter that fills a phone's screen: the bottom bar steps aside for it
}

export const PLACES: readonly Place[] = [
  {
    name: 'inbox',
    path: '/inbox',
    params: '/:view(mine|owed|queue|all|closed|asked|starred|mentioned)/:session?',
    icon: 'inbox',
    label: 'place.inbox',
    go: 'goInbox',
    page: () => import('@/inbox/InboxPage.vue'),
    deep: 'session',
  },
  {
    name: 'live',
    path: '/live',
    params: '/:session?',
    icon: 'live',
    label: 'place.live',
    go: 'goLive',
    needs: 'read_all',
    home: ['supervisor', 'inspector'],
    page: () => import('@/live/LivePage.vue'),
    texts: [liveTexts, lookTexts, markTexts, statusTexts],
    deep: 'session',
  },
  {
    name: 'complaints',
    path: '/complaints',
    params: '/:id?',
    icon: 'flag',
    label: 'place.complaints',
    go: 'goComplaints',
    page: () => import('@/complaints/ComplaintsPage.vue'),
    texts: [complaintTexts],
    deep: 'id',
  },
  {
    name: 'quality',
    path: '/quality',
    params: '/:day(\\d{4}-\\d{2}-\\d{2})?/:agent?/:n(\\d+)?',
    icon: 'quality',
    label: 'place.quality',
    go: 'goQuality',
    needs: 'review',
    page: () => import('@/quality/QualityPage.vue'),
    texts: [qualityTexts, markTexts],
    deep: 'agent',
  },
  {
    name: 'ratings',
    path: '/ratings',
    params: '/:session?',
    icon: 'star',
    label: 'place.ratings',
    go: 'goRatings',
    needs: 'read_all',
    page: () => import('@/ratings/RatingsPage.vue'),
    texts: [ratingTexts, lookTexts, markTexts],
    deep: 'session',
  },
  {
    name: 'customers',
    path: '/customers',
    params: '/:part(log)?/:session?',
    icon: 'user',
    label: 'place.customers',
    needs: 'read_all',
    page: () => import('@/customer/CustomersPlace.vue'),
    texts: [customerTexts, lookTexts, markTexts],
    deep: 'session',
  },
  {
    name: 'search',
    path: '/search',
    params: '/:session?',
    icon: 'search',
    label: 'place.search',
    go: 'search',
    page: () => import('@/search/SearchPage.vue'),
    texts: [searchTexts, lookTexts, markTexts],
    deep: 'session',
  },
  {
    name: 'own',
    path: '/me',
    params: '/:part(day|problems|scripts|alerts|keys|look|access)?',
    icon: 'user',
    label: 'place.own',
    go: 'goOwn',
    page: () => import('@/own/OwnPlace.vue'),
    texts: [ownTexts, keyTexts],
    deep: 'part',
  },
  {
    name: 'settings',
    path: '/settings',
    params: '/:section?/:name?',
    icon: 'settings',
    label: 'place.settings',
    go: 'goSettings',
    needs: 'wording',
    page: () => import('@/settings/SettingsPage.vue'),
    texts: [settingsTexts],
    deep: 'section',
  },
]

export interface Who {
  rank: Rank
  permissions: Permission[]
}

// sees: a department's seat has its questions and nothing else (ORG-13).
export function sees(who: Who | null, place: Place): boolean {
  if (who?.rank === 'department') return place.name === 'inbox' || place.name === 'own'
  return !!who && (!place.needs || who.permissions.includes(place.needs))
}

// landing is where a place begins.
export const landing = (place: Place, who: Who | null): string => {
  if (place.name !== 'inbox') return place.path
  return who?.rank === 'department' ? '/inbox/asked' : '/inbox/mine'
}

// homeOf is where a person lands.
export function homeOf(who: Who | null): string {
  const home = PLACES.find((p) => who && p.home?.includes(who.rank) && sees(who, p))
  return landing(home ?? PLACES[0]!, who)
}

// ours says whether an address is one of a place; what comes from outside is only followed then.
export const ours = (address: unknown): address is string =>
  typeof address === 'string' && PLACES.some((p) => address === p.path || address.startsWith(p.path + '/') || address.startsWith(p.path + '?'))

export function placeRoutes(addTexts: (texts: Texts) => Promise<void>): RouteRecordRaw[] {
  return PLACES.map((p) => ({
    path: p.path + (p.params ?? ''),
    name: p.name,
    component: p.page,
    props: (to) => Object.fromEntries(Object.entries(to.params).map(([key, value]) => [key, value ?? ''])),
    meta: { place: p },
    beforeEnter: async () => {
      await Promise.all((p.texts ?? []).map(addTexts))
    },
  }))
}
