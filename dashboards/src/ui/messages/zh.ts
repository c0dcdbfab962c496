import type { SameKeys } from '../words.ts'
import type { en } from './en.ts'

export const zh: SameKeys<typeof en> = {
  language: { label: '语言' },
  unit: { celsius: '°C', percent: '%', speed: 'km/h' },
  duration: {
    seconds: '{s} 秒',
    minutes: '{m} 分钟',
    hours: '{h} 小时 {m} 分',
    days: '{d} 天 {h} 小时',
  },
  age: '{duration}前',
  state: {
    in: '温度正常',
    out: '温度超限',
    unknown: '状态不明',
  },
  mark: {
    ok: '正常',
    range: '超出探头量程',
    frozen: '数值冻结',
    timeout: '无应答',
    crc: '应答损坏',
    exception: '探头报错',
    invalid: '数值不合理',
    open: '线路未接通',
    void: '未定位',
    other: '未知标记',
    none: '尚无采样',
  },
  door: { open: '车门开启', closed: '车门关闭', unknown: '车门状态不明' },
  power: { on: '供电正常', off: '供电中断', unknown: '供电状态不明' },
  range: { between: '{min} ~ {max} °C', none: '未设温度范围' },
  noValue: '无数值',
  position: { north: '北纬', south: '南纬', east: '东经', west: '西经' },
}
