import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import { isClosedTo, landingOf } from './areas.ts'
import ErasedPage from './privacy/ErasedPage.vue'
import type { Session } from './session.ts'
import { takeNext } from './sign-in/after-sign-in.ts'
import SignInPage from './sign-in/SignInPage.vue'
import { createSignInGuard } from './sign-in/sign-in-guard.ts'

/** Nothing is drawn before the first page is chosen. */
const PATIENCE_MS = 1_500

/** Addresses behind the hash need nothing of the server, and a truck's page can be kept as a bookmark. */
export function createPageRouter({ session }: { session: Session }): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { bare: true } },
      {
        path: '/consent',
        name: 'consent',
        component: () => import('./sign-in/ConsentPage.vue'),
        meta: { bare: true },
      },
      {
        path: '/new-password',
        name: 'new-password',
        component: () => import('./account/NewPasswordPage.vue'),
        meta: { bare: true },
      },
      // not fetched first: the way to the sign-in would overtake it
      { path: '/erased', name: 'erased', component: ErasedPage, meta: { bare: true } },
      { path: '/', name: 'start', component: SignInPage, meta: { bare: true } },
      { path: '/live/:device?', name: 'live', component: () => import('./live/LivePage.vue'), meta: { wide: true } },
      { path: '/trucks/:device', name: 'truck', component: () => import('./truck/TruckPage.vue') },
      { path: '/trips', name: 'trips', component: () => import('./trips/TripsPage.vue') },
      { path: '/trips/new', name: 'trip-new', component: () => import('./trips/TripFormPage.vue') },
      { path: '/trips/:trip', name: 'trip', component: () => import('./trips/TripPage.vue') },
      { path: '/trips/:trip/edit', name: 'trip-edit', component: () => import('./trips/TripFormPage.vue') },
      { path: '/shipments', name: 'shipments', component: () => import('./trips/ShipmentsPage.vue') },
      { path: '/shipments/new', name: 'shipment-new', component: () => import('./trips/ShipmentFormPage.vue') },
      { path: '/shipments/:shipment', name: 'shipment', component: () => import('./trips/ShipmentPage.vue') },
      {
        path: '/hand-overs/:digest',
        name: 'hand-over',
        component: () => import('./trips/HandOverPage.vue'),
        meta: { bare: true },
      },
      { path: '/geofences', name: 'geofences', component: () => import('./trips/GeofencesPage.vue') },
      { path: '/assets', name: 'assets', component: () => import('./fleet-records/AssetsPage.vue') },
      { path: '/assets/:asset', name: 'asset', component: () => import('./fleet-records/AssetPage.vue') },
      { path: '/probes', name: 'probes', component: () => import('./fleet-records/ProbesPage.vue') },
      { path: '/probes/:probe', name: 'probe', component: () => import('./fleet-records/ProbePage.vue') },
      { path: '/devices', name: 'devices', component: () => import('./fleet-records/DevicesPage.vue') },
      { path: '/devices/:device', name: 'device', component: () => import('./fleet-records/DevicePage.vue') },
      { path: '/versions', name: 'versions', component: () => import('./fleet-records/VersionsPage.vue') },
      { path: '/authorities', name: 'authorities', component: () => import('./fleet-records/AuthoritiesPage.vue') },
      { path: '/fleet-sheets', name: 'sheets', component: () => import('./fleet-records/SheetsPage.vue') },
      { path: '/account', name: 'account', component: () => import('./account/AccountPage.vue') },
      { path: '/people', name: 'people', component: () => import('./people/PeoplePage.vue') },
      { path: '/people/:person', name: 'person', component: () => import('./people/PersonPage.vue') },
      { path: '/organisations', name: 'organisations', component: () => import('./people/OrganisationsPage.vue') },
      { path: '/clients', name: 'clients', component: () => import('./integrations/ClientsPage.vue') },
      { path: '/clients/:client', name: 'client', component: () => import('./integrations/ClientPage.vue') },
      { path: '/webhooks', name: 'webhooks', component: () => import('./integrations/WebhooksPage.vue') },
      { path: '/webhooks/:webhook', name: 'webhook', component: () => import('./integrations/WebhookPage.vue') },
      { path: '/inspection', name: 'inspection', component: () => import('./inspection/InspectionPage.vue') },
      { path: '/inspection/:kind/:id', name: 'inspected', component: () => import('./inspection/InspectedPage.vue') },
      { path: '/audit', name: 'audit', component: () => import('./audit/AuditPage.vue') },
      { path: '/audit/:entry', name: 'audit-entry', component: () => import('./audit/AuditEntryPage.vue') },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  const isOpen = createSignInGuard({ session, patience: () => wait(PATIENCE_MS) })
  router.beforeEach(async (to) => {
    if (to.name === 'sign-in' || to.name === 'erased') return true
    if (!(await isOpen())) {
      return { name: 'sign-in', query: to.name === 'start' ? {} : { next: to.fullPath } }
    }
    // The server may not have said yet who it is: it decides anyhow.
    const roles = session.state.person?.roles
    if (session.state.person?.passwordIsTemporary === true) {
      return to.name === 'new-password' || { name: 'new-password', query: { next: to.fullPath } }
    }
    if (to.name === 'start') {
      return takeNext(sessionStorage) ?? { name: roles === undefined ? 'live' : landingOf(roles), replace: true }
    }
    return roles === undefined || !isClosedTo(String(to.name), roles) || { name: landingOf(roles) }
  })
  return router
}

function wait(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
