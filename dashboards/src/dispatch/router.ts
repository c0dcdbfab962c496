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
      { path: '/trips', name: 'trips', component: () => import('./trips/TripsPage.vue') },
      { path: '/trips/new', name: 'trip-new', component: () => import('./trips/TripFormPage.vue') },
      { path: '/trips/:trip', name: 'trip', component: () => import('./trips/TripPage.vue') },
      { path: '/trips/:trip/edit', name: 'trip-edit', component: () => import('./trips/TripFormPage.vue') },
      { path: '/shipments', name: 'shipments', component: () => import('./trips/ShipmentsPage.vue') },
      { path: '/shipments/new', name: 'shipment-new', component: () => import('./trips/ShipmentFormPage.vue') },
      { path: '/shipments/:shipment', name: 'shipment', component: () => import('./trips/ShipmentPage.vue') },
      { path: '/geofences', name: 'geofences', component: () => import('./trips/GeofencesPage.vue') },
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
