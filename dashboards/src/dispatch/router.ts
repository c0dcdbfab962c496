import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import type { Session } from './session.ts'
import SignInPage from './sign-in/SignInPage.vue'
import { createSignInGuard } from './sign-in/sign-in-guard.ts'

/** Nothing is drawn before the first page is chosen. */
const PATIENCE_MS = 1_500

/** Addresses behind the hash need nothing of the server, and a truck's page can be kept as a bookmark. */
export function createPageRouter({ session }: { session: Session }): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/sign-in', name: 'sign-in', component: SignInPage },
      { path: '/', redirect: '/live' },
      { path: '/live/:device?', name: 'live', component: () => import('./live/LivePage.vue'), meta: { wide: true } },
      { path: '/trucks/:device', name: 'truck', component: () => import('./truck/TruckPage.vue') },
      { path: '/assets', name: 'assets', component: () => import('./fleet-records/AssetsPage.vue') },
      { path: '/assets/:asset', name: 'asset', component: () => import('./fleet-records/AssetPage.vue') },
      { path: '/probes', name: 'probes', component: () => import('./fleet-records/ProbesPage.vue') },
      { path: '/probes/:probe', name: 'probe', component: () => import('./fleet-records/ProbePage.vue') },
      { path: '/devices', name: 'devices', component: () => import('./fleet-records/DevicesPage.vue') },
      { path: '/devices/:device', name: 'device', component: () => import('./fleet-records/DevicePage.vue') },
      { path: '/fleet-sheets', name: 'sheets', component: () => import('./fleet-records/SheetsPage.vue') },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
  const isOpen = createSignInGuard({ session, patience: () => wait(PATIENCE_MS) })
  router.beforeEach(
    async (to) =>
      to.name === 'sign-in' ||
      (await isOpen()) || { name: 'sign-in', query: to.path === '/live' ? {} : { next: to.fullPath } },
  )
  return router
}

function wait(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
