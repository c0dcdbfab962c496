import { onMounted, onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import { type ApiClient, answerOf } from '../../api/client.ts'
import { everyPage, type PageQuery } from '../../api/every-page.ts'
import { useClient } from '../client-key.ts'
import { useSession } from '../session.ts'
import { useWords } from '../words.ts'
import type { Geofence } from './records.ts'

/** As the server lets in; whoever else looks at a map sees it without them. */
const LOOKS_AT_FENCES = ['dispatcher', 'quality', 'administrator', 'inspector']

/** A wall shows its map for days: a fence that somebody drew meanwhile comes by then. */
const REFRESH_MS = 3 * 60_000

async function loadAll(client: ApiClient, signal: AbortSignal): Promise<Geofence[]> {
  const load = (query: PageQuery) => answerOf(client.GET('/api/geofences', { params: { query }, signal }))
  return (await everyPage(load)).items
}

/** All geofences in reach, for a map that is about something else; again when somebody comes back to it, and each few minutes. */
export function useGeofences(): ShallowRef<readonly Geofence[]> {
  const client = useClient()
  const session = useSession()
  const fences = shallowRef<readonly Geofence[]>([])
  const leaving = new AbortController()
  onScopeDispose(() => leaving.abort())
  let shown = ''
  let isLoading = false
  async function refresh(): Promise<void> {
    if (isLoading || document.visibilityState === 'hidden') return
    isLoading = true
    try {
      const found = await loadAll(client, leaving.signal)
      const now = JSON.stringify(found)
      // a map draws anew what it is given anew
      if (now !== shown) fences.value = found
      shown = now
    } catch {
      // the map is about trucks, and its page says itself when the server cannot be reached
    } finally {
      isLoading = false
    }
  }
  onMounted(() => {
    if (!(session.state.person?.roles.some((role) => LOOKS_AT_FENCES.includes(role)) ?? false)) return
    void refresh()
    const again = () => void refresh()
    const timer = setInterval(again, REFRESH_MS)
    window.addEventListener('focus', again)
    document.addEventListener('visibilitychange', again)
    leaving.signal.addEventListener('abort', () => {
      clearInterval(timer)
      window.removeEventListener('focus', again)
      document.removeEventListener('visibilitychange', again)
    })
  })
  return fences
}

/** What is written at a fence: what to keep out of says so by a word, too. */
export function useFenceNames(): (fence: Pick<Geofence, 'kind' | 'name'>) => string {
  const { t, nameOf } = useWords()
  return ({ kind, name }) => (kind === 'forbidden' ? `${t('fenceKind.forbidden')}: ${nameOf(name)}` : nameOf(name))
}
