import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { onOwed, onSignedOut } from './api/http'
import { i18n, setLocale } from './i18n'
import { router } from './router'
import { useAccount } from './stores/account'
import { usePrefs } from './stores/prefs'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/menu.css'

const app = createApp(App).use(createPinia()).use(i18n)
// Theme and language, before anything is drawn. Its words come beside the parts of the page, and the page waits for them.
const words = setLocale(usePrefs().prefs.locale)

// away leads whoever was inside to the door, and back to the same page afterwards.
const away = (name: 'sign-in' | 'second-factor') => () => {
  const account = useAccount()
  if (!account.me) return
  account.me = null
  void router.push({ name, query: { next: router.currentRoute.value.fullPath } })
}
onSignedOut(away('sign-in'))
onOwed(away('second-factor'))

// A file of an older build is gone: the page is older than the server. Who cannot reach the server is told that, and not to reload.
// Without a line many files fail, each again and again: that is asked once, and by the welcome after it.
let asked = false
window.addEventListener('vite:preloadError', () => {
  if (asked) return
  asked = true
  const account = useAccount()
  account.loadBoot().then(
    () => (account.updateReady = true),
    () => window.addEventListener('online', () => (asked = false), { once: true }),
  )
})

app.use(router)
const draw = () => void app.mount('#app')
void words.then(draw, draw) // without words it can still say, and reload, that the server is a newer one
