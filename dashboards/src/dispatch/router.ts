import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import FleetPage from './FleetPage.vue'
import SignInPage from './SignInPage.vue'
import type { Session } from './session.ts'

/** Addresses behind the hash need nothing of the server, and a truck's page can be kept as a bookmark. */
export function createPageRouter({ session }: { session: Session }): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/sign-in', name: 'sign-in', component: SignInPage },
      { path: '/', name: 'fleet', component: FleetPage },
      { path: '/trucks/:device', name: 'truck', component: FleetPage },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
  router.beforeEach(async (to) => {
    if (to.name === 'sign-in') return true
    // When the server cannot be asked, the fleet's page tells so and goes on trying.
    const person = await session.look().catch(() => 'unknown' as const)
    return person !== undefined || { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
  })
  return router
}
