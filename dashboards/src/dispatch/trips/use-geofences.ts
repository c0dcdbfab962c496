import { onMounted, onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import { type ApiClient, answerOf } from '../../api/client.ts'
import { everyPage, type PageQuery } from '../../api/every-page.ts'
import { useClient } from '../client-key.ts'
import { useSession } from '../session.ts'
import { useWords } from '../words.ts'
import type { Geofence } from './records.ts'

/** As the server lets in; whoever else looks at a map sees it without them. */
const LOOKS_AT_FENCES = ['dispatcher', 'quality', 'administrator', 'inspector']

async function loadAll(client: ApiClient, signal: AbortSignal): Promise<Geofence[]> {
  const load = (query: PageQuery) => answerOf(client.GET('/api/geofences', { params: { query }, signal }))
  return (await everyPage(load)).items
}

/** All geofences in reach, for a map that is about something else. */
export function useGeofences(): ShallowRef<readonly Geofence[]> {
  const client = useClient()
  const session = useSession()
  const fences = shallowRef<readonly Geofence[]>([])
  const leaving = new AbortController()
  onScopeDispose(() => leaving.abort())
  onMounted(async () => {
    if (!(session.state.person?.roles.some((role) => LOOKS_AT_FENCES.includes(role)) ?? false)) return
    try {
      fences.value = await loadAll(client, leaving.signal)
    } catch {
      // the map is about trucks, and its page says itself when the server cannot be reached
    }
  })
  return fences
}

/** What is written at a fence: what to keep out of says so by a word, too. */
export function useFenceNames(): (fence: Pick<Geofence, 'kind' | 'name'>) => string {
  const { t, nameOf } = useWords()
  return ({ kind, name }) => (kind === 'forbidden' ? `${t('fenceKind.forbidden')}: ${nameOf(name)}` : nameOf(name))
}
