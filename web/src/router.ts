import { createRouter, createWebHistory } from 'vue-router'
import { Problem } from '@/api/http'
import type { View } from '@/api/types'
import { useAccount } from '@/stores/account'

// Fetched while the server is still being asked who sits here.
const inboxPage = () => import('@/inbox/InboxPage.vue')
if (/^\/(inbox|$)/.test(location.pathname)) void inboxPage()

const VIEWS: View[] = ['mine', 'queue', 'all', 'closed']

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/inbox/mine' },
    { path: '/inbox', redirect: '/inbox/mine' },
    {
      path: `/inbox/:view(${VIEWS.join('|')})/:session?`,
      name: 'inbox',
      component: inboxPage,
      props: (to) => ({ view: to.params.view, session: to.params.session ?? '' }),
    },
    { path: '/sign-in', name: 'sign-in', component: () => import('@/pages/SignInPage.vue'), meta: { open: true } },
    { path: '/setup', name: 'setup', component: () => import('@/pages/SetupPage.vue'), meta: { open: true } },
    { path: '/:rest(.*)*', redirect: '/inbox/mine' },
  ],
})

router.beforeEach(async (to) => {
  const account = useAccount()
  try {
    const [boot] = await Promise.all([account.boot ?? account.loadBoot(), to.meta.open || account.me || account.loadMe()])
    if (boot.setup_needed && to.name !== 'setup') return { name: 'setup' }
    if (to.meta.open || account.me) return true
  } catch (e) {
    // Out of reach: the sign-in page says so, and tries again.
    if (!(e instanceof Problem)) throw e
    if (to.meta.open) return true
  }
  return { name: 'sign-in', query: { next: to.fullPath } }
})

// afterSignIn is where a person wanted to go. Only our own addresses count.
export function afterSignIn(next: unknown): string {
  return typeof next === 'string' && /^\/inbox(\/|$)/.test(next) ? next : '/inbox/mine'
}
