// The hands on the picture of the viewer: wheel, drag, two fingers, double click, keys and buttons.

import { reactive, shallowRef, type Ref } from 'vue'
import { FIT, held, zoomed, type View } from './zoom'

const STEP = 1.5
const WHEEL = 0.002 // of a scale, for each pixel of the wheel

export function useZoom(stage: Ref<HTMLElement | null>, picture: Ref<HTMLImageElement | null>) {
  const view = shallowRef<View>(FIT)
  const fingers = reactive(new Map<number, { x: number; y: number }>())

  function set(next: View): void {
    const [s, p] = [stage.value, picture.value]
    view.value = s && p ? held(next, { width: p.offsetWidth, height: p.offsetHeight }, { width: s.clientWidth, height: s.clientHeight }) : next
  }

  const fromMiddle = (x: number, y: number) => {
    const r = stage.value?.getBoundingClientRect()
    return r ? { x: x - r.left - r.width / 2, y: y - r.top - r.height / 2 } : { x: 0, y: 0 }
  }

  const zoomIn = () => set(zoomed(view.value, STEP))
  const zoomOut = () => set(zoomed(view.value, 1 / STEP))
  const reset = () => (view.value = FIT)

  function onWheel(ev: WheelEvent): void {
    set(zoomed(view.value, Math.exp(-ev.deltaY * WHEEL), fromMiddle(ev.clientX, ev.clientY)))
  }

  function onDouble(ev: MouseEvent): void {
    if (view.value.scale > 1) reset()
    else set(zoomed(FIT, 2.5, fromMiddle(ev.clientX, ev.clientY)))
  }

  function onDown(ev: PointerEvent): void {
    if (ev.button !== 0) return
    fingers.set(ev.pointerId, { x: ev.clientX, y: ev.clientY })
    stage.value?.setPointerCapture(ev.pointerId)
  }

  function onMove(ev: PointerEvent): void {
    const was = fingers.get(ev.pointerId)
    if (!was) return
    const now = { x: ev.clientX, y: ev.clientY }
    const other = [...fingers].find(([id]) => id !== ev.pointerId)?.[1]
    fingers.set(ev.pointerId, now)
    if (!other) return set({ ...view.value, x: view.value.x + now.x - was.x, y: view.value.y + now.y - was.y })
    const far = (a: { x: number; y: number }) => Math.hypot(a.x - other.x, a.y - other.y)
    set(zoomed(view.value, far(now) / Math.max(1, far(was)), fromMiddle((now.x + other.x) / 2, (now.y + other.y) / 2)))
  }

  function onUp(ev: PointerEvent): void {
    fingers.delete(ev.pointerId)
  }

  return { view, fingers, zoomIn, zoomOut, reset, onWheel, onDouble, onDown, onMove, onUp }
}
