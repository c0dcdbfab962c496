import { zh as common } from '../../ui/messages/zh.ts'
import type { SameKeys } from '../../ui/words.ts'
import type { en } from './en.ts'

export const zh: SameKeys<typeof en> = {
  ...common,
  title: 'ColdRx 车载屏',
  waiting: '正在等待记录仪…',
  gone: {
    title: '与记录仪断开连接',
    since: '{time} 起，已 {duration}',
    hint: '下面是旧数值。请在安全时停车，检查记录仪电源，并报告调度。',
  },
  network: {
    online: '网络正常',
    'cloud-away': '服务器暂离',
    offline: '无网络',
  },
  recording: {
    ok: '正在记录',
    fault: '未在记录',
    last: '最近 {time}',
    waiting: '已保存 {n} 帧待上传',
    faultHint: '温度没有被记录，请立即报告调度。',
    detail: '详情',
  },
  clock: { none: '时钟未校准' },
  since: '{time} 起 · 已 {duration}',
  range: { between: '{min} ~ {max} °C', none: '未设温度范围' },
  advice: {
    out: '{names}：温度超限，请关好车门，检查制冷机，并报告调度。',
    power: '制冷机供电中断，请立即检查。',
    unknown: '{names}：没有有效读数，请报告调度。',
  },
  probeFaults: '探头 {probe}：{mark}',
  more: '另有 {n} 个探头故障',
  humidity: '湿度 {value} %',
  speed: '{value} km/h',
  noPosition: '无定位',
  theme: { auto: '自动', day: '白天', night: '夜间', label: '亮度：{mode}' },
}
