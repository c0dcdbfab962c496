import type { Language } from '../command-line/text.ts'

const EN = {
  waiting: (line: string) => `listening on ${line} …`,
  cannotOpen: (line: string, reason: string) =>
    `${line} cannot be opened: ${reason}. Is an agent running that holds it, or does this user lack the right to it?`,
  silent: (line: string) => `nothing came from ${line}. Check power, wiring and baud rate of the receiver.`,
  noise: (line: string) => `bytes come from ${line}, but no NMEA sentences. Check the baud rate.`,
  noFix: 'The receiver speaks, but has no fix. Check that its antenna sees the sky.',
  fix: (place: string, speed: string) => `fix at ${place}, ${speed}`,
  parked: 'parked',
  speed: (kmh: number) => `${kmh.toFixed(0)} km/h`,
  time: (utc: string | null) => (utc === null ? 'its time is not trusted yet' : `UTC ${utc}`),
  counts: (sentences: number, malformed: number, skipped: number) =>
    `${sentences} sentences, ${malformed} damaged, ${skipped} other bytes`,
  replayed: (accepted: number, refused: number, repeated: number, without: number) =>
    `${accepted} fixes accepted; ${refused} refused as impossible, ${repeated} repeated, ${without} without a fix`,
  driven: (kilometres: number, topKmh: number, stops: number) =>
    `${kilometres.toFixed(2)} km, up to ${topKmh.toFixed(0)} km/h, ${stops} stops of 2 minutes and more`,
  unreadable: (file: string, reason: string) => `${file} cannot be read: ${reason}`,
}

const ZH: typeof EN = {
  waiting: (line) => `正在监听 ${line} …`,
  cannotOpen: (line, reason) => `无法打开 ${line}：${reason}。是否有正在运行的代理占用了它，或当前用户没有权限？`,
  silent: (line) => `${line} 没有任何数据。请检查接收机的供电、接线和波特率。`,
  noise: (line) => `${line} 有数据，但不是 NMEA 语句。请检查波特率。`,
  noFix: '接收机有输出，但尚未定位。请检查天线上方是否开阔。',
  fix: (place, speed) => `已定位 ${place}，${speed}`,
  parked: '停车',
  speed: (kmh) => `${kmh.toFixed(0)} km/h`,
  time: (utc) => (utc === null ? '时间尚不可信' : `UTC ${utc}`),
  counts: (sentences, malformed, skipped) => `语句 ${sentences} 条，损坏 ${malformed} 条，其他字节 ${skipped} 个`,
  replayed: (accepted, refused, repeated, without) =>
    `接受定位 ${accepted} 个；不可能的 ${refused} 个，重复的 ${repeated} 个，无定位 ${without} 个`,
  driven: (kilometres, topKmh, stops) =>
    `行驶 ${kilometres.toFixed(2)} 公里，最高 ${topKmh.toFixed(0)} km/h，停车 2 分钟及以上 ${stops} 次`,
  unreadable: (file, reason) => `无法读取 ${file}：${reason}`,
}

export const gnssWords = (language: Language): typeof EN => (language === 'zh' ? ZH : EN)
