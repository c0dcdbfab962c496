import { createApp } from 'vue'
import { createLanguages } from '../ui/language.ts'
import { createApi } from './api.ts'
import { API } from './api-key.ts'
import DispatchApp from './DispatchApp.vue'
import { createFleet, FLEET } from './fleet.ts'
import { en } from './messages/en.ts'
import { zh } from './messages/zh.ts'
import { createPageRouter } from './router.ts'
import { CLOCK, createServerClock } from './server-clock.ts'
import { createSession, SESSION } from './session.ts'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/el-button.css'
import 'element-plus/theme-chalk/el-input.css'
import 'element-plus/theme-chalk/el-segmented.css'
import './element.css'
import '../ui/tokens.css'
import '../ui/base.css'

const clock = createServerClock()
const api = createApi({ clock })
const session = createSession({ api })
const router = createPageRouter({ session })
const fleet = createFleet({
  api,
  clock,
  onSignInNeeded: () => {
    session.forget()
    const next = router.currentRoute.value.fullPath
    void router.replace({ name: 'sign-in', query: next === '/' ? {} : { next } })
  },
})

createApp(DispatchApp)
  .use(createLanguages({ 'zh-CN': zh, en }))
  .use(router)
  .provide(API, api)
  .provide(CLOCK, clock)
  .provide(SESSION, session)
  .provide(FLEET, fleet)
  .mount('#page')
