import { setTimeout as wait } from 'node:timers/promises'

const SIGNS_OF_LIFE_MS = 60_000
const LOOK_MS = 250

/**
 * Waits until a dispatcher sees a number for every truck that was measured since `startedMs`: the cloud still knows
 * those of the last run, and simulated trucks keep this machine's time.
 */
export async function waitForReadings({ pagesUrl, signIn, devices, startedMs, logs, signal }) {
  const signedIn = await fetch(`${pagesUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: pagesUrl },
    body: JSON.stringify({ name: signIn.name, password: signIn.password }),
    signal,
  })
  if (!signedIn.ok) throw new Error(`the cloud refused its own sign-in (${signedIn.status}): ${await signedIn.text()}`)
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const deadline = Date.now() + SIGNS_OF_LIFE_MS
  for (;;) {
    const answer = await fetch(`${pagesUrl}/api/trucks?limit=500`, { headers: { cookie }, signal })
    // a cloud that is being started again is not the end
    const trucks = answer.ok ? (await answer.json()).items : []
    const isHeard = (device) => trucks.some((truck) => truck.device === device && hasReading(truck, startedMs))
    const silent = devices.filter((device) => !isHeard(device))
    if (silent.length === 0) return
    if (Date.now() > deadline)
      throw new Error(
        `no readings from ${silent.join(', ')} after ${SIGNS_OF_LIFE_MS / 1_000} s; see the logs in ${logs}.`,
      )
    await wait(LOOK_MS, undefined, { signal })
  }
}

function hasReading(truck, sinceMs) {
  const channels = truck.compartments.flatMap((compartment) => compartment.channels)
  return truck.online && channels.some(({ value, at }) => value !== null && Date.parse(at) >= sinceMs)
}
