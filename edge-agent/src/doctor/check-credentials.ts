import { accessSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { keyFingerprint } from '@coldrx/protocol'
import type { AgentConfig } from '../config.ts'
import { readBrokerSecret } from '../identity/broker-secret.ts'
import { IdentityError, KEY_FILE, readDeviceKey } from '../identity/device-key.ts'
import { messageOf } from '../message-of.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const OTHERS = 0o077

/** The device's key and the broker's password: there, whole, and their owner's alone. */
export function checkCredentials({
  directory,
  broker,
  device,
}: Pick<AgentConfig, 'directory' | 'broker' | 'device'>): Finding[] {
  return [
    ...checkFile(join(directory, KEY_FILE), () => {
      const fingerprint = keyFingerprint(readDeviceKey(directory).publicKey)
      const short = fingerprint.slice(0, 16)
      const what = {
        zh: `${device} 的密钥完好，指纹 ${short}…`,
        en: `The key of ${device} is sound, fingerprint ${short}…`,
      }
      return ok('credentials', 'key-sound', { what, detail: { fingerprint } })
    }),
    ...checkFile(broker.secretFile, () => {
      readBrokerSecret(broker.secretFile)
      const what = { zh: '消息服务器的口令已就绪', en: 'The broker’s password is there' }
      return ok('credentials', 'secret-sound', { what })
    }),
    ...checkDirectory(directory),
  ]
}

function checkFile(path: string, read: () => Finding): Finding[] {
  try {
    const sound = read()
    const others = statSync(path).mode & OTHERS
    if (others === 0) return [sound]
    return [
      sound,
      warning('credentials', 'readable-by-others', {
        what: { zh: `${path} 可被其他用户读取`, en: `${path} can be read by other users` },
        next: { zh: `chmod 600 ${path}`, en: `chmod 600 ${path}` },
        detail: { path, mode: (statSync(path).mode & 0o777).toString(8) },
      }),
    ]
  } catch (error) {
    return [fileProblem(path, error)]
  }
}

function fileProblem(path: string, error: unknown): Finding {
  const detail = { path }
  if (error instanceof IdentityError) {
    const isMissing = error.code === 'missing'
    return problem('credentials', isMissing ? 'not-enrolled' : 'credentials-damaged', {
      what: isMissing
        ? { zh: `没有 ${path}：设备尚未登记`, en: `${path} is missing: the device is not enrolled` }
        : { zh: `${path} 已损坏`, en: `${path} is damaged` },
      next: isMissing
        ? {
            zh: '运行 coldrx-edge enrol，并在平台上登记输出的内容',
            en: 'Run coldrx-edge enrol and enter what it prints in the cloud',
          }
        : {
            zh: '从备份恢复该文件；没有备份时，移走它，重新 enrol，并在平台上更换设备密钥',
            en: 'Restore the file from a backup; without one move it away, enrol again and replace the device’s key in the cloud',
          },
      detail,
    })
  }
  const reason = messageOf(error)
  return problem('credentials', 'credentials-unreadable', {
    what: { zh: `无法读取 ${path}：${reason}`, en: `${path} cannot be read: ${reason}` },
    next: {
      zh: '用运行服务的用户或 root 运行本命令，并检查文件的属主',
      en: 'Run this as the service’s user or as root, and check who owns the file',
    },
    detail: { ...detail, reason },
  })
}

function checkDirectory(directory: string): Finding[] {
  try {
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    return []
  } catch (error) {
    const reason = messageOf(error)
    return [
      problem('credentials', 'directory-not-writable', {
        what: {
          zh: `数据目录 ${directory} 不可写：${reason}`,
          en: `The directory ${directory} cannot be written: ${reason}`,
        },
        next: {
          zh: `建立它并交给服务用户：install -d -o coldrx -g coldrx -m 700 ${directory}`,
          en: `Make it and give it to the service’s user: install -d -o coldrx -g coldrx -m 700 ${directory}`,
        },
        detail: { directory, reason },
      }),
    ]
  }
}
