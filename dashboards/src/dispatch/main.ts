import { createApp, shallowRef } from 'vue'
import { createApiClient } from '../api/client.ts'
import { createLanguages } from '../ui/language.ts'
import { createPreferences, PREFERENCES } from '../ui/preferences.ts'
import { createToasts, TOASTS } from '../ui/toasts.ts'
import { createApi } from './api.ts'
import { API } from './api-key.ts'
import { CLIENT } from './client-key.ts'
import DispatchApp from './DispatchApp.vue'
import { createFleet, FLEET } from './fleet/fleet.ts'
import type { FromDesk } from './fleet/fleet-messages.ts'
import { createLiveState, LIVE_STATE } from './live/live-state.ts'
import { loadMapSettings, type MapSettings } from './map/map-settings.ts'
import { MAP_SETTINGS } from './map/map-settings-key.ts'
import { en } from './messages/en.ts'
import { zh } from './messages/zh.ts'
import { createPageRouter } from './router.ts'
import { CLOCK, createServerClock } from './server-clock.ts'
import { createSession, SESSION } from './session.ts'
import 'maplibre-gl/dist/maplibre-gl.css'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/controls.css'
import '../ui/page.css'

const clock = createServerClock()
const client = createApiClient({
  onAnswer: (response) => clock.hear(response.headers.get('date')),
  onSignInNeeded: askForSignIn,
})
const api = createApi({ client })
const session = createSession({ api })
const router = createPageRouter({ session })
const languages = createLanguages({ 'zh-CN': zh, en })
const preferences = createPreferences({
  // not the storage itself: a browser that forbids it throws already here
  storage: {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, text) => localStorage.setItem(key, text),
  },
  dark: matchMedia('(prefers-color-scheme: dark)'),
  root: document.documentElement,
  onLanguage: (language) => {
    const { locale } = languages.global
    if (typeof locale !== 'string') locale.value = language
  },
})
const live = createLiveState()
const desk = new Worker(new URL('./fleet/fleet-worker.ts', import.meta.url), { type: 'module' })
const fleet = createFleet({
  post: (message) => desk.postMessage(message),
  listen: (onMessage) => desk.addEventListener('message', ({ data }: MessageEvent<FromDesk>) => onMessage(data)),
  onSignInNeeded: askForSignIn,
})
const mapSettings = shallowRef<MapSettings>()
void loadMapSettings('./settings.json').then((settings) => {
  mapSettings.value = settings
})

/** The server no longer knows this session. */
function askForSignIn(): void {
  session.forget()
  live.forget()
  const { name, fullPath } = router.currentRoute.value
  if (name === 'sign-in' || name === 'erased') return
  void router.replace({ name: 'sign-in', query: fullPath === '/live' ? {} : { next: fullPath } })
}

createApp(DispatchApp)
  .use(languages)
  .use(router)
  .provide(API, api)
  .provide(CLIENT, client)
  .provide(CLOCK, clock)
  .provide(SESSION, session)
  .provide(FLEET, fleet)
  .provide(PREFERENCES, preferences)
  .provide(TOASTS, createToasts())
  .provide(LIVE_STATE, live)
  .provide(MAP_SETTINGS, mapSettings)
  .mount('#page')
