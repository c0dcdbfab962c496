import { expect, it } from 'vitest'
import type { Acknowledgement } from '../alerts/alerts.ts'
import type { Episode, EpisodeKind } from '../excursions/episode.ts'
import { actionsOfEpisodes } from './record-alarms.ts'

const taken = (personId: string, atMs: number, undoneAtMs: number | null = null): Acknowledgement => ({
  ...{ alertId: 'a', personId, comment: `by ${personId}`, atMs, undoneAtMs, undoneBecause: null },
})
const episode = (id: string, kind: EpisodeKind) => ({ id, kind }) as Episode

it('tells once who took an alarm whose alert holds several episodes, and not what was undone', async () => {
  const asked: unknown[] = []
  const byEpisode: Readonly<Record<string, readonly Acknowledgement[]>> = {
    e1: [taken('p2', 20), taken('p1', 10, 15)],
    e2: [taken('p2', 20), taken('p3', 5)],
    e3: [taken('p4', 1)],
  }
  const actionsOf = actionsOfEpisodes({
    episodes: {
      episodesOf: (span) => {
        asked.push(span)
        return Promise.resolve([episode('e1', 'temperature'), episode('e2', 'critical'), episode('e3', 'door')])
      },
    },
    acknowledgementsOf: (id) => Promise.resolve(byEpisode[id] ?? []),
    namesOf: () => Promise.resolve([{ id: 'p2', zh: 'wang', en: 'wang' }]),
  })
  const range = { minCelsius: 2, maxCelsius: 8 }
  const compartmentName = { zh: '前', en: 'front' }
  const alarm = { id: 'x', device: 'tk001', truckName: 't', compartment: 'c1', compartmentName, range, channel: 'p1' }
  expect(await actionsOf({ ...alarm, openedAtMs: 1, closedAtMs: 30, peakCelsius: 9 })).toEqual([
    { atMs: 5, by: 'p3', text: 'by p3' },
    { atMs: 20, by: 'wang', text: 'by p2' },
  ])
  expect(asked).toEqual([{ device: 'tk001', compartment: 'c1', fromMs: 1, toMs: 30 }])
})
