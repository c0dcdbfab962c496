import { RISK_SHAPES } from '../risk-shapes.ts'
import type { Risk } from '../truck-view.ts'
import type { MapLook } from './map-look.ts'

/** Pixels of the image for one of the screen's, so that it is sharp on any. */
export const IMAGE_RATIO = 2
const SIZE = 26

/** Drawn here and not loaded: an image's address would be one more thing to ask for. */
export function drawRiskImage(risk: Risk, look: MapLook): ImageData {
  const size = SIZE * IMAGE_RATIO
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no canvas')
  context.scale(size / 26, size / 26)
  context.translate(1, 1)
  const outline = new Path2D(RISK_SHAPES[risk].outline)
  context.lineJoin = context.lineCap = 'round'
  context.strokeStyle = '#ffffff'
  context.lineWidth = 2
  context.stroke(outline)
  context.fillStyle = look.risks[risk]
  context.fill(outline)
  context.lineWidth = 2.4
  context.stroke(new Path2D(RISK_SHAPES[risk].sign))
  return context.getImageData(0, 0, size, size)
}
