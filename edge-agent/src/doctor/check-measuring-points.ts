import type { AgentConfig } from '../config.ts'
import { countMeasuringPoints } from '../rules/measuring-points.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** GSP annex 3: how many points each compartment must have. */
export function checkMeasuringPoints(config: Pick<AgentConfig, 'asset' | 'compartments' | 'buses'>): Finding[] {
  return countMeasuringPoints(config).map(({ compartment, points, required, isSizeKnown }) => {
    const detail = { compartment, points, required, isSizeKnown }
    if (points < required) {
      return problem('measuring-points', 'too-few-points', {
        what: {
          zh: `${compartment} 有 ${points} 个探头，GSP 附录 3 要求至少 ${required} 个`,
          en: `${compartment} has ${points} probes; GSP annex 3 wants at least ${required}`,
        },
        next: {
          zh: '按验证确认的位置加装探头，并写入配置',
          en: 'Fit more at the places that the validation confirmed, and enter them in the configuration',
        },
        detail,
      })
    }
    const what = {
      zh: `${compartment} 有 ${points} 个探头（要求 ${required} 个）`,
      en: `${compartment} has ${points} probes (${required} wanted)`,
    }
    if (isSizeKnown) return ok('measuring-points', 'enough-points', { what, detail })
    const field = config.asset.kind === 'room' ? 'floorAreaSquareMetres' : 'volumeCubicMetres'
    return warning('measuring-points', 'size-unknown', {
      what: {
        zh: `${what.zh}，但配置中没有它的大小`,
        en: `${what.en}, and the configuration does not say how large it is`,
      },
      next: {
        zh: `在 compartments 中填写 ${field}，才能按 GSP 计算`,
        en: `Enter ${field} of the compartment: GSP counts by it`,
      },
      detail,
    })
  })
}
