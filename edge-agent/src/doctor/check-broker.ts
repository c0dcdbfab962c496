import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import mqtt, { type IClientOptions } from 'mqtt'
import type { Text } from '../command-line/text.ts'
import { type Finding, ok, problem } from './finding.ts'

const CONNECT_MS = 8_000
const DEFAULT_PORTS = { 'mqtt:': 1_883, 'mqtts:': 8_883 } as const

/** The way to the cloud, step by step, each with its own reason to fail: name and TCP, TLS, the device's credentials. */
export async function checkBroker({
  url,
  device,
  secret,
  timeoutMs = CONNECT_MS,
}: {
  readonly url: string
  readonly device: string
  /** null: not enrolled; or the device's session is the running agent's, which a second one would end */
  readonly secret: string | null
  readonly timeoutMs?: number
}): Promise<Finding[]> {
  const { protocol, hostname, port: portText } = new URL(url)
  const isTls = protocol === 'mqtts:'
  const port = portText === '' ? DEFAULT_PORTS[isTls ? 'mqtts:' : 'mqtt:'] : Number(portText)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const where = `${host}:${port}`
  const detail = { host, port }

  const tcp = await reach({ host, port, timeoutMs })
  if (tcp !== null) return [unreachable(where, tcp, detail)]
  const findings: Finding[] = [
    ok('broker', 'broker-reached', {
      what: { zh: `可以到达消息服务器 ${where}`, en: `The broker ${where} can be reached` },
      detail,
    }),
  ]
  if (isTls) {
    const tls = await shakeHands({ host, port, timeoutMs })
    if ('reason' in tls) return [...findings, untrusted(where, tls.reason, detail)]
    findings.push(
      ok('broker', 'broker-trusted', {
        what: { zh: `TLS 证书有效，到期 ${tls.validTo}`, en: `Its TLS certificate is valid until ${tls.validTo}` },
        detail: { ...detail, validTo: tls.validTo },
      }),
    )
  }
  if (secret === null) return findings
  const refusal = await logIn({ url, device, secret, timeoutMs })
  if (refusal !== null) return [...findings, refused(where, refusal, detail)]
  const what = { zh: `消息服务器接受了设备 ${device}`, en: `The broker lets ${device} in` }
  return [...findings, ok('broker', 'broker-login', { what, detail })]
}

interface Address {
  readonly host: string
  readonly port: number
  readonly timeoutMs: number
}

/** null: it can be reached; else the system's code. */
function reach({ host, port, timeoutMs }: Address): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port })
    socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    socket.once('connect', () => {
      socket.destroy()
      resolve(null)
    })
    socket.once('error', (error) => resolve(codeOf(error)))
  })
}

function shakeHands({ host, port, timeoutMs }: Address): Promise<{ reason: string } | { validTo: string }> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
    socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    socket.once('secureConnect', () => {
      const validTo = new Date(socket.getPeerCertificate().valid_to).toISOString().slice(0, 10)
      socket.destroy()
      resolve({ validTo })
    })
    socket.once('error', (error) => resolve({ reason: codeOf(error) }))
  })
}

/** null: accepted; else the return code of the CONNACK, or why none came. */
function logIn({
  url,
  device,
  secret,
  timeoutMs,
}: {
  readonly url: string
  readonly device: string
  readonly secret: string
  readonly timeoutMs: number
}): Promise<number | string | null> {
  return new Promise((resolve) => {
    const options: IClientOptions = {
      ...{ protocolVersion: 4, clientId: device, username: device, password: secret, clean: true },
      ...{ reconnectPeriod: 0, connectTimeout: timeoutMs, reconnectOnConnackError: false },
    }
    const client = mqtt.connect(url, options)
    let isSettled = false
    const settle = (outcome: number | string | null): void => {
      if (isSettled) return
      isSettled = true
      client.end(outcome !== null, () => resolve(outcome))
    }
    client.once('connect', () => settle(null))
    client.on('error', (error) => {
      const { code } = error as { code?: unknown }
      settle(typeof code === 'number' ? code : error.message)
    })
    client.once('close', () => settle('closed'))
  })
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

type Detail = Finding['detail']

const NETWORK: Readonly<Record<string, readonly [code: string, what: Text, next: Text]>> = {
  ENOTFOUND: [
    'broker-name-unknown',
    { zh: '域名无法解析', en: 'its name is not known' },
    {
      zh: '检查 broker.url 的拼写和 DNS；没有流量时检查 SIM 卡是否欠费',
      en: 'Check the spelling of broker.url and the name server; without any traffic, whether the SIM is paid for',
    },
  ],
  EAI_AGAIN: [
    'no-network',
    { zh: '没有网络（DNS 无应答）', en: 'there is no network (no name server answers)' },
    {
      zh: '检查天线、SIM 卡和 APN：ip addr、ip route',
      en: 'Check the antenna, the SIM and the APN: ip addr, ip route',
    },
  ],
  ECONNREFUSED: [
    'broker-refuses',
    { zh: '对方拒绝连接', en: 'nobody listens there' },
    { zh: '检查端口号；服务器可能没有启动', en: 'Check the port; the broker may not be running' },
  ],
  ETIMEDOUT: [
    'broker-silent',
    { zh: '没有应答', en: 'no answer comes' },
    {
      zh: '检查防火墙和 APN 是否放行该端口；信号弱时换个地方再试',
      en: 'Check that firewall and APN let this port through; with a weak signal try at another place',
    },
  ],
}

function unreachable(where: string, reason: string, detail: Detail): Finding {
  const known = NETWORK[reason] ?? (/^E(NETUNREACH|HOSTUNREACH|NETDOWN)$/.test(reason) ? NETWORK.EAI_AGAIN : undefined)
  const [code, what, next] = known ?? [
    'broker-unreachable',
    { zh: reason, en: reason },
    { zh: '检查网络和 broker.url', en: 'Check the network and broker.url' },
  ]
  return problem('broker', code, {
    what: { zh: `无法到达消息服务器 ${where}：${what.zh}`, en: `The broker ${where} cannot be reached: ${what.en}` },
    next,
    detail: { ...detail, reason },
  })
}

function untrusted(where: string, reason: string, detail: Detail): Finding {
  const isDate = /EXPIRED|NOT_YET_VALID/.test(reason)
  return problem('broker', isDate ? 'tls-date' : 'tls-untrusted', {
    what: {
      zh: `${where} 的 TLS 连接不可信：${reason}`,
      en: `The TLS connection to ${where} is not to be trusted: ${reason}`,
    },
    next: isDate
      ? {
          zh: '先看系统时钟是否正确（见上），再通知管理员更换证书',
          en: 'See whether the clock is right (above), then tell the administrator to renew the certificate',
        }
      : {
          zh: '可能被认证网页（portal）或代理拦截；自建证书须先装入系统（update-ca-certificates）并设置 NODE_EXTRA_CA_CERTS',
          en: 'A captive portal or proxy may stand in between; an authority of your own must be installed (update-ca-certificates, NODE_EXTRA_CA_CERTS)',
        },
    detail: { ...detail, reason },
  })
}

function refused(where: string, refusal: number | string, detail: Detail): Finding {
  if (refusal === 4 || refusal === 5 || refusal === 2) {
    return problem('broker', 'login-refused', {
      what: {
        zh: `消息服务器不接受本设备的用户名和口令（CONNACK ${refusal}）`,
        en: `The broker does not accept the device’s name and password (CONNACK ${refusal})`,
      },
      next: {
        zh: '在平台上检查设备是否已登记、未停用；必要时重新运行 coldrx-edge enrol 并登记输出的内容',
        en: 'See in the cloud that the device is enrolled and not retired; if need be run coldrx-edge enrol and enter what it prints',
      },
      detail: { ...detail, connack: refusal },
    })
  }
  if (typeof refusal === 'number') {
    return problem('broker', 'broker-unavailable', {
      what: { zh: `消息服务器暂不可用（CONNACK ${refusal}）`, en: `The broker is not available (CONNACK ${refusal})` },
      next: { zh: '稍后再试；持续如此则通知管理员', en: 'Try again later; if it stays so, tell the administrator' },
      detail: { ...detail, connack: refusal },
    })
  }
  return problem('broker', 'no-connack', {
    what: {
      zh: `${where} 有应答，但不是消息服务器（${refusal}）`,
      en: `Something answers at ${where}, and it is no MQTT broker (${refusal})`,
    },
    next: {
      zh: '可能是认证网页（portal）或端口填错：检查 broker.url 和 SIM 卡的流量',
      en: 'It may be a captive portal, or the wrong port: check broker.url and the SIM’s data plan',
    },
    detail: { ...detail, reason: refusal },
  })
}
