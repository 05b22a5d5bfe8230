import { createRouter, createWebHistory } from 'vue-router'
import { Problem } from '@/api/http'
import { addTexts } from '@/i18n'
import { homeOf, ours, placeRoutes, PLACES } from '@/shell/places'
import { useAccount } from '@/stores/account'

declare module 'vue-router' {
  interface RouteMeta {
    open?: boolean // nobody has to be signed in
    place?: (typeof PLACES)[number]
  }
}

// Fetched while the server is still being asked who sits here.
const shell = () => import('@/shell/AppShell.vue')
if (!/^\/(sign-in|second-factor|setup)/.test(location.pathname)) void shell()
void PLACES.find((p) => location.pathname.startsWith(p.path))?.page()

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/inbox', redirect: '/' },
    { path: '/', name: 'home', component: shell, children: placeRoutes(addTexts) },
    { path: '/sign-in', name: 'sign-in', component: () => import('@/pages/SignInPage.vue'), meta: { open: true } },
    { path: '/second-factor', name: 'second-factor', component: () => import('@/pages/SecondFactorPage.vue'), meta: { open: true } },
    { path: '/setup', name: 'setup', component: () => import('@/pages/SetupPage.vue'), meta: { open: true } },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})

router.beforeEach(async (to) => {
  const account = useAccount()
  try {
    const [boot] = await Promise.all([account.boot ?? account.loadBoot(), to.meta.open || account.me || account.loadMe()])
    if (boot.setup_needed && to.name !== 'setup') return { name: 'setup' }
    if (!to.meta.open && account.me && to.name === 'home') return homeOf(account.me)
    if (to.meta.open || account.me) return true
  } catch (e) {
    // Out of reach: the sign-in page says so, and tries again.
    if (!(e instanceof Problem)) throw e
    if (to.meta.open) return true
    if (e.code === 'second_factor_owed') return { name: 'second-factor', query: { next: to.fullPath } }
  }
  return { name: 'sign-in', query: { next: to.fullPath } }
})

// afterSignIn is where a person wanted to go, or else where that person lands. Only our own addresses count.
export function afterSignIn(next: unknown): string {
  return ours(next) ? next : homeOf(useAccount().me)
}
