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
    hintWithoutValues: '请在安全时停车，检查记录仪电源，并报告调度。',
  },
  network: {
    online: '网络正常',
    'cloud-away': '服务器暂离',
    offline: '无网络',
  },
  recording: {
    ok: '正在记录',
    fault: '未在记录',
    last: '最近记录 {time}',
    waiting: '待上传 {n} 份',
  },
  clock: { none: '时钟未校准', zone: '非北京时间：{zone}' },
  since: '{time} 起 · 已 {duration}',
  sinceThen: '{time} 起 · 当时已 {duration}',
  stateThen: '{time} 时：{state}',
  advice: {
    out: '{names}：温度超限，请关好车门，检查制冷机，并报告调度。',
    power: '制冷机供电中断，请立即检查。',
    unknown: '{names}：没有有效读数，请报告调度。',
    recorder: '记录仪出现过故障，部分记录可能缺失，请报告调度。',
    recording: {
      full: '记录仪存储已满，温度没有被记录，请立即报告调度。',
      damaged: '记录仪存储损坏，温度没有被记录，请立即报告调度。',
      readOnly: '记录仪存储无法写入，温度没有被记录，请立即报告调度。',
      other: '温度没有被记录，请立即报告调度。',
    },
  },
  probeFaults: '探头 {probes}：{mark}',
  listComma: '、',
  more: '另有 {n} 个',
  defrosting: '除霜中',
  humidity: '湿度 {value} %',
  speed: '{value} km/h',
  noPosition: '无定位',
  trip: {
    label: '行程',
    done: '各站点均已完成',
    toHandOver: '待交接 {n} 单',
    toSend: '待上传交接 {n} 份',
  },
  theme: { auto: '自动', day: '白天', night: '夜间', label: '亮度：{mode}' },
}
