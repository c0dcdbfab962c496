import type { Plugin } from 'vite'
import { BASE_MAP_FILES, makeBaseMap } from './base-map.ts'

const NAME = 'virtual:base-map'

/** Gives the page the addresses of the base map's files, which become assets of its build. */
export function baseMap(): Plugin {
  return {
    name: 'base-map',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined
      const made = makeBaseMap()
      const lines = BASE_MAP_FILES.map((file) => {
        const reference = this.emitFile({ type: 'asset', name: `${file}.json`, source: JSON.stringify(made[file]) })
        return `  ${file}: import.meta.ROLLUP_FILE_URL_${reference},`
      })
      return `export const baseMapFiles = {\n${lines.join('\n')}\n}\n`
    },
  }
}
