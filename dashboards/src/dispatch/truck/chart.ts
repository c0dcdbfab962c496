import { LineChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import type { CurveLook } from './curve-option.ts'

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, LabelLayout, CanvasRenderer])

/** A canvas knows no custom properties: the tokens are read for it, anew for each theme. */
export function readLook(theme: 'light' | 'dark'): CurveLook {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: token('--ink'),
    inkSoft: token('--ink-soft'),
    line: token('--line'),
    surface: token('--surface'),
    limit: token('--out-of-range-ink'),
    limitTint: theme === 'dark' ? 'rgba(255, 120, 110, 0.1)' : 'rgba(181, 18, 27, 0.07)',
    gapTint: theme === 'dark' ? 'rgba(170, 190, 210, 0.14)' : 'rgba(77, 87, 99, 0.13)',
    probes: [1, 2, 3, 4, 5].map((number) => token(`--probe-${number}`)),
    font: token('--font'),
  }
}
