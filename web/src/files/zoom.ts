// How a picture lies in the viewer: its scale and how far its middle is from the middle of the stage. Pure.

export interface View {
  scale: number // 1 = fits the stage
  x: number // px
  y: number
}

export interface Size {
  width: number
  height: number
}

export const FIT: View = { scale: 1, x: 0, y: 0 }
export const MOST = 8

// zoomed scales by a factor and keeps the point, counted from the middle of the stage, where it is on the screen.
export function zoomed(v: View, factor: number, point = { x: 0, y: 0 }): View {
  const scale = Math.min(MOST, Math.max(1, v.scale * factor))
  const by = scale / v.scale
  return scale === 1 ? FIT : { scale, x: point.x - (point.x - v.x) * by, y: point.y - (point.y - v.y) * by }
}

// held keeps a picture from being dragged off the stage: what is larger than the stage covers it, what is smaller stays
// in its middle. fit is the picture's size at scale 1.
export function held(v: View, fit: Size, stage: Size): View {
  const room = (of: number, within: number) => Math.max(0, (of * v.scale - within) / 2)
  const clamp = (n: number, most: number) => Math.min(most, Math.max(-most, n))
  return { scale: v.scale, x: clamp(v.x, room(fit.width, stage.width)), y: clamp(v.y, room(fit.height, stage.height)) }
}
