import type { SameKeys } from '../../ui/words.ts'
import type { consentEn, scopeEn } from './messages-en.ts'

export const consentZh: SameKeys<typeof consentEn> = {
  heading: '应用授权',
  title: '“{app}”请求访问权限',
  signedInAs: '当前登录：',
  notYou: '换人登录',
  asks: '该应用请求以您的名义：',
  limits: '应用的权限不会超过您本人的权限。',
  goesTo: '完成后将前往',
  allow: '允许',
  deny: '不允许',
  later: '授权最长 90 天，可随时在“我的账号”中收回。',
  leaving: '正在返回应用…',
  invalid: '应用的授权请求无效',
  home: '返回首页',
}

export const scopeZh: SameKeys<typeof scopeEn> = {
  telemetryRead: '查看车辆位置、温度和报警',
  fleetRead: '查看车辆、冷库、探头、设备和校准证书',
  fleetWrite: '修改车辆、冷库和探头，提交校准证书',
  tripsRead: '查看运输任务和货件',
  tripsWrite: '安排和修改运输任务与货件',
  other: '其他权限：{scope}',
}
