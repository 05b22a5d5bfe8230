import { nextTick } from 'vue'

// afterwards gives the focus to where one goes on, when the control that had it has gone with the press.
export async function afterwards(focus: () => void): Promise<void> {
  await nextTick()
  if (!document.activeElement || document.activeElement === document.body) focus()
}
