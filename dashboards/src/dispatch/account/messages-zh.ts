import type { SameKeys } from '../../ui/words.ts'
import type { accountEn } from './messages-en.ts'

export const accountZh: SameKeys<typeof accountEn> = {
  name: '用户名',
  organisation: '单位',
  noOrganisation: '无',
  roles: '角色',
  noArea: '您的角色目前没有其他页面。以下是您的账号信息。',
  password: {
    heading: '密码',
    first: '请设置您自己的密码',
    firstLead: '您收到的临时密码他人也知道。设置新密码后即可使用。',
    current: '当前密码',
    wanted: '新密码',
    again: '再次输入新密码',
    hint: '至少 {n} 个字符，一句话更容易记住。',
    short: '至少 {n} 个字符。',
    same: '新密码不能与原密码相同。',
    differs: '两次输入不一致。',
    currentWrong: '当前密码不正确。',
    change: '修改密码',
    done: '密码已修改。其他浏览器已退出登录，应用授权已收回。',
  },
  sessions: {
    heading: '登录位置',
    lead: '如有不认识的登录，请将其退出，并修改密码。',
    unknownBrowser: '未知程序',
    this: '当前浏览器',
    since: '{time} 登录',
    used: '，{time} 最近使用',
    end: '退出该登录',
    endOthers: '退出其他所有登录',
    ended: '已退出。',
  },
  grants: {
    heading: '已授权的应用',
    none: '您没有授权任何应用。',
    since: '授权于 {time}',
    takeBack: '收回授权',
    takeBackLead: '“{app}”将立即失去以您名义访问的权限。',
    takenBack: '授权已收回。',
  },
}
