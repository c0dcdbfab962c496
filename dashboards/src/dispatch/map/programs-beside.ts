import type { Map as MapLibreMap } from 'maplibre-gl'
import { createProgramWishes, type Variant } from './program-wishes.ts'

type Programs = MapLibreMap['painter']['programCache']
type Program = ReturnType<Programs['getProgram']>

/** How often it is asked whether the graphics process is done; asking makes nobody wait. */
const ASK_INTERVAL_MS = 8

interface Begun {
  readonly key: string
  readonly variant: Variant
  readonly program: WebGLProgram
  /** in the order in which they were made */
  readonly shaders: readonly WebGLShader[]
}

/**
 * The library makes a shader program in the middle of a picture and waits for it, and for all that the graphics process
 * has yet to draw: up to a second in which the page answers nobody. Here the programs of all layers are begun with the
 * first of them, before a zoom or a click needs them. What needs one that is not ready stays away from the picture, and
 * one is taken into use once it is linked and nothing else is left to draw.
 */
export function linkProgramsBeside(map: MapLibreMap, onProblem: (problem: string) => void): void {
  const { painter } = map
  const { context } = painter
  const { gl } = context
  const cache = painter.programCache
  /** not every browser links beside the drawing and says when it is done */
  const beside = gl.getExtension('KHR_parallel_shader_compile')
  const Cache = cache.constructor as new (of: typeof context) => Programs
  const make = cache.getProgram.bind(cache)
  const render = painter.render.bind(painter)
  const programs = new Map<string, Program>()
  const wishes = createProgramWishes()
  const begun: Begun[] = []
  /** signalled when all is drawn that was asked for until then */
  let drawn: WebGLSync | null = null
  let isAsking = false

  function programOf(variant: Variant): Program {
    const key = keyOf(variant)
    let program = programs.get(key)
    if (program === undefined) {
      program = begin(key, variant)
      programs.set(key, program)
    }
    return program
  }

  function begin(key: string, variant: Variant): Program {
    const shaders: WebGLShader[] = []
    let isLinking = false
    const program = lending(
      gl,
      {
        createShader(type: number) {
          const shader = WebGL2RenderingContext.prototype.createShader.call(gl, type)
          if (shader !== null) shaders.push(shader)
          return shader
        },
        linkProgram(of: WebGLProgram) {
          WebGL2RenderingContext.prototype.linkProgram.call(gl, of)
          isLinking = true
        },
        // Said to be lost, the library asks nothing more and keeps a program that draws nothing.
        getProgramParameter: () => false,
        isContextLost: () => isLinking || WebGL2RenderingContext.prototype.isContextLost.call(gl),
      },
      () => new Cache(context).getProgram(variant),
    )
    if (isLinking) {
      begun.push({ key, variant, program: program.program, shaders })
      ask()
    }
    return program
  }

  function finish({ key, variant, program, shaders }: Begun): void {
    const made = [...shaders]
    const done = () => undefined
    const methods = {
      ...{ createProgram: () => program, createShader: () => made.shift() ?? null },
      ...{ shaderSource: done, compileShader: done, attachShader: done, linkProgram: done },
    }
    try {
      programs.set(
        key,
        lending(gl, methods, () => make(variant)),
      )
    } catch (error) {
      onProblem(String(error))
    }
  }

  function ask(): void {
    if (isAsking) return
    isAsking = true
    setTimeout(() => {
      isAsking = false
      if (painter !== map.painter || gl.isContextLost()) return
      proceed()
      if (begun.length > 0) ask()
    }, ASK_INTERVAL_MS)
  }

  function proceed(): void {
    if (drawn === null) {
      const isLinked = ({ program }: Begun) =>
        beside === null || gl.getProgramParameter(program, beside.COMPLETION_STATUS_KHR) === true
      if (!begun.every(isLinked)) return
      // Linking may wait until somebody wants to know of it: this makes the graphics process want to.
      for (const { program } of begun) gl.validateProgram(program)
      drawn = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
      gl.flush()
      return
    }
    if (gl.getSyncParameter(drawn, gl.SYNC_STATUS) !== gl.SIGNALED) return
    // One at a time: each is a question or two that the page waits for.
    const next = begun.shift()
    if (next !== undefined) finish(next)
    if (begun.length > 0) return
    gl.deleteSync(drawn)
    drawn = null
    map.triggerRepaint()
  }

  cache.getProgram = (variant) => {
    wishes.learn(variant)
    return programOf(variant)
  }
  painter.render = (...parts) => {
    // The picture before stays until what is drawn is drawn: asked about a program now, the page would wait for both.
    if (drawn !== null) return
    render(...parts)
    for (const variant of wishes.next(map.style)) programOf(variant)
  }
}

function keyOf(variant: Variant): string {
  const { name, programConfiguration, projectionShaderVariant, showOverdrawInspector, useTerrain, defines } = variant
  const flags = `${showOverdrawInspector ? 'overdraw' : ''}/${useTerrain ? 'terrain' : ''}`
  return `${name}${programConfiguration?.cacheKey ?? ''}/${projectionShaderVariant.name}/${flags}/${defines.join('/')}`
}

/** Runs something for which a few of an object's methods are others. */
function lending<T>(gl: WebGL2RenderingContext, methods: Record<string, unknown>, run: () => T): T {
  Object.assign(gl, methods)
  try {
    return run()
  } finally {
    for (const name of Object.keys(methods)) Reflect.deleteProperty(gl, name)
  }
}
