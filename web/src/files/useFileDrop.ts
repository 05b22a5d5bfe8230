// Files that are dragged over a part of the page. over is true while they are; whatever falls there never makes the browser
// leave the desk.

import { ref } from 'vue'
import { useEvent } from '@/lib/useEvent'

export function useFileDrop(takes: () => boolean, drop: (files: File[]) => void) {
  const over = ref(false)
  let depth = 0 // entering a child comes before leaving its parent

  const brings = (ev: DragEvent) => !!ev.dataTransfer?.types.includes('Files')

  function onEnter(ev: DragEvent): void {
    if (!brings(ev)) return
    ev.preventDefault()
    depth++
    over.value = takes()
  }

  function onOver(ev: DragEvent): void {
    if (!brings(ev)) return
    ev.preventDefault()
    ev.dataTransfer!.dropEffect = over.value ? 'copy' : 'none'
  }

  function onLeave(ev: DragEvent): void {
    if (!brings(ev)) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) over.value = false
  }

  function onDrop(ev: DragEvent): void {
    if (!brings(ev)) return
    ev.preventDefault()
    depth = 0
    over.value = false
    if (takes()) drop(filesOf(ev.dataTransfer!))
  }

  return { over, onEnter, onOver, onLeave, onDrop }
}

// keepHere keeps the browser from leaving the desk for a file that falls beside every place that takes files.
export function keepHere(): void {
  const swallow = (ev: DragEvent) => {
    if (ev.defaultPrevented || !ev.dataTransfer?.types.includes('Files')) return
    ev.preventDefault()
    ev.dataTransfer.dropEffect = 'none'
  }
  useEvent(window, 'dragover', swallow)
  useEvent(window, 'drop', swallow)
}

// filesOf leaves folders out: a browser gives them as files that cannot be read.
export function filesOf(data: DataTransfer): File[] {
  const items = [...data.items].filter((i) => i.kind === 'file')
  if (items.length === 0) return [...data.files]
  return items.flatMap((i) => (i.webkitGetAsEntry?.()?.isDirectory ? [] : (i.getAsFile() ?? [])))
}
